import { markersOfSong, tracksOfSong } from '../../shared/model/selectors.ts'
import {
  framesPerBarAt,
  framesPerBeatAt,
  nearestLine,
  signatureAt,
  type TempoMap,
  tempoMapOf,
} from '../../shared/model/tempo-map.ts'
import { noSnap, type SnapTargets } from '../arrange/snap.ts'
import { documentStore } from '../document/document-store.ts'
import { player } from '../live/player.ts'
import { type SnapUnit, useView } from './view-state.ts'

/** The musical time of the song on the page; null while none is open. */
export function currentTempo(): TempoMap | null {
  const { document, songId } = documentStore.getState()
  return document && songId && document.songs[songId] ? tempoMapOf(document, songId) : null
}

/**
 * Distance of the snap grid's lines in frames at the tempo and the signature of a frame; null where it is off. The named
 * notes are parts of a whole note.
 */
export function snapStepFrames(map: TempoMap, unit: SnapUnit, frame: number): number | null {
  if (unit === 'off') return null
  if (unit === 'bar') return framesPerBarAt(map, frame)
  return (framesPerBeatAt(map, frame) * signatureAt(map, frame).beatUnit) / Number(unit.slice(2))
}

/** How far an arrow key moves what lies at a frame: a step of the snap grid, or some pixels where that is off. */
export function gridStepFrames(frame: number): number {
  const map = currentTempo()
  const { snap, framesPerPixel } = useView.getState()
  return (map ? snapStepFrames(map, snap, frame) : null) ?? framesPerPixel * freeStepPx
}

const freeStepPx = 8
const edgeReachPx = 7

/**
 * What a drag snaps to now, without the edges of the clips and markers that are moving, and on another grid than the
 * song's where that one moves too.
 */
export function snapTargets(without: ReadonlySet<string> = new Set(), map = currentTempo()): SnapTargets {
  const { document, songId } = documentStore.getState()
  const { snap, framesPerPixel } = useView.getState()
  if (!document || !songId || !map || snap === 'off') return noSnap
  const edges = [0, player.playheadFrame()]
  for (const { id, frame, endFrame } of markersOfSong(document, songId))
    if (!without.has(id)) edges.push(frame, ...(endFrame === null ? [] : [endFrame]))
  for (const track of tracksOfSong(document, songId))
    for (const clip of Object.values(document.clips[track.id] ?? {}))
      if (!without.has(clip.id)) edges.push(clip.startFrame, clip.startFrame + clip.lengthFrames)
  const quarters = snap === 'bar' ? null : 4 / Number(snap.slice(2))
  return {
    nearestLine: (frame) => nearestLine(map, Math.max(0, frame), quarters),
    edges,
    reachFrames: edgeReachPx * framesPerPixel,
  }
}
