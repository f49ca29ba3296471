import type { AlbumItem } from './album.ts'
import type { FadeShape, Id } from './fields.ts'

/** Where everything stands on the album's timeline: sound, silence, tracks and the marks at which a player starts them. */

/** What of an album item decides where it stands. */
export type SequenceItem = Pick<
  AlbumItem,
  | 'id'
  | 'gapFrames'
  | 'crossfadeFrames'
  | 'fadeInFrames'
  | 'fadeInShape'
  | 'fadeOutFrames'
  | 'fadeOutShape'
  | 'trimStartFrames'
  | 'trimEndFrames'
  | 'hidden'
>

/** An item and how many frames of sound there are of it before anything is trimmed. */
export interface SequenceSource {
  readonly item: SequenceItem
  readonly frames: number
}

export interface SequenceFade {
  /** 0: none. */
  readonly frames: number
  readonly shape: FadeShape
}

/** The sound of one item on the album's timeline. All lengths and places are frames at the project's rate. */
export interface AlbumPlace {
  readonly itemId: Id
  /** Its number on the album; null when it is hidden. */
  readonly number: number | null
  /** The number of the track whose pregap, sound or end it is; null on an album on which nothing has a number. */
  readonly trackNumber: number | null
  readonly startFrame: number
  /** The first frame behind it. */
  readonly endFrame: number
  /** How much of its audio is left out before it. */
  readonly offsetFrames: number
  /** 0 when its trims leave nothing. */
  readonly lengthFrames: number
  /** The silence before it as it came out. */
  readonly gapFrames: number
  /** How far it overlaps what comes before it, as far as both are long enough. */
  readonly crossfadeFrames: number
  readonly fadeIn: SequenceFade
  readonly fadeOut: SequenceFade
}

/** A numbered track. Tracks are cut where the next one's mark stands, so that their files join without a gap. */
export interface AlbumTrack {
  /** From 1. */
  readonly number: number
  readonly itemId: Id
  /** What is hidden at its end, in order; of the first track, what is hidden in its pregap comes first. */
  readonly hiddenItemIds: readonly Id[]
  /** INDEX 00: where the silence before it, or of the first track all that stands before it, begins. */
  readonly pregapFrame: number
  /** INDEX 01: where a player starts it. */
  readonly markFrame: number
  /** The first frame behind its cut, which begins at its mark. */
  readonly endFrame: number
}

export interface AlbumSequence {
  readonly places: readonly AlbumPlace[]
  readonly tracks: readonly AlbumTrack[]
  readonly lengthFrames: number
}

/** Frames in a sector of a compact disc. Every rate a project can have is a multiple of 75. */
export function sectorFrames(sampleRate: number): number {
  return sampleRate / 75
}

interface Laid {
  readonly item: SequenceItem
  readonly startFrame: number
  readonly offsetFrames: number
  readonly lengthFrames: number
  readonly gapFrames: number
  readonly crossfadeFrames: number
  /** Where the sound before it ends. */
  readonly soundEnd: number
}

/**
 * Lays the items out one behind the other. Never do more than two sound at once: a crossfade is no longer than what the one before has
 * left behind its own crossfade, and at least one frame of that one is heard before the next begins.
 */
function layOut(sources: readonly SequenceSource[], toSector: (frame: number) => number): Laid[] {
  const laid: Laid[] = []
  let soundEnd = 0
  for (const { item, frames } of sources) {
    const before = laid.at(-1)
    const offsetFrames = Math.min(item.trimStartFrames, frames)
    const lengthFrames = Math.max(0, frames - offsetFrames - item.trimEndFrames)
    const free = before ? before.lengthFrames - before.crossfadeFrames - 1 : 0
    const crossfadeFrames = Math.max(0, Math.min(item.crossfadeFrames, lengthFrames, free))
    const wished = soundEnd + item.gapFrames - crossfadeFrames
    const startFrame = item.gapFrames > 0 && !item.hidden ? toSector(wished) : wished
    const gapFrames = Math.max(0, startFrame - soundEnd)
    laid.push({ item, startFrame, offsetFrames, lengthFrames, gapFrames, crossfadeFrames, soundEnd })
    soundEnd = startFrame + lengthFrames
  }
  return laid
}

/** An item's own fades win; else it fades at equal power as long as it overlaps its neighbour. */
function fadesOf(
  { item, lengthFrames, crossfadeFrames }: Laid,
  nextCrossfade: number,
): Pick<AlbumPlace, 'fadeIn' | 'fadeOut'> {
  const fade = (own: number, shape: FadeShape, overlap: number, most: number): SequenceFade =>
    own > 0 || overlap === 0
      ? { frames: Math.min(own, most), shape }
      : { frames: Math.min(overlap, most), shape: 'equalPower' }
  const fadeIn = fade(item.fadeInFrames, item.fadeInShape, crossfadeFrames, lengthFrames)
  const left = lengthFrames - fadeIn.frames
  return { fadeIn, fadeOut: fade(item.fadeOutFrames, item.fadeOutShape, nextCrossfade, left) }
}

/** The numbered tracks, each with the hidden items that belong to it. */
function tracksOf(
  laid: readonly Laid[],
  sector: number,
  toSector: (frame: number) => number,
  lengthFrames: number,
): AlbumTrack[] {
  const numbered = laid.filter(({ item }) => !item.hidden)
  const marks: number[] = []
  // Where what comes before a track has its own sector behind it.
  const earliest: number[] = []
  for (const [index, { startFrame }] of numbered.entries()) {
    const before = numbered[index - 1]
    earliest.push(before ? marks[index - 1]! + (before.lengthFrames > 0 ? sector : 0) : 0)
    marks.push(Math.max(earliest[index]!, Math.floor(startFrame / sector) * sector))
  }
  return numbered.map((each, index) => {
    const from = index === 0 ? 0 : laid.indexOf(each) + 1
    const next = numbered[index + 1]
    const to = next ? laid.indexOf(next) : laid.length
    const markFrame = marks[index]!
    const silence = index === 0 ? 0 : Math.max(earliest[index]!, toSector(each.soundEnd))
    return {
      number: index + 1,
      itemId: each.item.id,
      hiddenItemIds: laid.slice(from, to).flatMap(({ item }) => (item.hidden ? [item.id] : [])),
      pregapFrame: each.gapFrames > 0 || index === 0 ? Math.min(silence, markFrame) : markFrame,
      markFrame,
      // Also a sound that ended before its mark could begin has a sector of its own.
      endFrame: Math.max(markFrame + (each.lengthFrames > 0 ? sector : 0), marks[index + 1] ?? lengthFrames),
    }
  })
}

/**
 * Places of `sources`, in the album's order, at `sampleRate`. Aligned to sectors, a track behind a gap moves up to the next one; sound that
 * follows or overlaps what comes before it never moves, and its mark falls on the sector at or before it. The end is filled with silence
 * to a whole sector. Hidden items before the first number are its pregap; later ones belong to the track before.
 */
export function albumSequence(
  sources: readonly SequenceSource[],
  sampleRate: number,
  sectorAligned: boolean,
): AlbumSequence {
  const sector = sectorAligned ? sectorFrames(sampleRate) : 1
  const toSector = (frame: number) => Math.ceil(frame / sector) * sector
  const laid = layOut(sources, toSector)
  const soundEnd = laid.reduce((end, { startFrame, lengthFrames }) => Math.max(end, startFrame + lengthFrames), 0)
  const tracks = tracksOf(laid, sector, toSector, toSector(soundEnd))
  const lengthFrames = Math.max(toSector(soundEnd), tracks.at(-1)?.endFrame ?? 0)
  const numberOf = new Map(tracks.map(({ itemId, number }) => [itemId, number]))
  let trackNumber = tracks.length > 0 ? 1 : null
  const places = laid.map((each, index): AlbumPlace => {
    const number = numberOf.get(each.item.id) ?? null
    trackNumber = number ?? trackNumber
    return {
      itemId: each.item.id,
      number,
      trackNumber,
      startFrame: each.startFrame,
      endFrame: each.startFrame + each.lengthFrames,
      offsetFrames: each.offsetFrames,
      lengthFrames: each.lengthFrames,
      gapFrames: each.gapFrames,
      crossfadeFrames: each.crossfadeFrames,
      ...fadesOf(each, laid[index + 1]?.crossfadeFrames ?? 0),
    }
  })
  return { places, tracks, lengthFrames }
}
