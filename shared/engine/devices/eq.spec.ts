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
  'Low cut 6 dB/oct',
  'Low cut 18 dB/oct',
  'Low cut 36 dB/oct',
  'Low cut 48 dB/oct',
  'High cut 6 dB/oct',
  'High cut 18 dB/oct',
  'High cut 36 dB/oct',
  'High cut 48 dB/oct',
  'Tilt',
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
  lowCut6: 8,
  lowCut18: 9,
  lowCut36: 10,
  lowCut48: 11,
  highCut6: 12,
  highCut18: 13,
  highCut36: 14,
  highCut48: 15,
  tilt: 16,
} as const

/** What of the sound a band filters; the parameter's value is the index. */
export const eqChannels = ['Stereo', 'Left', 'Right', 'Mid', 'Side'] as const

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
    {
      id: `${id}.channel`,
      name: `${name} channel`,
      unit: '',
      min: 0,
      max: eqChannels.length - 1,
      default: 0,
      taper: 'steps',
      steps: eqChannels,
      update: 'switch',
    },
    {
      id: `${id}.range`,
      name: `${name} dynamic range`,
      unit: 'dB',
      min: -24,
      max: 24,
      default: 0,
      taper: 'linear',
      update: 'glide',
    },
    {
      id: `${id}.threshold`,
      name: `${name} threshold`,
      unit: 'dB',
      min: -80,
      max: 0,
      default: -30,
      taper: 'linear',
      update: 'glide',
    },
    {
      id: `${id}.attack`,
      name: `${name} attack`,
      unit: 'ms',
      min: 0.5,
      max: 500,
      default: 10,
      taper: 'log',
      update: 'glide',
    },
    {
      id: `${id}.release`,
      name: `${name} release`,
      unit: 'ms',
      min: 5,
      max: 2000,
      default: 120,
      taper: 'log',
      update: 'glide',
    },
  ]
}

/** The parametric equalizer: eight bands, each of any type, and an output gain. */
export const eqSpec: DeviceSpec = {
  kind: 'eq',
  name: 'Equalizer',
  family: 'Equalizers',
  hasKey: true,
  taps: [
    { id: 'reduction', name: 'Deepest dynamic cut' },
    ...layout.map((_, index) => ({ id: `b${index + 1}`, name: `Band ${index + 1} dynamic gain` })),
  ],
  presets: [
    {
      name: 'Vocal clarity',
      params: {
        'b1.on': 1,
        'b1.type': EQ_TYPE.lowCut24,
        'b1.freq': 90,
        'b3.gain': -2.5,
        'b3.freq': 300,
        'b6.gain': 2,
        'b6.freq': 4500,
        'b7.gain': 2,
        'b7.freq': 11_000,
      },
    },
    {
      name: 'Kick: weight and click',
      params: {
        'b2.gain': 3,
        'b2.freq': 60,
        'b3.gain': -5,
        'b3.freq': 350,
        'b3.q': 1.4,
        'b6.gain': 4,
        'b6.freq': 3800,
      },
    },
    {
      name: 'Bass: out of the mud',
      params: { 'b1.on': 1, 'b1.freq': 35, 'b3.gain': -3, 'b3.freq': 220, 'b5.gain': 2.5, 'b5.freq': 1200 },
    },
    {
      name: 'Guitar: room for the voice',
      params: {
        'b1.on': 1,
        'b1.freq': 100,
        'b5.gain': -2.5,
        'b5.freq': 2800,
        'b5.q': 0.8,
        'b8.on': 1,
        'b8.freq': 12_000,
      },
    },
    {
      name: 'Tame harshness as it comes',
      params: { 'b6.freq': 3500, 'b6.q': 1.2, 'b6.range': -6, 'b6.threshold': -36, 'b6.attack': 5, 'b6.release': 90 },
    },
    {
      name: 'Master: air on the sides',
      params: { 'b2.gain': 0.7, 'b3.gain': -0.8, 'b3.freq': 300, 'b7.gain': 1.5, 'b7.channel': 4, 'b7.freq': 12_000 },
    },
  ],
  params: [
    ...layout.flatMap(bandParams),
    { id: 'output', name: 'Output', unit: 'dB', min: -24, max: 24, default: 0, taper: 'linear', update: 'glide' },
    {
      id: 'listen',
      name: 'Listen to a band',
      unit: '',
      min: 0,
      max: EQ_BANDS,
      default: 0,
      taper: 'steps',
      steps: ['Off', ...layout.map((_, index) => `Band ${index + 1}`)],
      update: 'switch',
      hidden: true,
    },
  ],
}
