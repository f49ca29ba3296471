import { type CurveRange, curveValueAt, pointBefore, shareOf, splitCurve } from './automation-curve.ts'
import type { AutomationLane, AutomationPoint } from './document.ts'
import type { SingleEdit } from './edits/edit.ts'

/** What is done to a lane's points: each takes and gives them ascending, one to a frame. */

type Points = readonly AutomationPoint[]

/** Values closer than this share of their range are one. */
const SAME_SHARE = 1e-6

/** Points in ascending order; of those at one frame the one named last counts. */
export function ascending(points: Points): AutomationPoint[] {
  return [...new Map(points.map((point) => [point.frame, point])).values()].sort((a, b) => a.frame - b.frame)
}

/** Puts points in; one that stands at the same frame gives way. */
export function addPoints(points: Points, added: Points): AutomationPoint[] {
  return ascending([...points, ...added])
}

export function removePoints(points: Points, frames: ReadonlySet<number>): AutomationPoint[] {
  return points.filter(({ frame }) => !frames.has(frame))
}

/** Changes the points at these frames. */
export function changePoints(
  points: Points,
  frames: ReadonlySet<number>,
  change: (point: AutomationPoint) => Partial<Omit<AutomationPoint, 'frame'>>,
): AutomationPoint[] {
  return points.map((point) => (frames.has(point.frame) ? { ...point, ...change(point) } : point))
}

/** How far the points at these frames can go: never before the song's start nor over a point that stays. */
export function boundedShift(points: Points, frames: ReadonlySet<number>, deltaFrames: number): number {
  let least = Number.NEGATIVE_INFINITY
  let most = Number.POSITIVE_INFINITY
  for (const [index, { frame }] of points.entries()) {
    if (!frames.has(frame)) continue
    const before = points[index - 1]
    const after = points[index + 1]
    if (!before) least = Math.max(least, -frame)
    else if (!frames.has(before.frame)) least = Math.max(least, before.frame + 1 - frame)
    if (after && !frames.has(after.frame)) most = Math.min(most, after.frame - 1 - frame)
  }
  return Math.max(least, Math.min(most, Math.round(deltaFrames)))
}

/** Moves the points at these frames by `deltaFrames`, no farther than they can go, and gives each another value. */
export function movePoints(
  points: Points,
  frames: ReadonlySet<number>,
  deltaFrames: number,
  newValue: (point: AutomationPoint) => number,
): AutomationPoint[] {
  const delta = boundedShift(points, frames, deltaFrames)
  return points.map((point) =>
    frames.has(point.frame) ? { ...point, frame: point.frame + delta, value: newValue(point) } : point,
  )
}

function isSame(range: CurveRange, a: number, b: number): boolean {
  return a === b || Math.abs(shareOf(range, a) - shareOf(range, b)) < SAME_SHARE
}

/**
 * Lays `written` over a curve, from its first point to its last, and leaves everything before and behind as it plays: where
 * an end of it does not lie on the curve, the curve keeps its own value until one frame before, and from one frame behind.
 */
export function writeOver(points: Points, range: CurveRange, written: Points): AutomationPoint[] {
  const first = written[0]
  const last = written.at(-1)
  if (!first || !last || points.length === 0) return [...written]
  const [from, to] = [first.frame, last.frame]
  const straight = range.steps ? ({ shape: 'hold', tension: 0 } as const) : ({ shape: 'linear', tension: 0 } as const)
  let before = splitCurve(points, range, from).filter(({ frame }) => frame < from)
  if (from > 0 && !isSame(range, curveValueAt(points, range, from), first.value)) {
    before = splitCurve(points, range, from - 1).filter(({ frame }) => frame < from)
    const edge = before.pop()!
    // A value that is held until here needs no point to say so.
    if (before.at(-1)?.shape !== 'hold' || !range.steps) before.push({ ...edge, ...straight })
  }
  const atEnd = splitCurve(points, range, to)
  const there = atEnd[pointBefore(atEnd, to)]!
  if (isSame(range, there.value, last.value)) {
    const end = { ...last, shape: there.shape, tension: there.tension }
    return [...before, ...written.slice(0, -1), end, ...atEnd.filter(({ frame }) => frame > to)]
  }
  const behind = splitCurve(points, range, to + 1).filter(({ frame }) => frame > to)
  return [...before, ...written.slice(0, -1), { ...last, ...straight }, ...behind]
}

/** Takes away what lies between two frames; the curve goes straight from its value at the one to its value at the other. */
export function clearBetween(points: Points, range: CurveRange, fromFrame: number, toFrame: number): AutomationPoint[] {
  if (!points.some(({ frame }) => frame > fromFrame && frame < toFrame)) return [...points]
  const split = splitCurve(splitCurve(points, range, fromFrame), range, toFrame)
  return split
    .filter(({ frame }) => frame <= fromFrame || frame >= toFrame)
    .map((point) =>
      point.frame === fromFrame ? { ...point, shape: range.steps ? 'hold' : 'linear', tension: 0 } : point,
    )
}

function isEqual(a: AutomationPoint | undefined, b: AutomationPoint | undefined): boolean {
  return a !== undefined && b !== undefined && (a === b || JSON.stringify(a) === JSON.stringify(b))
}

/** The edit that makes one curve of a lane the other, touching no more of it than differs; null when nothing does. */
export function curveEdit(
  lane: Pick<AutomationLane, 'id' | 'ownerId'>,
  before: Points,
  after: Points,
): Extract<SingleEdit, { type: 'editAutomation' }> | null {
  let start = 0
  while (isEqual(before[start], after[start])) start++
  let end = 0
  while (
    end < Math.min(before.length, after.length) - start &&
    isEqual(before[before.length - 1 - end], after[after.length - 1 - end])
  )
    end++
  const old = before.slice(start, before.length - end)
  const points = after.slice(start, after.length - end)
  const frames = [...old, ...points].map(({ frame }) => frame)
  if (frames.length === 0) return null
  return {
    type: 'editAutomation',
    ownerId: lane.ownerId,
    laneId: lane.id,
    fromFrame: frames.reduce((least, frame) => Math.min(least, frame)),
    toFrame: frames.reduce((most, frame) => Math.max(most, frame)) + 1,
    points,
  }
}
