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
  presets: [
    { name: 'Transparent', params: {} },
    { name: 'Punchy: drums stay in front', params: { style: 1, release: 200, lookahead: 1 } },
    { name: 'Loud', params: { style: 2, release: 150, lookahead: 2 } },
    { name: 'Smooth: strings and voices', params: { style: 3, release: 300, lookahead: 4 } },
    { name: 'For streaming that encodes', params: { ceiling: -1.5 } },
    { name: 'CD: to the edge', params: { ceiling: -0.3, truePeak: 1 } },
  ],
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
    {
      id: 'style',
      name: 'Style',
      unit: '',
      min: 0,
      max: 3,
      default: 0,
      taper: 'steps',
      steps: ['Transparent', 'Punchy', 'Loud', 'Smooth'],
      update: 'switch',
    },
    {
      id: 'shape',
      name: 'Release shape',
      unit: '',
      min: 0,
      max: 1,
      default: 0,
      taper: 'steps',
      steps: ['Exponential', 'Straight'],
      update: 'switch',
    },
    { id: 'link', name: 'Stereo link', unit: '%', min: 0, max: 100, default: 100, taper: 'linear', update: 'rebuild' },
    {
      id: 'truePeak',
      name: 'True peak',
      unit: '',
      min: 0,
      max: 1,
      default: 1,
      taper: 'steps',
      steps: ['Samples alone', 'True peak'],
      update: 'rebuild',
    },
  ],
}
