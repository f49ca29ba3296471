import type { Marker } from '../../shared/model/document.ts'
import type { Edit } from '../../shared/model/edits/edit.ts'
import { type SnapTargets, snapDelta, snapFrame } from './snap.ts'

/** What of a marker a hand or a key holds: of a place alone always the whole. */
export type MarkerGrip = 'whole' | 'start' | 'end'

/** The edit that moves a marker's grip by so many frames, snapped. A range keeps at least one frame. */
export function markerMoved(marker: Marker, grip: MarkerGrip, deltaFrames: number, targets: SnapTargets): Edit {
  const { id: markerId, frame, endFrame } = marker
  if (endFrame === null || grip === 'whole') {
    const edges = endFrame === null ? [frame] : [frame, endFrame]
    const delta = Math.max(-frame, snapDelta(deltaFrames, edges, targets))
    const set = { frame: frame + delta, ...(endFrame === null ? {} : { endFrame: endFrame + delta }) }
    return { type: 'updateMarker', markerId, set }
  }
  const place = snapFrame(Math.max(0, (grip === 'start' ? frame : endFrame) + deltaFrames), targets)
  const set = grip === 'start' ? { frame: Math.min(place, endFrame - 1) } : { endFrame: Math.max(place, frame + 1) }
  return { type: 'updateMarker', markerId, set }
}
