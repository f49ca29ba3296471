import { shareOf, splitCurve, valueAtShare } from '../../shared/model/automation-curve.ts'
import {
  addPoints,
  boundedShift,
  changePoints,
  clearBetween,
  movePoints,
  removePoints,
} from '../../shared/model/automation-points.ts'
import type { AutomationPoint } from '../../shared/model/document.ts'
import { thinPoints, thinTolerance } from '../../shared/model/thin-automation.ts'
import { currentTempo, snapStepFrames } from '../app/timeline-info.ts'
import { useView } from '../app/view-state.ts'
import { notify } from '../document/notices.ts'
import { player } from '../live/player.ts'
import { editCurve, focusedGround, type LaneGround, selectPoints } from './lane-focus.ts'
import { reveal } from './zoom.ts'

/** What keys and menus do to the automation lane that has the focus. */

export function hasLane(): boolean {
  return focusedGround() !== null
}

/** Whether points of a lane are selected, or a stretch of it. */
export function hasPoints(): boolean {
  const { lane } = useView.getState()
  return hasLane() && lane !== null && (lane.frames.size > 0 || lane.range !== null)
}

/** A point of a lane's own shape: switches hold, everything else goes straight. */
export function newPoint({ moved }: LaneGround, frame: number, value: number): AutomationPoint {
  return { frame, value, shape: moved.steps ? 'hold' : 'linear', tension: 0 }
}

/** The next point to the left or right of the active one, or of the playhead where none is; with `adding`, selected too. */
export function walkPoints(step: -1 | 1, adding: boolean): void {
  const ground = focusedGround()
  if (!ground || ground.points.length === 0) return
  const { points, focus } = ground
  const from = focus.activeFrame ?? player.playheadFrame()
  const ahead = step > 0 ? points.find(({ frame }) => frame > from) : points.findLast(({ frame }) => frame < from)
  const next = ahead ?? (focus.activeFrame === null ? points.at(step > 0 ? -1 : 0) : undefined)
  if (!next) return
  selectPoints(adding ? [...focus.frames, next.frame] : [next.frame], next.frame)
  reveal(next.frame)
}

/** Puts a point on the curve at a frame and selects it. */
export function addPointAt(atFrame: number): void {
  const ground = focusedGround()
  if (!ground) return
  const frame = Math.max(0, Math.round(atFrame))
  const { points, moved, restValue } = ground
  const after = points.length > 0 ? splitCurve(points, moved, frame) : [newPoint(ground, frame, restValue)]
  editCurve(ground, after)
  selectPoints([frame])
}

/** Takes the selected stretch or the selected points away; the next point is then the active one. */
export function removeSelectedPoints(): void {
  const ground = focusedGround()
  if (!ground) return
  const { points, focus, moved } = ground
  if (focus.range) {
    editCurve(ground, clearBetween(points, moved, focus.range.fromFrame, focus.range.toFrame), 'Clear automation')
    selectPoints([])
    return
  }
  if (focus.frames.size === 0) return
  const after = removePoints(points, focus.frames)
  const last = Math.max(...focus.frames)
  const next = after.find(({ frame }) => frame > last) ?? after.at(-1)
  editCurve(ground, after, focus.frames.size === 1 ? 'Remove point' : `Remove ${focus.frames.size} points`)
  selectPoints(next ? [next.frame] : [])
}

export function selectAllPoints(): void {
  const ground = focusedGround()
  if (ground) selectPoints(ground.points.map(({ frame }) => frame))
}

/** Moves the selected points by frames, and their values by steps of a key; fine steps are a tenth. */
export function nudgePoints(deltaFrames: number, steps: number, fine: boolean): void {
  const ground = focusedGround()
  if (!ground || ground.focus.frames.size === 0) return
  const { points, focus, scale } = ground
  const delta = boundedShift(points, focus.frames, deltaFrames)
  const after = movePoints(points, focus.frames, delta, ({ value }) =>
    steps === 0 ? value : scale.step(value, steps, fine),
  )
  editCurve(ground, after)
  const active = focus.activeFrame
  selectPoints(
    [...focus.frames].map((frame) => frame + delta),
    active !== null && focus.frames.has(active) ? active + delta : active,
  )
}

/** One step of the snap grid at the active point, or some pixels where it is off. */
export function pointGridStep(): number {
  const map = currentTempo()
  const { snap, framesPerPixel, lane } = useView.getState()
  return (map ? snapStepFrames(map, snap, lane?.activeFrame ?? 0) : null) ?? framesPerPixel * 8
}

export function shapeSelectedPoints(shape: AutomationPoint['shape']): void {
  const ground = focusedGround()
  if (!ground) return
  const { points, focus } = ground
  // A bend of its own is what asks for a curve.
  const tension = (point: AutomationPoint) => (shape === 'curve' ? point.tension || 0.5 : 0)
  editCurve(
    ground,
    changePoints(points, focus.frames, (point) => ({ shape, tension: tension(point) })),
    'Shape of automation',
  )
}

/** Gives the selected points a value. */
export function setSelectedValue(value: number): void {
  const ground = focusedGround()
  if (ground)
    editCurve(
      ground,
      changePoints(ground.points, ground.focus.frames, () => ({ value })),
    )
}

/** Thins the selected stretch, the stretch of the selected points where there are several, or the whole lane. */
export function thinSelectedPoints(): void {
  const ground = focusedGround()
  if (!ground) return
  const { points, focus, moved } = ground
  const several = focus.frames.size > 1
  const from = focus.range?.fromFrame ?? (several ? Math.min(...focus.frames) : 0)
  const to = focus.range?.toFrame ?? (several ? Math.max(...focus.frames) : Number.POSITIVE_INFINITY)
  const inside = points.filter(({ frame }) => frame >= from && frame <= to)
  const thin = thinPoints(inside, moved, thinTolerance(moved))
  if (thin.length === inside.length) {
    notify('info', 'There is nothing to thin here: every point matters.')
    return
  }
  editCurve(
    ground,
    [...points.filter(({ frame }) => frame < from), ...thin, ...points.filter(({ frame }) => frame > to)],
    `Thin automation: ${inside.length} → ${thin.length} points`,
  )
  selectPoints([])
}

interface Copied {
  /** From the first frame that was copied. */
  points: readonly AutomationPoint[]
  lengthFrames: number
  moved: LaneGround['moved']
}

let copied: Copied | null = null

/** Keeps the selected points for `pastePoints`. */
export function copySelectedPoints(): void {
  const ground = focusedGround()
  if (!ground || ground.focus.frames.size === 0) return
  const { focus, moved } = ground
  const points = ground.points.filter(({ frame }) => focus.frames.has(frame))
  const start = focus.range?.fromFrame ?? points[0]!.frame
  const end = focus.range?.toFrame ?? points.at(-1)!.frame
  copied = {
    points: points.map((point) => ({ ...point, frame: point.frame - start })),
    lengthFrames: end - start,
    moved,
  }
}

/** Puts the kept points at a frame, in the place of those that lie there; into another unit at the same height. */
export function pastePoints(atFrame: number): void {
  const ground = focusedGround()
  if (!ground || !copied) return
  const at = Math.max(0, Math.round(atFrame))
  const { moved } = ground
  const source = copied.moved
  const isAlike = source.min === moved.min && source.max === moved.max && source.scale === moved.scale
  const pasted = copied.points.map((point) => ({
    ...point,
    frame: point.frame + at,
    value: isAlike ? point.value : valueAtShare(moved, shareOf(source, point.value)),
    ...(moved.steps ? { shape: 'hold' as const, tension: 0 } : {}),
  }))
  const end = at + copied.lengthFrames
  const around = ground.points.filter(({ frame }) => frame < at || frame > end)
  editCurve(ground, addPoints(around, pasted), pasted.length === 1 ? 'Paste point' : `Paste ${pasted.length} points`)
  selectPoints(pasted.map(({ frame }) => frame))
}
