import type { KeyboardEvent } from 'react'
import type { Clip, Document, Id } from '../../shared/model/document.ts'
import { clipsOfTrack } from '../../shared/model/selectors.ts'
import { audioTracksInSight } from '../../shared/model/track-tree.ts'
import { useView } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { selectWithGroup } from './clip-actions.ts'
import { reveal } from './zoom.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

/** The clip next to one: before or after it on its track, or the nearest in time on the next track that has any. */
export function neighbour(document: Document, songId: Id, clip: Clip, direction: Direction): Clip | undefined {
  if (direction === 'left' || direction === 'right') {
    const clips = clipsOfTrack(document, clip.trackId)
    return clips[clips.findIndex((other) => other.id === clip.id) + (direction === 'left' ? -1 : 1)]
  }
  const tracks = audioTracksInSight(document, songId)
  const step = direction === 'up' ? -1 : 1
  for (let place = tracks.findIndex((track) => track.id === clip.trackId) + step; tracks[place]; place += step) {
    const clips = clipsOfTrack(document, tracks[place]!.id)
    if (clips.length === 0) continue
    const distance = (other: Clip) => Math.abs(other.startFrame - clip.startFrame)
    return clips.reduce((best, other) => (distance(other) < distance(best) ? other : best))
  }
  return undefined
}

const directions: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/** Arrow keys go from clip to clip, with Shift adding to the selection. True when the key was one of them. */
export function walkClips(event: KeyboardEvent, clip: Clip): boolean {
  const direction = directions[event.key]
  const { document: current, songId } = documentStore.getState()
  if (!direction || event.altKey || event.ctrlKey || event.metaKey || !current || !songId) return false
  const next = neighbour(current, songId, clip, direction)
  if (!next) return true
  const { selectedClipIds } = useView.getState()
  goToClip(next, event.shiftKey ? selectedClipIds : [])
  return true
}

function goToClip(clip: Clip, alsoSelected: Iterable<Id>): void {
  selectWithGroup(clip, alsoSelected)
  reveal(clip.startFrame)
  // The clip may only be laid out after the scrolling.
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>(`[data-clip-id="${clip.id}"]`)?.focus()
  })
}

/** Takes the keyboard from a track to its first clip. */
export function focusFirstClip(trackId: Id): void {
  const { document: current } = documentStore.getState()
  const first = current && clipsOfTrack(current, trackId)[0]
  if (first) goToClip(first, [])
}
