import type { DeviceSpec } from './device.ts'
import { lookaheadFrames, lookaheadParam } from './lookahead.ts'

/** The gate and downward expander. */
export const gateSpec: DeviceSpec = {
  kind: 'gate',
  name: 'Gate',
  family: 'Dynamics',
  hasKey: true,
  latencyFrames: lookaheadFrames,
  presets: [
    {
      name: 'Kick: close the bleed',
      params: { threshold: -30, range: 40, attack: 0.5, hold: 80, release: 150, high: 200 },
    },
    {
      name: 'Snare: tight',
      params: { threshold: -28, range: 30, attack: 0.3, hold: 60, release: 120, low: 120, lookahead: 1 },
    },
    { name: 'Toms: let them ring', params: { threshold: -34, range: 50, attack: 0.5, hold: 250, release: 500 } },
    { name: 'Vocal: breathe less', params: { mode: 1, threshold: -42, ratio: 2, range: 12, attack: 2, release: 200 } },
    {
      name: 'Guitar: quiet between phrases',
      params: { threshold: -50, range: 25, attack: 2, hold: 120, release: 300 },
    },

    {
      name: 'Drum room: shut with the snare',
      params: { threshold: -26, range: 60, attack: 1, hold: 160, release: 90, hysteresis: 6 },
    },
    {
      name: 'Noise between words, gently',
      params: { mode: 1, threshold: -50, ratio: 1.5, range: 8, attack: 4, release: 350 },
    },
  ],
  taps: [
    { id: 'reduction', name: 'Gain reduction' },
    { id: 'level', name: 'Key level' },
  ],
  params: [
    {
      id: 'mode',
      name: 'Mode',
      unit: '',
      min: 0,
      max: 1,
      default: 0,
      taper: 'steps',
      steps: ['Gate', 'Expander'],
      update: 'switch',
    },
    {
      id: 'threshold',
      name: 'Threshold',
      unit: 'dB',
      min: -80,
      max: 0,
      default: -40,
      taper: 'linear',
      update: 'glide',
    },
    { id: 'hysteresis', name: 'Hysteresis', unit: 'dB', min: 0, max: 18, default: 3, taper: 'linear', update: 'glide' },
    { id: 'ratio', name: 'Ratio', unit: ':1', min: 1, max: 20, default: 2, taper: 'log', update: 'glide' },
    { id: 'range', name: 'Range', unit: 'dB', min: 0, max: 100, default: 60, taper: 'linear', update: 'glide' },
    { id: 'attack', name: 'Attack', unit: 'ms', min: 0.1, max: 100, default: 1, taper: 'log', update: 'glide' },
    { id: 'hold', name: 'Hold', unit: 'ms', min: 0, max: 1000, default: 40, taper: 'linear', update: 'glide' },
    { id: 'release', name: 'Release', unit: 'ms', min: 5, max: 2000, default: 120, taper: 'log', update: 'glide' },
    { id: 'low', name: 'Key low cut', unit: 'Hz', min: 20, max: 10_000, default: 20, taper: 'log', update: 'glide' },
    {
      id: 'high',
      name: 'Key high cut',
      unit: 'Hz',
      min: 100,
      max: 20_000,
      default: 20_000,
      taper: 'log',
      update: 'glide',
    },
    lookaheadParam(10),
  ],
}
