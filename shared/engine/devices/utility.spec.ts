import type { DeviceSpec } from './device.ts'

const offOn = { unit: '', min: 0, max: 1, default: 0, taper: 'steps', steps: ['Off', 'On'], update: 'switch' } as const

const channels = ['Stereo', 'Swapped', 'Mono', 'Left', 'Right', 'Mid', 'Side']

/** The utility: what belongs to no other device. */
export const utilitySpec: DeviceSpec = {
  kind: 'utility',
  name: 'Utility',
  family: 'Tools',
  presets: [
    { name: 'Mono check', params: { channels: 2 } },
    { name: 'Bass in the middle', params: { monoBelow: 120 } },
    { name: 'Swap the sides', params: { channels: 1 } },
    { name: 'Side alone', params: { channels: 6 } },
    { name: 'Turn the right side over', params: { rightPolarity: 1 } },

    { name: 'Out of the way: 12 dB down', params: { gain: -12 } },
    { name: 'Wide, firm below', params: { width: 140, monoBelow: 150 } },
  ],
  params: [
    {
      id: 'channels',
      name: 'Channels',
      unit: '',
      min: 0,
      max: channels.length - 1,
      default: 0,
      taper: 'steps',
      steps: channels,
      update: 'switch',
    },
    { id: 'leftPolarity', name: 'Invert left', ...offOn },
    { id: 'rightPolarity', name: 'Invert right', ...offOn },
    { id: 'width', name: 'Width', unit: '%', min: 0, max: 200, default: 100, taper: 'linear', update: 'glide' },
    { id: 'monoBelow', name: 'Mono below', unit: 'Hz', min: 20, max: 500, default: 20, taper: 'log', update: 'glide' },
    { id: 'balance', name: 'Balance', unit: '%', min: -100, max: 100, default: 0, taper: 'linear', update: 'glide' },
    { id: 'gain', name: 'Gain', unit: 'dB', min: -60, max: 36, default: 0, taper: 'linear', update: 'glide' },
  ],
}
