import type { Document, Id, Song, TempoPoint, TimeSignature } from '../../shared/model/document.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'

/** A tempo of a song: its own, which holds from frame 0 and has no id, or a tempo point. */
export interface TempoPlace {
  readonly songId: Id
  readonly id: Id | null
  readonly frame: number
  readonly bpm: number
  readonly shape: Song['tempoShape']
}

/** A time signature of a song, likewise. */
export interface SignaturePlace {
  readonly songId: Id
  readonly id: Id | null
  readonly frame: number
  readonly beatsPerBar: number
  readonly beatUnit: Song['beatUnit']
}

/** The song's tempos from left to right, its own first. */
export function tempoPlaces(song: Song, points: Readonly<Record<Id, TempoPoint>> = {}): TempoPlace[] {
  const own = { songId: song.id, id: null, frame: 0, bpm: song.tempoBpm, shape: song.tempoShape }
  return [own, ...Object.values(points).sort((a, b) => a.frame - b.frame)]
}

/** The song's time signatures from left to right, its own first. */
export function signaturePlaces(song: Song, changes: Readonly<Record<Id, TimeSignature>> = {}): SignaturePlace[] {
  const { id: songId, beatsPerBar, beatUnit } = song
  const own = { songId, id: null, frame: 0, beatsPerBar, beatUnit }
  return [own, ...Object.values(changes).sort((a, b) => a.frame - b.frame)]
}

/** The last of places, the first of which lies at frame 0, that begins at or before a frame. */
export function holdingAt<T extends { frame: number }>(places: readonly T[], frame: number): T {
  return places.findLast((place) => place.frame <= frame) ?? places[0]!
}

/** The tempo that the stretch around a frame begins with. */
export function tempoPlaceAt(document: Document, song: Song, frame: number): TempoPlace {
  return holdingAt(tempoPlaces(song, document.tempos[song.id]), frame)
}

/** The time signature of a frame. */
export function signaturePlaceAt(document: Document, song: Song, frame: number): SignaturePlace {
  return holdingAt(signaturePlaces(song, document.signatures[song.id]), frame)
}

/** Sets a tempo. The song's own keeps its frame. */
export function tempoPlaceEdit(
  { songId, id, frame }: TempoPlace,
  set: { frame?: number; bpm?: number; shape?: Song['tempoShape'] },
): SingleEdit {
  if (id === null)
    return {
      type: 'updateSong',
      songId,
      set: {
        ...(set.bpm !== undefined && { tempoBpm: set.bpm }),
        ...(set.shape !== undefined && { tempoShape: set.shape }),
      },
    }
  return { type: 'updateTempoPoint', songId, pointId: id, set: movedSet(frame, set) }
}

/** Sets a time signature, likewise. */
export function signaturePlaceEdit(
  { songId, id, frame }: SignaturePlace,
  set: { frame?: number; beatsPerBar?: number; beatUnit?: Song['beatUnit'] },
): SingleEdit {
  if (id === null) {
    const { frame: _, ...signature } = set
    return { type: 'updateSong', songId, set: signature }
  }
  return { type: 'updateTimeSignature', songId, signatureId: id, set: movedSet(frame, set) }
}

/** Without the frame where that stays: an edit that names it is a move. */
function movedSet<T extends { frame?: number }>(frame: number, set: T): T {
  if (set.frame !== frame) return set
  const { frame: _, ...others } = set
  return others as T
}
