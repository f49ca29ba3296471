import type { Document, Id, Song, TempoPoint, TimeSignature } from './document.ts'

/**
 * Musical time over frames. Positions in music are quarter notes since frame 0, not rounded; a bar begins wherever a time
 * signature does. Both directions are strictly monotonic, and a frame comes back from its quarter notes as it was.
 */
export interface TempoMap {
  readonly sampleRate: number
  readonly tempos: readonly TempoStretch[]
  readonly signatures: readonly SignatureStretch[]
}

/** A stretch over which the tempo stands or moves evenly in time. */
interface TempoStretch {
  readonly frame: number
  readonly quarter: number
  readonly bpm: number
  /** Change of the tempo from frame to frame. */
  readonly bpmPerFrame: number
}

/** A stretch of one time signature. */
interface SignatureStretch {
  readonly frame: number
  readonly quarter: number
  /** Bars before it. */
  readonly bar: number
  readonly beatsPerBar: number
  readonly beatUnit: number
}

/** What is a tempo and a signature from the first frame on. */
export type SteadyTempo = Pick<Song, 'tempoBpm' | 'beatsPerBar' | 'beatUnit'>

/** A place in bars, counted from 0: `beat` is of the signature's unit, and `part` what it is past it, 0 … 1. */
export interface BarPosition {
  readonly bar: number
  readonly beat: number
  readonly part: number
}

/** A bar that is cut short by less than half a frame is whole: signatures stand on whole frames, bars do not. */
const TOLERANCE_FRAMES = 0.5

function quartersPerBar({ beatsPerBar, beatUnit }: { beatsPerBar: number; beatUnit: number }): number {
  return (beatsPerBar * 4) / beatUnit
}

/** Builds a map from records in any order. */
export function tempoMap(
  sampleRate: number,
  song: SteadyTempo & Partial<Pick<Song, 'tempoShape'>>,
  tempoPoints: readonly TempoPoint[] = [],
  timeSignatures: readonly TimeSignature[] = [],
): TempoMap {
  const points = tempoPoints.toSorted((a, b) => a.frame - b.frame)
  const tempos: TempoStretch[] = []
  const starts = [{ frame: 0, bpm: song.tempoBpm, shape: song.tempoShape ?? 'step' }, ...points]
  for (const [index, { frame, bpm, shape }] of starts.entries()) {
    const next = starts[index + 1]
    const before = tempos.at(-1)
    tempos.push({
      frame,
      quarter: before ? quarterIn(before, sampleRate, frame) : 0,
      bpm,
      bpmPerFrame: next && shape === 'ramp' ? (next.bpm - bpm) / (next.frame - frame) : 0,
    })
  }
  const signatures: SignatureStretch[] = [{ ...pickSignature(song), frame: 0, quarter: 0, bar: 0 }]
  const map = { sampleRate, tempos, signatures }
  for (const signature of timeSignatures.toSorted((a, b) => a.frame - b.frame)) {
    const before = signatures.at(-1)!
    const quarter = quartersAt(map, signature.frame)
    const tolerance = quarter - quartersAt(map, signature.frame - TOLERANCE_FRAMES)
    const bars = Math.ceil((quarter - before.quarter - tolerance) / quartersPerBar(before))
    signatures.push({
      ...pickSignature(signature),
      frame: signature.frame,
      quarter,
      bar: before.bar + Math.max(1, bars),
    })
  }
  return map
}

function pickSignature({ beatsPerBar, beatUnit }: { beatsPerBar: number; beatUnit: number }) {
  return { beatsPerBar, beatUnit }
}

interface Known {
  readonly sampleRate: number
  readonly tempos: Document['tempos'][Id] | undefined
  readonly signatures: Document['signatures'][Id] | undefined
  readonly map: TempoMap
}

/** The last map of each song's record, which is drawn and played from many places. */
const known = new WeakMap<Song, Known>()

/** The tempo map of a song that is there; the same object as long as nothing it is made of changes. */
export function tempoMapOf(document: Document, songId: Id): TempoMap {
  const song = document.songs[songId]!
  const { sampleRate } = document.project
  const tempos = document.tempos[songId]
  const signatures = document.signatures[songId]
  const last = known.get(song)
  if (last && last.sampleRate === sampleRate && last.tempos === tempos && last.signatures === signatures)
    return last.map
  const map = tempoMap(sampleRate, song, Object.values(tempos ?? {}), Object.values(signatures ?? {}))
  known.set(song, { sampleRate, tempos, signatures, map })
  return map
}

/** The last stretch that begins at or before a place; the first for what lies before all. */
function stretchAt<T extends { frame: number; quarter: number; bar?: number }>(
  stretches: readonly T[],
  by: 'frame' | 'quarter' | 'bar',
  place: number,
): T {
  let low = 0
  let high = stretches.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (stretches[middle]![by]! <= place) low = middle
    else high = middle - 1
  }
  return stretches[low]!
}

function quarterIn({ frame: begin, quarter, bpm, bpmPerFrame }: TempoStretch, sampleRate: number, frame: number) {
  const passed = frame - begin
  return quarter + (passed * (bpm + (bpmPerFrame * passed) / 2)) / (60 * sampleRate)
}

/** Quarter notes from frame 0 to a frame. */
export function quartersAt(map: TempoMap, frame: number): number {
  return quarterIn(stretchAt(map.tempos, 'frame', frame), map.sampleRate, frame)
}

/** The frame of a place in quarter notes, not rounded. */
export function frameAtQuarter(map: TempoMap, quarter: number): number {
  const { frame, quarter: begin, bpm, bpmPerFrame } = stretchAt(map.tempos, 'quarter', quarter)
  const area = (quarter - begin) * 60 * map.sampleRate
  if (bpmPerFrame === 0) return frame + area / bpm
  // The root in the form that loses no digits, however small the change of tempo is.
  return frame + (2 * area) / (bpm + Math.sqrt(bpm * bpm + 2 * bpmPerFrame * area))
}

/** Quarter notes a minute at a frame. */
export function tempoAt(map: TempoMap, frame: number): number {
  const { frame: begin, bpm, bpmPerFrame } = stretchAt(map.tempos, 'frame', frame)
  return bpm + bpmPerFrame * (frame - begin)
}

/** The time signature of a frame. */
export function signatureAt(map: TempoMap, frame: number): { beatsPerBar: number; beatUnit: number } {
  return stretchAt(map.signatures, 'frame', frame)
}

/** Frames that a beat of the signature's unit takes at the tempo of a frame, not rounded. */
export function framesPerBeatAt(map: TempoMap, frame: number): number {
  return (map.sampleRate * 240) / (tempoAt(map, frame) * signatureAt(map, frame).beatUnit)
}

/** Frames that a bar takes at the tempo and the signature of a frame, not rounded. */
export function framesPerBarAt(map: TempoMap, frame: number): number {
  return framesPerBeatAt(map, frame) * signatureAt(map, frame).beatsPerBar
}

/** Where in which bar a frame lies. */
export function positionAt(map: TempoMap, frame: number): BarPosition {
  const signature = stretchAt(map.signatures, 'frame', frame)
  const beats = ((quartersAt(map, frame) - signature.quarter) * signature.beatUnit) / 4
  const whole = Math.floor(beats)
  const bars = Math.floor(whole / signature.beatsPerBar)
  return { bar: signature.bar + bars, beat: whole - bars * signature.beatsPerBar, part: beats - whole }
}

/**
 * The frame of a place in bars, not rounded; beats may be fractions. A place in a bar that a time signature cuts short
 * lies where that signature begins at the latest.
 */
export function frameAtBar(map: TempoMap, bar: number, beat = 0): number {
  const signature = stretchAt(map.signatures, 'bar', bar)
  const next = map.signatures[map.signatures.indexOf(signature) + 1]
  const quarter =
    signature.quarter + (bar - signature.bar) * quartersPerBar(signature) + (beat * 4) / signature.beatUnit
  return frameAtQuarter(map, next ? Math.min(quarter, next.quarter) : quarter)
}

/** The time signature of a bar. */
export function signatureOfBar(map: TempoMap, bar: number): { beatsPerBar: number; beatUnit: number } {
  return stretchAt(map.signatures, 'bar', bar)
}

/**
 * The nearest line of a grid of so many quarter notes, or of bars where that is null, as a frame that is not rounded. The
 * lines count from where the time signature began.
 */
export function nearestLine(map: TempoMap, frame: number, quarters: number | null): number {
  const signature = stretchAt(map.signatures, 'frame', frame)
  const step = quarters ?? quartersPerBar(signature)
  const lines = Math.floor((quartersAt(map, frame) - signature.quarter) / step)
  const next = map.signatures[map.signatures.indexOf(signature) + 1]
  const before = frameAtQuarter(map, signature.quarter + lines * step)
  const behind = frameAtQuarter(map, signature.quarter + (lines + 1) * step)
  const after = next ? Math.min(behind, next.frame) : behind
  return frame - before < after - frame ? before : after
}

/**
 * The first beat at or behind a frame, as its frame (not rounded) and whether a bar begins on it. A frame that lies less
 * than half a frame behind a beat counts as on it.
 */
export function nextBeat(map: TempoMap, frame: number): { frame: number; isFirstOfBar: boolean } {
  const { bar, beat } = positionAt(map, Math.max(0, frame))
  const nextBar = frameAtBar(map, bar + 1)
  // Where a signature cuts a bar short, that signature's bar begins instead of the beat beside it.
  const beatAt = (number: number) => {
    const at = frameAtBar(map, bar, number)
    return number === 0 || nextBar - at > TOLERANCE_FRAMES
      ? { frame: at, isFirstOfBar: number === 0 }
      : { frame: nextBar, isFirstOfBar: true }
  }
  const here = beatAt(beat)
  return frame - here.frame <= TOLERANCE_FRAMES ? here : beatAt(beat + 1)
}
