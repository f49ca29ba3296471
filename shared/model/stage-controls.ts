import type { ParamValues } from '../engine/devices/device.ts'
import { EQ_TYPE } from '../engine/devices/eq.spec.ts'
import { MULTIBAND_MOST_BANDS, multibandSpec } from '../engine/devices/multiband.spec.ts'
import type { DeviceKind } from './document.ts'
import type { RackStage } from './rack.ts'
import { bandOfType, customControl, isBandOfType, paramControl, type StageControl } from './stage-control.ts'

/** The controls in front of the five stages, and what the devices are set to that they bring. */

const lowCuts = [
  EQ_TYPE.lowCut6,
  EQ_TYPE.lowCut12,
  EQ_TYPE.lowCut18,
  EQ_TYPE.lowCut24,
  EQ_TYPE.lowCut36,
  EQ_TYPE.lowCut48,
]
const tilts = [EQ_TYPE.tilt]
const shelves = [EQ_TYPE.highShelf]
const LOWEST_CUT_HZ = 10
const CUT_BAND = 1
const MUD_BAND = 3
const BODY_BAND = 3
const TILT_BAND = 4
const PRESENCE_BAND = 6
const AIR_BAND = 7

const correct = (id: string, name: string, about: string) =>
  ({ id, name, about, stage: 'correct', kind: 'eq' }) as const

/** The gain of a band where it has one. */
function bandGain(head: ReturnType<typeof correct>, band: number): StageControl {
  return paramControl(head, `b${band}.gain`, { min: -9, max: 9 })
}

const lowCut = customControl(
  {
    ...correct('lowCut', 'Low cut', 'Takes away what lies below: from 10 Hz direct current, from 20 Hz rumble.'),
    offAtMin: true,
  },
  { min: LOWEST_CUT_HZ, max: 200, default: LOWEST_CUT_HZ, unit: 'Hz', taper: 'log' },
  {
    read(params) {
      const band = bandOfType(params, lowCuts, CUT_BAND)
      return isBandOfType(params, band, lowCuts) ? params[`b${band}.freq`]! : LOWEST_CUT_HZ
    },
    write(params, hz) {
      const band = bandOfType(params, lowCuts, CUT_BAND)
      const is = isBandOfType(params, band, lowCuts)
      if (hz <= LOWEST_CUT_HZ) return is ? { [`b${band}.on`]: 0 } : {}
      const id = `b${band}`
      const cut = is ? {} : { [`${id}.on`]: 1, [`${id}.type`]: EQ_TYPE.lowCut24, [`${id}.q`]: 0.71 }
      return { ...cut, [`${id}.freq`]: hz }
    },
  },
)

/** The gain of the one band of a type, at a frequency where that is not there yet. */
function typeGain(
  head: Parameters<typeof customControl>[0],
  types: readonly number[],
  usual: number,
  hz: number,
  range: { readonly min: number; readonly max: number },
): StageControl {
  return customControl(
    head,
    { ...range, default: 0, unit: 'dB', taper: 'linear' },
    {
      read(params) {
        const band = bandOfType(params, types, usual)
        return isBandOfType(params, band, types) ? params[`b${band}.gain`]! : 0
      },
      write(params, db) {
        const band = bandOfType(params, types, usual)
        const id = `b${band}`
        const is = isBandOfType(params, band, types)
        const made = is
          ? {}
          : { [`${id}.on`]: 1, [`${id}.type`]: types[0]!, [`${id}.freq`]: hz, [`${id}.q`]: 0.71, [`${id}.channel`]: 0 }
        return { ...made, [`${id}.gain`]: db }
      },
    },
  )
}

const bands = Array.from({ length: MULTIBAND_MOST_BANDS }, (_, index) => `b${index + 1}`)

/** A time that all bands share in proportion: the second band's is shown. */
function bandTime(id: 'attack' | 'release', name: string, about: string): StageControl {
  const own = multibandSpec.params.find((param) => param.id === `b2.${id}`)!
  const bounded = (ms: number) => Math.min(own.max, Math.max(own.min, ms))
  return customControl({ id, name, about, stage: 'clarity', kind: 'multiband' }, own, {
    read: (params) => params[`b2.${id}`]!,
    write(params, ms) {
      const ratio = ms / params[`b2.${id}`]!
      const of = (band: string) => (band === 'b2' ? ms : bounded(params[`${band}.${id}`]! * ratio))
      return Object.fromEntries(bands.map((band) => [`${band}.${id}`, of(band)]))
    },
  })
}

/** Where the imager's bands meet when there are three. */
const LOW_EDGE_HZ = 150
const HIGH_EDGE_HZ = 4000
/** The imager's `bands`: how many there are, less one. */
const THREE_BANDS = 2

/** The imager with at least three bands, each as wide as it was. */
function inThree(params: ParamValues): Record<string, number> {
  const width = (band: number) => params[`b${band}.width`]!
  if (params.bands! >= THREE_BANDS) return {}
  const low = width(1)
  const high = params.bands === 0 ? low : width(2)
  const edges = { x1: params.bands === 0 ? LOW_EDGE_HZ : params.x1!, x2: HIGH_EDGE_HZ }
  return { bands: THREE_BANDS, ...edges, 'b1.width': low, 'b2.width': high, 'b3.width': high }
}

/** The bands of an imager that lie low, in the middle and high. */
function bandsAt(place: 'low' | 'mid' | 'high', bandsParam: number): number[] {
  const count = bandsParam + 1
  if (place === 'low') return [1]
  if (place === 'high') return [count]
  return count < 3 ? [count] : Array.from({ length: count - 2 }, (_, index) => index + 2)
}

function width(id: 'low' | 'mid' | 'high', name: string, about: string): StageControl {
  return customControl(
    { id, name, about, stage: 'image', kind: 'imager' },
    { min: 0, max: 200, default: 100, unit: '%', taper: 'linear' },
    {
      read: (params) => params[`b${bandsAt(id, params.bands!)[0]}.width`]!,
      write(params, percent) {
        const three = inThree(params)
        const moved = bandsAt(id, three.bands ?? params.bands!)
        return { ...three, ...Object.fromEntries(moved.map((band) => [`b${band}.width`, percent])) }
      },
    },
  )
}

const clarity = { stage: 'clarity', kind: 'multiband' } as const
const shine = { stage: 'shine', kind: 'exciter' } as const
const loudness = { stage: 'loudness', kind: 'limiter' } as const

export const stageControls: readonly StageControl[] = [
  lowCut,
  bandGain(correct('body', 'Body', 'How full it sounds: the third band of the equalizer.'), BODY_BAND),
  bandGain(correct('presence', 'Presence', 'How near it stands: the sixth band of the equalizer.'), PRESENCE_BAND),
  typeGain(correct('tilt', 'Tilt', 'Brighter or darker as a whole, around 700 Hz.'), tilts, TILT_BAND, 700, {
    min: -6,
    max: 6,
  }),
  paramControl(
    { ...correct('match', 'Match', 'How far the spectrum goes to that of the reference.'), kind: 'matcheq' },
    'amount',
    { min: 0, max: 100 },
  ),
  paramControl(
    { ...clarity, id: 'amount', name: 'Amount', about: 'How much of the multiband compressor is blended in.' },
    'mix',
  ),
  paramControl(
    {
      ...clarity,
      id: 'mud',
      kind: 'eq',
      name: 'Mud',
      about: 'How far the low mids are turned down where they swell: a dynamic band of the equalizer.',
    },
    `b${MUD_BAND}.range`,
    { min: -9, max: 0 },
  ),
  bandTime('attack', 'Attack', 'How soon all bands are turned down; the others keep their proportion to the second.'),
  bandTime('release', 'Release', 'How soon all bands come back; the others keep their proportion to the second.'),
  paramControl(
    { ...clarity, id: 'punch', kind: 'transient', name: 'Punch', about: 'More or less of the onsets.' },
    'attack',
    { min: -50, max: 50 },
  ),
  typeGain(
    { id: 'air', stage: 'shine', kind: 'eq', name: 'Air', about: 'A wide shelf at the very top.' },
    shelves,
    AIR_BAND,
    12_000,
    { min: -6, max: 6 },
  ),
  paramControl({ ...shine, id: 'harmonics', name: 'Harmonics', about: 'How much the exciter adds.' }, 'amount', {
    max: 60,
  }),
  paramControl({ ...shine, id: 'from', name: 'From', about: 'Above what the harmonics are made.' }, 'freq'),
  width('low', 'Low', 'Width of what lies low; 0 % is mono.'),
  width('mid', 'Mid', 'Width of the middle.'),
  width('high', 'High', 'Width of the top.'),
  {
    ...paramControl(
      { id: 'monoBelow', stage: 'image', kind: 'utility', name: 'Mono below', about: 'Keeps the bass in the middle.' },
      'monoBelow',
      { max: 300 },
    ),
    offAtMin: true,
    caption: 'Mono to',
  },
  paramControl(
    {
      id: 'guard',
      stage: 'image',
      kind: 'imager',
      name: 'Guard',
      about: 'Narrows a widened band where its side would be louder than its middle, so that mono keeps it.',
    },
    'guard',
  ),
  paramControl({ ...loudness, id: 'drive', name: 'Drive', about: 'How hard the limiter is driven.' }, 'drive', {
    min: -12,
    max: 24,
  }),
  paramControl({ ...loudness, id: 'ceiling', name: 'Ceiling', about: 'What no peak passes.' }, 'ceiling', { min: -6 }),
  paramControl({ ...loudness, id: 'release', name: 'Release', about: 'How soon the limiter lets go.' }, 'release'),
  paramControl({ ...loudness, id: 'style', name: 'Style', about: 'The way the limiter lets go.' }, 'style'),
]

/** Those of a stage, in their order. */
export function controlsOfStage(stage: RackStage): readonly StageControl[] {
  return stageControls.filter((control) => control.stage === stage)
}

const multibandStart: ParamValues = {
  bands: 2,
  x1: 120,
  x2: 1000,
  x3: 6000,
  knee: 8,
  mix: 0,
  ...Object.fromEntries(
    [
      ['b1', -28, 2, 30, 180],
      ['b2', -28, 1.8, 20, 140],
      ['b3', -32, 1.8, 12, 110],
      ['b4', -36, 1.8, 6, 80],
    ].flatMap(([id, threshold, ratio, attack, release]) => [
      [`${id}.threshold`, threshold as number],
      [`${id}.ratio`, ratio as number],
      [`${id}.attack`, attack as number],
      [`${id}.release`, release as number],
    ]),
  ),
}

/** What a device of a stage is set to when a control brings it: ready, and changing nothing yet. */
export function startOf(stage: RackStage, kind: DeviceKind): ParamValues {
  const start: Partial<Record<`${RackStage} ${DeviceKind}`, ParamValues>> = {
    'clarity eq': { 'b3.freq': 280, 'b3.q': 0.9, 'b3.threshold': -36, 'b3.attack': 20, 'b3.release': 180 },
    'clarity multiband': multibandStart,
    'shine exciter': { freq: 6000, drive: 9, even: 30, amount: 0 },
    'image imager': { guard: 1 },
  }
  return start[`${stage} ${kind}`] ?? {}
}
