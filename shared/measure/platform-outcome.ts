import { formatNumber } from '../model/units.ts'
import type { Destination } from './destinations.ts'
import type { VinylFigures } from './vinyl-figures.ts'

/** What is known of a master. Null is not defined, as the loudness of silence. */
export interface MasterFigures {
  readonly integratedLufs: number | null
  readonly truePeakDbtp: number | null
  /** Where it was measured: what only a lacquer minds. */
  readonly vinyl?: VinylFigures
}

/** What a destination will do to a master, and what it would rather have. */
export interface PlatformOutcome {
  readonly destination: Destination
  readonly action: 'silent' | 'asIs' | 'down' | 'up' | 'limited' | 'free' | 'meets' | 'off'
  /** By how much it is turned, in dB; 0 where it is not. */
  readonly gainDb: number
  /** How far its true peaks would pass the place's limiter, in dB; 0 where none works. */
  readonly limitedDb: number
  /** Its true peak below the ceiling the place asks for; negative: above it. Null: silence. */
  readonly headroomDb: number | null
  /** Good: nothing to do. Hint: it costs something. Fault: the place may refuse or harm it. */
  readonly verdict: 'good' | 'hint' | 'fault'
  /** In few words: `turned down 1.9 dB`. */
  readonly summary: string
  /** What else there is to say, in sentences. */
  readonly notes: readonly string[]
}

/** Turned by less than this, nobody hears it. */
const SAME_DB = 0.05
/** As exact as a true-peak meter is. */
const PEAK_TOLERANCE_DB = 0.05

const db = (value: number) => `${formatNumber(Math.abs(value), 1)} dB`

/** The true peak a destination asks for of a master this loud. */
export function ceilingFor({ lufs, ceilingDbtp, loudCeilingDbtp }: Destination, integratedLufs: number | null): number {
  const isLouder = lufs !== null && integratedLufs !== null && integratedLufs > lufs + SAME_DB
  return isLouder && loudCeilingDbtp !== null ? loudCeilingDbtp : ceilingDbtp
}

type Turned = Pick<PlatformOutcome, 'action' | 'gainDb' | 'limitedDb' | 'verdict' | 'summary'> & { note?: string }

/** What a place that plays everything equally loud does. */
function turned(place: Destination, lufs: number, integratedLufs: number, truePeakDbtp: number): Turned {
  const wantedDb = lufs - integratedLufs
  const plain = { gainDb: 0, limitedDb: 0 }
  if (Math.abs(wantedDb) < SAME_DB) return { ...plain, action: 'asIs', verdict: 'good', summary: 'plays as is' }
  if (wantedDb < 0)
    return { ...plain, action: 'down', gainDb: wantedDb, verdict: 'good', summary: `turned down ${db(wantedDb)}` }
  if (place.lift === 'never')
    return {
      ...plain,
      action: 'asIs',
      verdict: wantedDb > 1 ? 'hint' : 'good',
      summary: 'plays as is',
      note: `It stays ${db(wantedDb)} quieter than what is played beside it: ${place.name} turns nothing up.`,
    }
  const roomDb = Math.max(0, place.liftCeilingDbtp - truePeakDbtp)
  if (place.lift === 'limiter') {
    const limitedDb = Math.max(0, wantedDb - roomDb)
    if (limitedDb < SAME_DB)
      return { ...plain, action: 'up', gainDb: wantedDb, verdict: 'good', summary: `turned up ${db(wantedDb)}` }
    return {
      action: 'limited',
      gainDb: wantedDb,
      limitedDb,
      verdict: 'hint',
      summary: `turned up ${db(wantedDb)}, limited`,
      note: `Its limiter takes up to ${db(limitedDb)} off the peaks.`,
    }
  }
  const gainDb = Math.min(wantedDb, roomDb)
  const missingDb = wantedDb - gainDb
  const note =
    missingDb < SAME_DB
      ? undefined
      : `It stays ${db(missingDb)} quieter than what is played beside it: its peaks leave no more room.`
  const verdict = missingDb > 1 ? 'hint' : 'good'
  if (gainDb < SAME_DB) return { ...plain, action: 'asIs', verdict, summary: 'plays as is', ...(note && { note }) }
  return { ...plain, action: 'up', gainDb, verdict, summary: `turned up ${db(gainDb)}`, ...(note && { note }) }
}

/** What a place that is handed a file at its own loudness says of it. */
function delivered(place: Destination, lufs: number, integratedLufs: number): Turned {
  const offLu = integratedLufs - lufs
  const plain = { gainDb: 0, limitedDb: 0 }
  if (Math.abs(offLu) <= place.toleranceLu + 1e-9)
    return { ...plain, action: 'meets', verdict: 'good', summary: 'on target' }
  const summary = `${formatNumber(Math.abs(offLu), 1)} LU too ${offLu > 0 ? 'loud' : 'quiet'}`
  if (place.kind === 'album')
    return {
      ...plain,
      action: 'off',
      verdict: offLu > 0 ? 'fault' : 'good',
      summary: offLu > 0 ? summary : `${formatNumber(-offLu, 1)} LU below the loudest`,
      note: 'The loudest song of the album stands there, and the others keep their distance to it.',
    }
  return {
    ...plain,
    action: 'off',
    verdict: 'fault',
    summary,
    note: `${place.name} wants ${formatNumber(lufs, 1)} LUFS.`,
  }
}

function free({ name, usualLufs }: Destination, integratedLufs: number): Turned {
  const summary = `${formatNumber(integratedLufs, 1)} LUFS${name === 'CD' ? ', dithered 16 bit' : ''}`
  const plain = { action: 'free', gainDb: 0, limitedDb: 0, summary } as const
  if (!usualLufs) return { ...plain, verdict: 'good' }
  const [quietest, loudest] = usualLufs
  const usual = `${formatNumber(quietest, 0)} to ${formatNumber(loudest, 0)} LUFS are usual`
  if (integratedLufs > loudest) return { ...plain, verdict: 'hint', note: `Loud for it: ${usual}.` }
  return { ...plain, verdict: 'good', note: `${usual[0]!.toUpperCase()}${usual.slice(1)}.` }
}

/** What a destination will do to a master. */
export function platformOutcome(place: Destination, master: MasterFigures): PlatformOutcome {
  const { integratedLufs, truePeakDbtp } = master
  const about = place.uncertain === null ? [] : [place.uncertain]
  if (integratedLufs === null || truePeakDbtp === null)
    return {
      destination: place,
      action: 'silent',
      gainDb: 0,
      limitedDb: 0,
      headroomDb: null,
      verdict: 'fault',
      summary: 'silence',
      notes: ['Silence has no loudness to go by.', ...about],
    }
  const headroomDb = ceilingFor(place, integratedLufs) - truePeakDbtp
  const { note, ...outcome } =
    place.lufs === null
      ? free(place, integratedLufs)
      : place.kind === 'streaming'
        ? turned(place, place.lufs, integratedLufs, truePeakDbtp)
        : delivered(place, place.lufs, integratedLufs)
  const isOver = headroomDb < -PEAK_TOLERANCE_DB
  const notes = [
    ...(note ? [note] : []),
    isOver
      ? `Its true peak lies ${db(headroomDb)} above the ${formatNumber(truePeakDbtp + headroomDb, 1)} dBTP that are asked for.`
      : `${db(headroomDb)} of headroom to the ${formatNumber(truePeakDbtp + headroomDb, 1)} dBTP that are asked for.`,
    ...(place.id === 'vinyl' && master.vinyl ? vinylAdvice(master.vinyl) : []),
    ...about,
  ]
  const isAdvised = place.id === 'vinyl' && master.vinyl !== undefined && vinylAdvice(master.vinyl).length > 0
  const verdict =
    isOver && outcome.verdict === 'good' ? 'hint' : isAdvised && outcome.verdict === 'good' ? 'hint' : outcome.verdict
  return { destination: place, ...outcome, headroomDb, verdict, notes }
}

/** Side below which bass counts as mono. */
const BASS_SIDE_DB = -20
/** A moment whose sibilance alone is as loud as the whole is hard to cut. */
const SIBILANCE_DB = 0
/** A twelve-inch side at 33 ⅓ that keeps its level. */
const SIDE_MINUTES = 20

function vinylAdvice({ bassSideDb, sibilanceDb, seconds }: VinylFigures): string[] {
  const advice: string[] = []
  if (bassSideDb !== null && bassSideDb > BASS_SIDE_DB)
    advice.push(
      `Below 150 Hz the sides lie ${db(bassSideDb)} under the middle: make the bass mono with the stage Image, or the stylus may jump.`,
    )
  if (sibilanceDb !== null && sibilanceDb > SIBILANCE_DB)
    advice.push('Sibilance stands out between 5 and 10 kHz: a de-esser before the cut keeps it from distorting.')
  if (seconds > SIDE_MINUTES * 60)
    advice.push(`A side of more than ${SIDE_MINUTES} minutes has to be cut more quietly.`)
  return advice
}
