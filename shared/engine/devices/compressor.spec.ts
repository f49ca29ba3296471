import type { DeviceSpec } from './device.ts'

/** The stereo-linked peak compressor. */
export const compressorSpec: DeviceSpec = {
  kind: 'compressor',
  name: 'Compressor',
  family: 'Dynamics',
  taps: [{ id: 'reduction', name: 'Gain reduction' }],
  params: [
    {
      id: 'threshold',
      name: 'Threshold',
      unit: 'dB',
      min: -60,
      max: 0,
      default: -20,
      taper: 'linear',
      update: 'glide',
    },
    { id: 'ratio', name: 'Ratio', unit: ':1', min: 1, max: 20, default: 3, taper: 'log', update: 'glide' },
    { id: 'knee', name: 'Knee', unit: 'dB', min: 0, max: 24, default: 6, taper: 'linear', update: 'glide' },
    { id: 'attack', name: 'Attack', unit: 'ms', min: 0.1, max: 200, default: 8, taper: 'log', update: 'glide' },
    { id: 'release', name: 'Release', unit: 'ms', min: 5, max: 2000, default: 120, taper: 'log', update: 'glide' },
    { id: 'makeup', name: 'Make-up', unit: 'dB', min: -12, max: 24, default: 0, taper: 'linear', update: 'glide' },
    { id: 'mix', name: 'Mix', unit: '%', min: 0, max: 100, default: 100, taper: 'linear', update: 'glide' },
  ],
}
