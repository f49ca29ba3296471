import type { DeviceSpec, ParamSpec } from './device.ts'

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

function width(band: number): ParamSpec {
  return {
    id: `b${band}.width`,
    name: `Band ${band} width`,
    unit: '%',
    min: 0,
    max: 200,
    default: 100,
    taper: 'linear',
    update: 'glide',
  }
}

/** The stereo imager: the width of each of up to four bands. */
export const imagerSpec: DeviceSpec = {
  kind: 'imager',
  name: 'Stereo imager',
  family: 'Stereo',
  presets: [
    { name: 'Mono bass, wide top', params: { bands: 2, 'b1.width': 0, 'b3.width': 125, guard: 1 } },
    {
      name: 'Master: a little wider',
      params: { bands: 2, 'b1.width': 80, 'b2.width': 108, 'b3.width': 118, guard: 1 },
    },
    { name: 'Narrow the middle for the voice', params: { bands: 3, 'b2.width': 80, 'b4.width': 120 } },
    { name: 'Guarded width', params: { 'b1.width': 140, guard: 1 } },

    { name: 'Mono everything below 120', params: { bands: 1, x1: 120, 'b1.width': 0 } },
    {
      name: 'Pads: out of the middle',
      params: { bands: 2, x1: 250, x2: 4000, 'b1.width': 70, 'b2.width': 150, 'b3.width': 130, guard: 1 },
    },
    { name: 'Narrow, for one side of the picture', params: { 'b1.width': 40 } },
  ],
  params: [
    {
      id: 'bands',
      name: 'Bands',
      unit: '',
      min: 0,
      max: 3,
      default: 0,
      taper: 'steps',
      steps: ['1', '2', '3', '4'],
      update: 'rebuild',
    },
    crossover(1, 120),
    crossover(2, 2000),
    crossover(3, 8000),
    width(1),
    width(2),
    width(3),
    width(4),
    {
      id: 'guard',
      name: 'Mono guard',
      unit: '',
      min: 0,
      max: 1,
      default: 0,
      taper: 'steps',
      steps: ['Off', 'On'],
      update: 'switch',
    },
  ],
}
