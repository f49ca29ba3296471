import type { Clip, Id } from '../../shared/model/document.ts'
import { clipsOfTrack } from '../../shared/model/selectors.ts'
import { documentStore } from '../document/document-store.ts'

/** A row of the arrange page, in pixels from the top of the list. */
export interface RowBox {
  trackId: Id
  top: number
  /** Of the track's own lane. */
  height: number
  /** With the automation lanes under it. */
  fullHeight: number
}

/** The clips a rectangle touches: between two frames, and on the rows between two heights. */
export function clipsInside(
  rows: readonly RowBox[],
  fromFrame: number,
  toFrame: number,
  fromY: number,
  toY: number,
): Clip[] {
  const { document } = documentStore.getState()
  if (!document) return []
  return rows
    .filter((row) => row.top < toY && row.top + row.height > fromY)
    .flatMap((row) => clipsOfTrack(document, row.trackId))
    .filter((clip) => clip.startFrame < toFrame && clip.startFrame + clip.lengthFrames > fromFrame)
}
