import type { DeviceSpec, ParamSpec } from './device.ts'

/** What a band's `type` can be; the parameter's value is the index. */
export const eqBandTypes = [
  'Low cut 12 dB/oct',
  'Low cut 24 dB/oct',
  'High cut 12 dB/oct',
  'High cut 24 dB/oct',
  'Low shelf',
  'High shelf',
  'Bell',
  'Notch',
] as const

/** Indices into `eqBandTypes`, by name. */
export const EQ_TYPE = {
  lowCut12: 0,
  lowCut24: 1,
  highCut12: 2,
  highCut24: 3,
  lowShelf: 4,
  highShelf: 5,
  bell: 6,
  notch: 7,
} as const

/** How many bands the equalizer has: `b1` to `b8`. */
export const EQ_BANDS = 8

interface BandLayout {
  readonly on: 0 | 1
  readonly type: number
  readonly freqHz: number
  readonly q: number
}

const BUTTERWORTH_Q = 0.71

/** An untouched equalizer changes nothing: its cuts are off and its bells and shelves stand at 0 dB. */
const layout: readonly BandLayout[] = [
  { on: 0, type: EQ_TYPE.lowCut12, freqHz: 30, q: BUTTERWORTH_Q },
  { on: 1, type: EQ_TYPE.lowShelf, freqHz: 100, q: BUTTERWORTH_Q },
  { on: 1, type: EQ_TYPE.bell, freqHz: 250, q: 1 },
  { on: 1, type: EQ_TYPE.bell, freqHz: 700, q: 1 },
  { on: 1, type: EQ_TYPE.bell, freqHz: 2000, q: 1 },
  { on: 1, type: EQ_TYPE.bell, freqHz: 5000, q: 1 },
  { on: 1, type: EQ_TYPE.highShelf, freqHz: 10000, q: BUTTERWORTH_Q },
  { on: 0, type: EQ_TYPE.highCut12, freqHz: 18000, q: BUTTERWORTH_Q },
]

function bandParams(band: BandLayout, index: number): ParamSpec[] {
  const id = `b${index + 1}`
  const name = `Band ${index + 1}`
  return [
    {
      id: `${id}.on`,
      name: `${name} on`,
      unit: '',
      min: 0,
      max: 1,
      default: band.on,
      taper: 'steps',
      steps: ['Off', 'On'],
      update: 'switch',
    },
    {
      id: `${id}.type`,
      name: `${name} type`,
      unit: '',
      min: 0,
      max: eqBandTypes.length - 1,
      default: band.type,
      taper: 'steps',
      steps: eqBandTypes,
      update: 'switch',
    },
    {
      id: `${id}.freq`,
      name: `${name} frequency`,
      unit: 'Hz',
      min: 10,
      max: 22000,
      default: band.freqHz,
      taper: 'log',
      update: 'glide',
    },
    {
      id: `${id}.gain`,
      name: `${name} gain`,
      unit: 'dB',
      min: -24,
      max: 24,
      default: 0,
      taper: 'linear',
      update: 'glide',
    },
    { id: `${id}.q`, name: `${name} Q`, unit: 'Q', min: 0.1, max: 18, default: band.q, taper: 'log', update: 'glide' },
  ]
}

/** The parametric equalizer: eight bands, each of any type, and an output gain. */
export const eqSpec: DeviceSpec = {
  kind: 'eq',
  name: 'Equalizer',
  family: 'Equalizers',
  params: [
    ...layout.flatMap(bandParams),
    { id: 'output', name: 'Output', unit: 'dB', min: -24, max: 24, default: 0, taper: 'linear', update: 'glide' },
  ],
}
