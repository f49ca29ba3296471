import type { DeviceSpec, ParamSpec } from './device.ts'

/** How many bands the multiband compressor can have. */
export const MULTIBAND_MOST_BANDS = 5

const offOn = { unit: '', min: 0, max: 1, taper: 'steps', steps: ['Off', 'On'], update: 'switch' } as const

function crossover(index: number, hz: number): ParamSpec {
  return {
    id: `x${index}`,
    name: `Crossover ${index}`,
    unit: 'Hz',
    min: 30,
    max: 18_000,
    default: hz,
    taper: 'log',
    update: 'glide',
  }
}

function bandParams(band: number): ParamSpec[] {
  const id = `b${band}`
  const name = `Band ${band}`
  const glide = { update: 'glide' } as const
  return [
    { id: `${id}.on`, name: `${name} compresses`, default: 1, ...offOn },
    {
      id: `${id}.threshold`,
      name: `${name} threshold`,
      unit: 'dB',
      min: -60,
      max: 0,
      default: -24,
      taper: 'linear',
      ...glide,
    },
    { id: `${id}.ratio`, name: `${name} ratio`, unit: ':1', min: 1, max: 20, default: 2, taper: 'log', ...glide },
    { id: `${id}.attack`, name: `${name} attack`, unit: 'ms', min: 0.1, max: 200, default: 15, taper: 'log', ...glide },
    {
      id: `${id}.release`,
      name: `${name} release`,
      unit: 'ms',
      min: 5,
      max: 2000,
      default: 150,
      taper: 'log',
      ...glide,
    },
    {
      id: `${id}.makeup`,
      name: `${name} make-up`,
      unit: 'dB',
      min: -24,
      max: 24,
      default: 0,
      taper: 'linear',
      ...glide,
    },
    { id: `${id}.solo`, name: `${name} solo`, default: 0, ...offOn },
    { id: `${id}.mute`, name: `${name} mute`, default: 0, ...offOn },
  ]
}

const numbers = Array.from({ length: MULTIBAND_MOST_BANDS }, (_, index) => index + 1)

/** The multiband compressor. */
export const multibandSpec: DeviceSpec = {
  kind: 'multiband',
  name: 'Multiband compressor',
  family: 'Dynamics',
  taps: [
    { id: 'reduction', name: 'Gain reduction' },
    ...numbers.map((band) => ({ id: `b${band}.reduction`, name: `Band ${band} gain reduction` })),
    ...numbers.map((band) => ({ id: `b${band}.level`, name: `Band ${band} level` })),
  ],
  presets: [
    {
      name: 'Master: gentle three bands',
      params: {
        'b1.threshold': -20,
        'b1.ratio': 1.6,
        'b1.attack': 30,
        'b2.threshold': -20,
        'b2.ratio': 1.4,
        'b3.threshold': -24,
        'b3.ratio': 1.6,
        'b3.attack': 8,
      },
    },
    {
      name: 'Hold the bass',
      params: { bands: 0, x1: 120, 'b1.threshold': -26, 'b1.ratio': 4, 'b1.attack': 20, 'b2.on': 0 },
    },
    {
      name: 'Tame the low mids',
      params: { x1: 180, x2: 600, 'b1.on': 0, 'b2.threshold': -28, 'b2.ratio': 3, 'b3.on': 0 },
    },
    {
      name: 'Smooth the top',
      params: { x1: 200, x2: 5000, 'b1.on': 0, 'b2.on': 0, 'b3.threshold': -34, 'b3.ratio': 2.5, 'b3.attack': 3 },
    },

    {
      name: 'Voice: even in every register',
      params: {
        bands: 2,
        x1: 200,
        x2: 1200,
        x3: 5000,
        'b1.threshold': -30,
        'b1.ratio': 3,
        'b2.threshold': -28,
        'b2.ratio': 2,
        'b3.threshold': -30,
        'b3.ratio': 2.5,
        'b3.attack': 5,
        'b4.threshold': -36,
        'b4.ratio': 3,
        'b4.attack': 2,
        'b4.release': 60,
      },
    },
    {
      name: 'Drum bus: tight below, alive above',
      params: {
        x1: 110,
        x2: 4000,
        'b1.threshold': -22,
        'b1.ratio': 4,
        'b1.attack': 12,
        'b1.release': 90,
        'b2.threshold': -20,
        'b2.ratio': 1.8,
        'b2.attack': 30,
        'b3.on': 0,
        'b3.makeup': 1,
      },
    },
    {
      name: 'Loud, all of it',
      params: {
        bands: 2,
        x1: 120,
        x2: 1000,
        x3: 6000,
        'b1.threshold': -28,
        'b1.ratio': 3,
        'b1.makeup': 3,
        'b2.threshold': -28,
        'b2.ratio': 3,
        'b2.makeup': 3,
        'b3.threshold': -30,
        'b3.ratio': 3,
        'b3.makeup': 4,
        'b4.threshold': -34,
        'b4.ratio': 3,
        'b4.makeup': 5,
        mix: 60,
      },
    },
  ],
  params: [
    {
      id: 'bands',
      name: 'Bands',
      unit: '',
      min: 0,
      max: 3,
      default: 1,
      taper: 'steps',
      steps: ['2', '3', '4', '5'],
      update: 'rebuild',
    },
    crossover(1, 180),
    crossover(2, 3200),
    crossover(3, 6500),
    crossover(4, 11_000),
    { id: 'knee', name: 'Knee', unit: 'dB', min: 0, max: 24, default: 6, taper: 'linear', update: 'glide' },
    { id: 'mix', name: 'Mix', unit: '%', min: 0, max: 100, default: 100, taper: 'linear', update: 'glide' },
    ...numbers.flatMap(bandParams),
  ],
}
