import { markersOfSong, tracksOfSong } from '../../shared/model/selectors.ts'
import type { SnapTargets } from '../arrange/snap.ts'
import { documentStore } from '../document/document-store.ts'
import { framesPerBar, framesPerBeat, gridOf, type MusicalGrid } from '../document/musical-time.ts'
import { player } from '../live/player.ts'
import { type SnapUnit, useView } from './view-state.ts'

/** The musical grid of the song on the page; null while none is open. */
export function currentGrid(): MusicalGrid | null {
  const { document, songId } = documentStore.getState()
  const song = document && songId ? document.songs[songId] : undefined
  return document && song ? gridOf(song, document.project.sampleRate) : null
}

/** Distance of the snap grid's lines in frames; null where it is off. The named notes are parts of a whole note. */
export function snapGridFrames(grid: MusicalGrid, unit: SnapUnit): number | null {
  if (unit === 'off') return null
  if (unit === 'bar') return framesPerBar(grid)
  return (framesPerBeat(grid) * grid.beatUnit) / Number(unit.slice(2))
}

const edgeReachPx = 7

/** What a drag snaps to now, without the edges of the clips that are moving. */
export function snapTargets(without: ReadonlySet<string> = new Set()): SnapTargets {
  const { document, songId } = documentStore.getState()
  const { snap, framesPerPixel } = useView.getState()
  const grid = currentGrid()
  if (!document || !songId || !grid || snap === 'off') return { gridFrames: null, edges: [], reachFrames: 0 }
  const edges = [0, player.playheadFrame(), ...markersOfSong(document, songId).map((marker) => marker.frame)]
  for (const track of tracksOfSong(document, songId))
    for (const clip of Object.values(document.clips[track.id] ?? {}))
      if (!without.has(clip.id)) edges.push(clip.startFrame, clip.startFrame + clip.lengthFrames)
  return { gridFrames: snapGridFrames(grid, snap), edges, reachFrames: edgeReachPx * framesPerPixel }
}
