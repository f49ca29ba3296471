import type { Id } from '../../shared/model/document.ts'
import { songLengthFrames } from '../../shared/model/selectors.ts'
import { snapTargets } from '../app/timeline-info.ts'
import { documentStore } from '../document/document-store.ts'
import { snapFrame } from './snap.ts'

/** Where dropped files would land. */
export interface DropPlace {
  atFrame: number
  /** The audio track a single file lands on; null: a new track per file. */
  trackId: Id | null
  fileCount: number
}

/** In an empty song everything lands at its start, since stems begin together. */
export function dropPlace(pointerFrame: number, overTrackId: Id | null, fileCount: number, free: boolean): DropPlace {
  const { document, songId } = documentStore.getState()
  const empty = !document || !songId || songLengthFrames(document, songId) === 0
  const track = overTrackId === null ? undefined : document?.tracks[overTrackId]
  const atFrame = empty ? 0 : Math.max(0, free ? Math.round(pointerFrame) : snapFrame(pointerFrame, snapTargets()))
  return { atFrame, trackId: fileCount === 1 && track?.kind === 'audio' ? track.id : null, fileCount }
}
