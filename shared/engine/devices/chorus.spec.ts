import type { DeviceSpec, ParamSpec } from './device.ts'

function percent(id: string, name: string, value: number, min = 0, max = 100): ParamSpec {
  return { id, name, unit: '%', min, max, default: value, taper: 'linear', update: 'glide' }
}

function steps(id: string, name: string, names: readonly string[], value: number): ParamSpec {
  return {
    id,
    name,
    unit: '',
    min: 0,
    max: names.length - 1,
    default: value,
    taper: 'steps',
    steps: names,
    update: 'switch',
  }
}

/** The chorus, which sweeps around its delay, and the flanger, which sweeps from it towards nothing. */
export const chorusSpec: DeviceSpec = {
  kind: 'chorus',
  name: 'Chorus/Flanger',
  family: 'Space',
  presets: [
    { name: 'Guitar: wide and slow', params: { rate: 0.35, depth: 45, voices: 2, mix: 45 } },
    { name: 'Ensemble', params: { rate: 0.6, depth: 35, voices: 3, spread: 100, mix: 60 } },
    { name: 'Voice: a little thicker', params: { rate: 0.5, depth: 18, delay: 18, voices: 2, mix: 25, lowCut: 200 } },
    { name: 'Flanger: jet', params: { mode: 1, rate: 0.12, depth: 80, delay: 2, feedback: 70, mix: 50 } },
    {
      name: 'Flanger: through the floor',
      params: { mode: 1, rate: 0.2, depth: 70, delay: 1.5, feedback: -60, mix: 50 },
    },

    { name: 'Bass: moving, firm below', params: { rate: 0.4, depth: 30, delay: 9, voices: 1, lowCut: 250, mix: 35 } },
    {
      name: 'Keys: slow shimmer',
      params: { rate: 0.18, depth: 60, delay: 16, voices: 3, spread: 100, lowCut: 150, mix: 40 },
    },
  ],
  params: [
    steps('mode', 'Mode', ['Chorus', 'Flanger'], 0),
    { id: 'rate', name: 'Rate', unit: 'Hz', min: 0.02, max: 10, default: 0.8, taper: 'log', update: 'glide' },
    percent('depth', 'Depth', 40),
    { id: 'delay', name: 'Delay', unit: 'ms', min: 0.5, max: 40, default: 12, taper: 'log', update: 'glide' },
    percent('feedback', 'Feedback', 0, -95, 95),
    steps('voices', 'Voices', ['1', '2', '3', '4'], 1),
    percent('spread', 'Spread', 100),
    { id: 'lowCut', name: 'Low cut', unit: 'Hz', min: 20, max: 1000, default: 100, taper: 'log', update: 'glide' },
    percent('mix', 'Mix', 50),
  ],
}
