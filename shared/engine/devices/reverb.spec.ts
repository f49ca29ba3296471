import type { DeviceSpec, ParamSpec } from './device.ts'

function percent(id: string, name: string, value: number, min = 0, max = 100): ParamSpec {
  return { id, name, unit: '%', min, max, default: value, taper: 'linear', update: 'glide' }
}

function hertz(id: string, name: string, min: number, max: number, value: number): ParamSpec {
  return { id, name, unit: 'Hz', min, max, default: value, taper: 'log', update: 'glide' }
}

/**
 * The reverb: early reflections and a feedback delay network. `decay` is the RT60 at 1 kHz; the decays of highs and lows
 * are shares of it.
 */
export const reverbSpec: DeviceSpec = {
  kind: 'reverb',
  name: 'Reverb',
  family: 'Space',
  presets: [
    { name: 'Small room', params: { size: 30, decay: 0.5, preDelay: 2, early: 70, mix: 18 } },
    { name: 'Drum room', params: { size: 45, decay: 0.9, preDelay: 8, early: 60, highDecay: 40, mix: 22 } },
    {
      name: 'Vocal plate',
      params: { size: 55, decay: 1.8, preDelay: 35, early: 10, diffusion: 100, lowCut: 200, mix: 20 },
    },
    { name: 'Chamber', params: { size: 60, decay: 1.4, preDelay: 15, early: 45, mix: 22 } },
    { name: 'Hall', params: { size: 90, decay: 2.8, preDelay: 28, early: 35, highDecay: 45, mix: 25 } },
    { name: 'Long and dark', params: { size: 100, decay: 7, preDelay: 40, highDecay: 20, highCut: 5000, mix: 30 } },
  ],
  params: [
    { ...percent('size', 'Size', 60, 20), update: 'switch' },
    { id: 'decay', name: 'Decay', unit: 's', min: 0.1, max: 20, default: 1.8, taper: 'log', update: 'glide' },
    {
      id: 'preDelay',
      name: 'Pre-delay',
      unit: 'ms',
      min: 0,
      max: 250,
      default: 10,
      taper: 'linear',
      update: 'switch',
    },
    percent('highDecay', 'High decay', 50, 10),
    hertz('highFreq', 'High frequency', 1000, 16_000, 6000),
    percent('lowDecay', 'Low decay', 100, 20, 200),
    hertz('lowFreq', 'Low frequency', 50, 500, 200),
    percent('early', 'Early level', 40),
    { ...percent('earlySize', 'Early size', 50, 10), update: 'switch' },
    percent('diffusion', 'Diffusion', 80),
    percent('modDepth', 'Modulation', 20),
    hertz('modRate', 'Modulation rate', 0.05, 3, 0.6),
    percent('width', 'Width', 100),
    hertz('lowCut', 'Low cut', 20, 1000, 80),
    hertz('highCut', 'High cut', 1000, 20_000, 12_000),
    percent('mix', 'Mix', 25),
  ],
}
