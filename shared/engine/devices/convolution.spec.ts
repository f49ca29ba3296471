import type { DeviceSpec } from './device.ts'
import { CONVOLVER_LATENCY } from './fir.ts'

/** The convolution reverb. */
export const convolutionSpec: DeviceSpec = {
  kind: 'convolution',
  name: 'Convolution',
  family: 'Space',
  file: 'Impulse response',
  latencyFrames: () => CONVOLVER_LATENCY,
  presets: [
    { name: 'On a send: the room alone', params: { mix: 100 } },
    { name: 'As an insert: a little room', params: { mix: 18 } },
    { name: 'Behind the voice', params: { mix: 20, preDelay: 60, lowCut: 250, highCut: 7000 } },
    { name: 'Loudspeaker or body: all through it', params: { mix: 100, normalise: 0 } },
    { name: 'Shortened, narrow', params: { mix: 25, length: 40, width: 50 } },

    { name: 'Early part alone: placed, not washed', params: { mix: 30, length: 12, lowCut: 120 } },
    { name: 'Dark and far', params: { mix: 45, preDelay: 10, highCut: 3500, lowCut: 150, width: 120 } },
  ],
  params: [
    { id: 'mix', name: 'Mix', unit: '%', min: 0, max: 100, default: 25, taper: 'linear', update: 'glide' },
    { id: 'gain', name: 'Wet level', unit: 'dB', min: -36, max: 24, default: 0, taper: 'linear', update: 'glide' },
    { id: 'preDelay', name: 'Pre-delay', unit: 'ms', min: 0, max: 500, default: 0, taper: 'linear', update: 'switch' },
    { id: 'width', name: 'Width', unit: '%', min: 0, max: 200, default: 100, taper: 'linear', update: 'glide' },
    { id: 'lowCut', name: 'Low cut', unit: 'Hz', min: 20, max: 2000, default: 20, taper: 'log', update: 'glide' },
    {
      id: 'highCut',
      name: 'High cut',
      unit: 'Hz',
      min: 500,
      max: 20_000,
      default: 20_000,
      taper: 'log',
      update: 'glide',
    },
    { id: 'start', name: 'Start', unit: '%', min: 0, max: 90, default: 0, taper: 'linear', update: 'rebuild' },
    { id: 'length', name: 'Length', unit: '%', min: 1, max: 100, default: 100, taper: 'linear', update: 'rebuild' },
    {
      id: 'normalise',
      name: 'Level of the file',
      unit: '',
      min: 0,
      max: 1,
      default: 1,
      taper: 'steps',
      steps: ['As it is', 'Normalised'],
      update: 'rebuild',
    },
  ],
}
