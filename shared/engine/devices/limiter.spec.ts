import type { DeviceSpec } from './device.ts'
import { paramValue } from './param-values.ts'

/** How far the limiter's true-peak detector looks to both sides. */
const DETECTOR_FRAMES = 64

/** The true-peak limiter: drive into a ceiling that no inter-sample peak passes. */
export const limiterSpec: DeviceSpec = {
  kind: 'limiter',
  name: 'Limiter',
  family: 'Dynamics',
  taps: [{ id: 'reduction', name: 'Gain reduction' }],
  latencyFrames: (params, sampleRate) =>
    Math.max(2, Math.round((paramValue(limiterSpec, params, 'lookahead') * sampleRate) / 1000)) + DETECTOR_FRAMES,
  params: [
    { id: 'drive', name: 'Drive', unit: 'dB', min: -36, max: 36, default: 0, taper: 'linear', update: 'glide' },
    { id: 'ceiling', name: 'Ceiling', unit: 'dB', min: -20, max: 0, default: -1, taper: 'linear', update: 'glide' },
    { id: 'release', name: 'Release', unit: 'ms', min: 10, max: 1000, default: 120, taper: 'log', update: 'glide' },
    {
      id: 'lookahead',
      name: 'Look-ahead',
      unit: 'ms',
      min: 0.5,
      max: 5,
      default: 1.5,
      taper: 'log',
      update: 'rebuild',
    },
  ],
}
