import type { PointerEvent as ReactPointerEvent } from 'react'
import { bent } from '../../shared/engine/kernel/curve-travel.ts'
import { curveValueAt, pointBefore, shareOf } from '../../shared/model/automation-curve.ts'
import {
  addPoints,
  boundedShift,
  changePoints,
  curveEdit,
  movePoints,
  writeOver,
} from '../../shared/model/automation-points.ts'
import type { AutomationLane, AutomationPoint } from '../../shared/model/document.ts'
import { thinPoints, thinTolerance } from '../../shared/model/thin-automation.ts'
import { snapTargets } from '../app/timeline-info.ts'
import { type LaneFocus, useView } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { frameAt } from './clip-drag.ts'
import { isCrowded, shareAtY, shareY } from './draw-automation.ts'
import { addPointAt, newPoint } from './lane-actions.ts'
import { focusLane, groundOf, type LaneGround, labelled, selectPoints } from './lane-focus.ts'
import { noSnap, snapDelta, snapFrame } from './snap.ts'
import { useLayoutWindow } from './timeline-window.ts'

/** Movement below this is a click, and sideways no movement in time. */
const slackPx = 3
const reachPx = 7
const lineReachPx = 6

type Zone = { kind: 'point' | 'line'; index: number } | { kind: 'ground' }

interface Place {
  x: number
  y: number
}

/**
 * What lies under a place of a lane: a point, the curve behind the point of that index (−1: before the first), or nothing.
 * Of a crowd of points none is taken by chance: they are edited nearer, or drawn over, or thinned.
 */
export function zoneAt({ points, moved }: LaneGround, { x, y }: Place, heightPx: number): Zone {
  const { scrollFrame, framesPerPixel } = useView.getState()
  const frame = scrollFrame + x * framesPerPixel
  const layout = useLayoutWindow.getState()
  if (isCrowded(points, layout.fromFrame, layout.toFrame, layout.framesPerPixel)) return { kind: 'ground' }
  let best = -1
  let nearest = reachPx
  for (let index = pointBefore(points, frame + reachPx * framesPerPixel); index >= 0; index--) {
    const point = points[index]!
    const dx = (point.frame - frame) / framesPerPixel
    if (dx < -reachPx) break
    const distance = Math.hypot(dx, shareY(shareOf(moved, point.value), heightPx) - y)
    if (distance > nearest) continue
    nearest = distance
    best = index
  }
  if (best >= 0) return { kind: 'point', index: best }
  if (points.length === 0) return { kind: 'ground' }
  const curveY = shareY(shareOf(moved, curveValueAt(points, moved, frame)), heightPx)
  return Math.abs(curveY - y) <= lineReachPx ? { kind: 'line', index: pointBefore(points, frame) } : { kind: 'ground' }
}

/** What a hand makes of a lane: its points, and what is selected meanwhile. */
interface Outcome {
  points: readonly AutomationPoint[]
  select?: () => void
}

interface Hand extends Place {
  /** Of the pointer, not snapped. */
  frame: number
  fine: boolean
}

type Work = (hand: Hand, start: Hand) => Outcome

/** Points follow the hand; Shift is fine and does not snap. */
function moveWork(ground: LaneGround, held: AutomationPoint, frames: ReadonlySet<number>, heightPx: number): Work {
  const { points, moved, scale } = ground
  return (hand, start) => {
    const sideways = Math.abs(hand.x - start.x) > slackPx
    const targets = hand.fine ? noSnap : snapTargets()
    const wanted = sideways ? snapDelta(hand.frame - start.frame, [held.frame], targets) : 0
    const delta = boundedShift(points, frames, wanted)
    const by = (shareAtY(hand.y, heightPx) - shareAtY(start.y, heightPx)) * (hand.fine ? 0.1 : 1)
    const after = movePoints(points, frames, delta, ({ value }) =>
      by === 0 ? value : scale.toValue(shareOf(moved, value) + by),
    )
    const select = () =>
      selectPoints(
        [...frames].map((frame) => frame + delta),
        held.frame + delta,
      )
    return { points: after, select }
  }
}

/** The tension with which a way has gone a share of itself at a share of its time. */
export function tensionFor(x: number, share: number): number {
  let early = -1
  let late = 1
  for (let i = 0; i < 40; i++) {
    const middle = (early + late) / 2
    if (bent(x, middle) > share) early = middle
    else late = middle
  }
  return Math.round(((early + late) / 2) * 1000) / 1000
}

/** A way between two values bends until it runs under the hand; one without a rise is moved with its ends. */
function bendWork(ground: LaneGround, index: number, heightPx: number): Work {
  const { points, moved, scale } = ground
  const from = points[index]
  const to = points[index + 1]
  const [low, high] = [shareOf(moved, (from ?? to!).value), shareOf(moved, (to ?? from!).value)]
  if (from && to && from.shape !== 'hold' && Math.abs(high - low) > 0.002)
    return (hand, start) => {
      const x = (start.frame - from.frame) / (to.frame - from.frame)
      const share = Math.max(0.01, Math.min(0.99, (shareAtY(hand.y, heightPx) - low) / (high - low)))
      const tension = tensionFor(Math.max(0.02, Math.min(0.98, x)), share)
      const shape = tension === 0 ? 'linear' : 'curve'
      return { points: changePoints(points, new Set([from.frame]), () => ({ shape, tension })) }
    }
  const ends = from?.shape === 'hold' || !to ? [from!] : from ? [from, to] : [to]
  const frames = new Set(ends.map(({ frame }) => frame))
  return (hand, start) => {
    const by = (shareAtY(hand.y, heightPx) - shareAtY(start.y, heightPx)) * (hand.fine ? 0.1 : 1)
    return {
      points: changePoints(points, frames, ({ value }) => ({ value: scale.toValue(shareOf(moved, value) + by) })),
    }
  }
}

/** A pencil writes over the curve what the hand draws, a value for each column of pixels, thinned. */
function pencilWork(ground: LaneGround, heightPx: number): Work {
  const { points, moved, scale } = ground
  const columns = new Map<number, number>()
  let last: Place | null = null
  return (hand) => {
    const from = last ?? hand
    const [a, b] = [Math.round(from.x), Math.round(hand.x)]
    for (let x = a; ; x += Math.sign(b - a)) {
      const way = a === b ? 1 : (x - a) / (b - a)
      columns.set(x, from.y + (hand.y - from.y) * way)
      if (x === b) break
    }
    last = { x: hand.x, y: hand.y }
    const { scrollFrame, framesPerPixel } = useView.getState()
    const drawn = [...columns]
      .sort(([left], [right]) => left - right)
      .map(([x, y]) =>
        newPoint(
          ground,
          Math.max(0, Math.round(scrollFrame + x * framesPerPixel)),
          scale.toValue(shareAtY(y, heightPx)),
        ),
      )
      .filter(({ frame }, index, all) => index === 0 || frame > all[index - 1]!.frame)
    return { points: writeOver(points, moved, thinPoints(drawn, moved, thinTolerance(moved))) }
  }
}

/** A stretch that is dragged over is selected with the points in it. */
function rangeOf(
  { points }: LaneGround,
  hand: Hand,
  start: Hand,
): NonNullable<LaneFocus['range']> & { frames: number[] } {
  const snap = (frame: number) =>
    hand.fine ? Math.max(0, Math.round(frame)) : snapFrame(Math.max(0, frame), snapTargets())
  const [a, b] = [snap(start.frame), snap(hand.frame)]
  const [fromFrame, toFrame] = [Math.min(a, b), Math.max(a, b)]
  const frames = points.map(({ frame }) => frame).filter((frame) => frame >= fromFrame && frame <= toFrame)
  return { fromFrame, toFrame, frames }
}

/**
 * Takes hold of a lane: a point or the selected points are moved, the curve is bent, a pencil draws, empty ground is
 * selected. A click on the curve puts a point on it, one on empty ground selects nothing; Escape lets go without a change.
 */
export function dragLane(event: ReactPointerEvent<HTMLElement>, lane: AutomationLane): void {
  if (event.button !== 0) return
  event.stopPropagation()
  focusLane(lane)
  const found = groundOf(lane.ownerId, lane.id)
  const focus = useView.getState().lane
  if (!found || !focus) return
  const ground = found
  const body = event.currentTarget
  const { pointerId } = event
  const handOf = (at: { clientX: number; clientY: number; shiftKey: boolean }): Hand => {
    const box = body.getBoundingClientRect()
    return { x: at.clientX - box.left, y: at.clientY - box.top, frame: frameAt(at.clientX, body), fine: at.shiftKey }
  }
  const start = handOf(event)
  const heightPx = body.clientHeight
  const adding = event.shiftKey || event.ctrlKey || event.metaKey
  const { pencil } = useView.getState()
  const zone: Zone = pencil ? { kind: 'ground' } : zoneAt(ground, start, heightPx)
  const held = zone.kind === 'point' ? ground.points[zone.index]! : null
  if (held && !focus.frames.has(held.frame))
    selectPoints(adding ? [...focus.frames, held.frame] : [held.frame], held.frame)
  else if (held) selectPoints(focus.frames, held.frame)
  const frames = useView.getState().lane?.frames ?? new Set<number>()
  const work: Work | null = pencil
    ? pencilWork(ground, heightPx)
    : held
      ? moveWork(ground, held, frames, heightPx)
      : zone.kind === 'line'
        ? bendWork(ground, zone.index, heightPx)
        : null
  const gesture = documentStore.begin()
  const before = useView.getState().lane
  let moved = false

  const outcomeAt = (at: PointerEvent) => work?.(handOf(at), start) ?? null
  const preview = (at: PointerEvent) => {
    const outcome = outcomeAt(at)
    if (!outcome) {
      const { frames: inside, ...range } = rangeOf(ground, handOf(at), start)
      selectPoints(inside, inside[0] ?? null, range)
      return
    }
    const edit = curveEdit(lane, ground.points, outcome.points)
    // Back where it was: an edit of nothing draws the curve as it is.
    gesture.preview(edit ?? { type: 'updateLane', ownerId: lane.ownerId, laneId: lane.id, set: {} })
    outcome.select?.()
  }
  const onMove = (at: PointerEvent) => {
    if (at.pointerId !== pointerId) return
    if (!moved && Math.hypot(at.clientX - event.clientX, at.clientY - event.clientY) < slackPx) return
    moved = true
    preview(at)
  }
  const end = () => {
    window.removeEventListener('pointermove', onMove)
    window.removeEventListener('pointerup', onUp)
    window.removeEventListener('pointercancel', onCancel)
    window.removeEventListener('keydown', onKey, true)
  }
  const onUp = (at: PointerEvent) => {
    if (at.pointerId !== pointerId) return
    end()
    if (!moved && !pencil) {
      gesture.revert()
      if (zone.kind === 'line') addPointAt(at.shiftKey ? start.frame : snapFrame(start.frame, snapTargets()))
      else if (zone.kind === 'ground') selectPoints([])
      else if (!adding) selectPoints([held!.frame], held!.frame)
      else if (focus.frames.has(held!.frame)) selectPoints([...focus.frames].filter((frame) => frame !== held!.frame))
      return
    }
    const outcome = outcomeAt(at)
    const edit = outcome && curveEdit(lane, ground.points, outcome.points)
    if (edit) void gesture.commit(labelled(edit, pencil ? 'Draw automation' : undefined))
    else gesture.revert()
    outcome?.select?.()
  }
  const onCancel = () => {
    end()
    gesture.revert()
    useView.setState({ lane: before })
  }
  const onKey = (key: KeyboardEvent) => {
    if (key.key !== 'Escape') return
    key.stopPropagation()
    onCancel()
  }
  window.addEventListener('pointermove', onMove)
  window.addEventListener('pointerup', onUp)
  window.addEventListener('pointercancel', onCancel)
  window.addEventListener('keydown', onKey, true)
}

/** A double click on empty ground puts a point there. */
export function addPointUnder(
  event: { clientX: number; clientY: number; shiftKey: boolean; currentTarget: HTMLElement },
  lane: AutomationLane,
): void {
  const ground = groundOf(lane.ownerId, lane.id)
  if (!ground || useView.getState().pencil) return
  const box = event.currentTarget.getBoundingClientRect()
  const place = { x: event.clientX - box.left, y: event.clientY - box.top }
  if (zoneAt(ground, place, box.height).kind !== 'ground') return
  const under = Math.max(0, frameAt(event.clientX, event.currentTarget))
  const frame = event.shiftKey ? Math.round(under) : snapFrame(under, snapTargets())
  const value = ground.scale.toValue(shareAtY(place.y, box.height))
  const edit = curveEdit(lane, ground.points, addPoints(ground.points, [newPoint(ground, frame, value)]))
  if (edit) void documentStore.edit(edit)
  selectPoints([frame])
}
