import type { DeviceSpec } from './device.ts'

/** The transient shaper: more or less of onsets and of what rings after them, whatever the level. */
export const transientSpec: DeviceSpec = {
  kind: 'transient',
  name: 'Transient shaper',
  family: 'Dynamics',
  taps: [{ id: 'gain', name: 'Gain' }],
  presets: [
    { name: 'Drums: more snap', params: { attack: 35, sustain: -10 } },
    { name: 'Drums: more room', params: { attack: -10, sustain: 40 } },
    { name: 'Kick: short and dry', params: { attack: 20, sustain: -45, sustainTime: 250 } },
    { name: 'Guitar: soften the pick', params: { attack: -30, attackTime: 12 } },
    { name: 'Piano: let it ring', params: { sustain: 30, sustainTime: 900 } },

    { name: 'Percussion: lift it out', params: { attack: 50, attackTime: 10, sustain: -20, output: -2 } },
    { name: 'Overheads: less splash', params: { attack: -15, attackTime: 30, sustain: -35, sustainTime: 600 } },
  ],
  params: [
    { id: 'attack', name: 'Attack', unit: '%', min: -100, max: 100, default: 0, taper: 'linear', update: 'glide' },
    { id: 'sustain', name: 'Sustain', unit: '%', min: -100, max: 100, default: 0, taper: 'linear', update: 'glide' },
    { id: 'attackTime', name: 'Attack time', unit: 'ms', min: 5, max: 100, default: 20, taper: 'log', update: 'glide' },
    {
      id: 'sustainTime',
      name: 'Sustain time',
      unit: 'ms',
      min: 50,
      max: 2000,
      default: 400,
      taper: 'log',
      update: 'glide',
    },
    { id: 'output', name: 'Output', unit: 'dB', min: -24, max: 24, default: 0, taper: 'linear', update: 'glide' },
    { id: 'mix', name: 'Mix', unit: '%', min: 0, max: 100, default: 100, taper: 'linear', update: 'glide' },
  ],
}
