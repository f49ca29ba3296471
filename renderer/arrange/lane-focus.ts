import { curveEdit } from '../../shared/model/automation-points.ts'
import type { AutomatedValue } from '../../shared/model/automation-target.ts'
import type { AutomationLane, AutomationPoint, Id } from '../../shared/model/document.ts'
import type { Edit } from '../../shared/model/edits/edit.ts'
import { masterOfSong } from '../../shared/model/selectors.ts'
import { type LaneFocus, selectTrack, setView, useView } from '../app/view-state.ts'
import { laneById, lanePoints, laneValue, staticValue, targetScale } from '../automation/lanes.ts'
import { documentStore } from '../document/document-store.ts'
import type { ValueScale } from '../ui/value-scale.ts'

/** An automation lane as hands and keys find it. */
export interface LaneGround {
  lane: AutomationLane
  moved: AutomatedValue
  scale: ValueScale
  points: readonly AutomationPoint[]
  restValue: number
}

/** A lane without the gesture in hand; null when it is no more. */
export function groundOf(ownerId: Id, laneId: Id): LaneGround | null {
  const { settled } = documentStore.getState()
  const lane = settled && laneById(settled, ownerId, laneId)
  const moved = lane && laneValue(settled, lane)
  const scale = lane && targetScale(settled, ownerId, lane.target)
  if (!lane || !moved || !scale) return null
  return {
    lane,
    moved,
    scale,
    points: lanePoints(settled, laneId),
    restValue: staticValue(settled, ownerId, lane.target),
  }
}

/** The lane that keys mean, with what is selected in it; null while they mean something else. */
export function focusedGround(): (LaneGround & { focus: LaneFocus }) | null {
  const { lane: focus, page } = useView.getState()
  const ground = focus && page === 'arrange' ? groundOf(focus.ownerId, focus.laneId) : null
  return ground && focus ? { ...ground, focus } : null
}

/** Lets the keys mean a lane, and selects its track with it. */
export function focusLane(lane: AutomationLane): void {
  const { lane: focus, selectedTrackId } = useView.getState()
  if (focus?.laneId === lane.id) return
  const { document } = documentStore.getState()
  const trackId = document?.tracks[lane.ownerId] ? lane.ownerId : document && masterOfSong(document, lane.ownerId)?.id
  if (trackId && trackId !== selectedTrackId) selectTrack(trackId)
  setView({
    lane: { laneId: lane.id, ownerId: lane.ownerId, frames: new Set(), activeFrame: null, range: null },
    inspected: 'track',
    selectedClipIds: new Set(),
  })
}

/** Selects points of the lane that keys mean; the keys go from `activeFrame`, the first of them unless said. */
export function selectPoints(
  frames: Iterable<number>,
  activeFrame?: number | null,
  range: LaneFocus['range'] = null,
): void {
  const { lane } = useView.getState()
  if (!lane) return
  const selected = new Set(frames)
  const first = selected.size > 0 ? Math.min(...selected) : null
  setView({ lane: { ...lane, frames: selected, activeFrame: activeFrame === undefined ? first : activeFrame, range } })
}

/** Makes a lane's curve another, as one edit. */
export function editCurve({ lane, points }: LaneGround, after: readonly AutomationPoint[], label?: string): void {
  const edit = curveEdit(lane, points, after)
  if (edit) void documentStore.edit(labelled(edit, label))
}

/** An edit that the history calls by what the user did. */
export function labelled(edit: NonNullable<ReturnType<typeof curveEdit>>, label?: string): Edit {
  return label === undefined ? edit : { type: 'batch', label, edits: [edit] }
}
