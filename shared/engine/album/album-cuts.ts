import type { Measurement } from '../../measure/measurement.ts'
import type { AlbumSequence } from '../../model/album-sequence.ts'
import type { Document, Id } from '../../model/document.ts'
import type { AlbumRender } from './render-album.ts'

/** The stretches of the album that become files of their own, and what their measurements say of them. */

export interface TitledCut {
  readonly itemId: Id
  /** 0: what is hidden before the first track. */
  readonly number: number
  readonly title: string
  readonly startFrame: number
  readonly endFrame: number
}

function titleOf({ albumItems, songs }: Document, itemId: Id): string {
  const item = albumItems[itemId]!
  return item.title || songs[item.songId ?? '']?.title || 'Untitled'
}

/** A file for each track, and one for what is hidden before the first; where nothing has a number, one for the whole album. */
export function albumCuts(document: Document, { places, tracks, lengthFrames }: AlbumSequence): TitledCut[] {
  const hidden = places.find(({ number, lengthFrames: frames }) => number === null && frames > 0)
  const first = tracks[0]
  const isBefore = hidden !== undefined && hidden.startFrame < (first?.markFrame ?? lengthFrames)
  const before = isBefore
    ? [{ itemId: hidden.itemId, number: 0, startFrame: 0, endFrame: first?.markFrame ?? lengthFrames }]
    : []
  const numbered = tracks.map(({ itemId, number, markFrame, endFrame }) => {
    return { itemId, number, startFrame: markFrame, endFrame }
  })
  return [...before, ...numbered]
    .filter(({ startFrame, endFrame }) => endFrame > startFrame)
    .map((cut) => ({ ...cut, title: titleOf(document, cut.itemId) }))
}

/** What a file may be off its target. */
const WITHIN_LU = 0.1
/** What a file may read above the ceiling: the meter's four phases read up to a tenth more than the limiter's sixteen hold. */
const WITHIN_DB = 0.1

interface MeasuredCut {
  readonly itemId: Id
  readonly measurement: Pick<Measurement, 'integratedLufs' | 'truePeakDbtp'>
}

/** Sentences for files that are not what they were to be. What overlaps or hides others is not held to a target of its own. */
export function cutNotes(document: Document, album: AlbumRender, files: readonly MeasuredCut[]): string[] {
  const { sequence, masters, lastLimiter } = album
  return files.flatMap(({ itemId, measurement: { integratedLufs, truePeakDbtp } }) => {
    const title = `“${titleOf(document, itemId)}”`
    const notes: string[] = []
    const { ceilingDbtp } = document.album
    if (truePeakDbtp !== null && truePeakDbtp > ceilingDbtp + WITHIN_DB)
      notes.push(`${title} peaks at ${truePeakDbtp.toFixed(2)} dBTP, above the ceiling of ${ceilingDbtp} dBTP.`)
    const index = sequence.places.findIndex((place) => place.itemId === itemId)
    const place = sequence.places[index]!
    const next = sequence.places[index + 1]
    const isAlone = place.crossfadeFrames === 0 && (next?.crossfadeFrames ?? 0) === 0
    const hides = (sequence.tracks.find((track) => track.itemId === itemId)?.hiddenItemIds.length ?? 0) > 0
    const targetLufs = masters[index]!.targetLufs
    if (
      !isAlone ||
      hides ||
      targetLufs === null ||
      integratedLufs === null ||
      lastLimiter?.drives[itemId] === undefined
    )
      return notes
    if (Math.abs(integratedLufs - targetLufs) > WITHIN_LU)
      notes.push(`${title} comes out at ${integratedLufs.toFixed(1)} LUFS instead of ${targetLufs.toFixed(1)}.`)
    return notes
  })
}
