import { bent, fromTravel, toTravel } from '../engine/kernel/curve-travel.ts'
import { type AutomatedValue, valueScales } from './automation-target.ts'
import type { AutomationPoint } from './document.ts'

/** What a curve's way depends on. */
export type CurveRange = Pick<AutomatedValue, 'min' | 'max' | 'scale' | 'steps'>

function travelOf({ scale, min, max }: CurveRange, value: number): number {
  return toTravel(valueScales.indexOf(scale), Math.max(min, Math.min(max, value)))
}

/** Where a value stands between the least (0) and the greatest (1): what is straight there is straight for the engine. */
export function shareOf(range: CurveRange, value: number): number {
  const bottom = travelOf(range, range.min)
  return (travelOf(range, value) - bottom) / (travelOf(range, range.max) - bottom)
}

/** The value at a share of the way from the least to the greatest. */
export function valueAtShare(range: CurveRange, share: number): number {
  const { scale, min, max } = range
  const bottom = travelOf(range, min)
  const top = travelOf(range, max)
  const value = fromTravel(
    valueScales.indexOf(scale),
    bottom + Math.max(0, Math.min(1, share)) * (top - bottom),
    min,
    max,
  )
  return Math.max(min, Math.min(max, value))
}

/** Index of the last of ascending points at or before a frame; −1 when there is none. */
export function pointBefore(points: readonly AutomationPoint[], frame: number): number {
  let low = -1
  let high = points.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (points[middle]!.frame <= frame) low = middle
    else high = middle
  }
  return low
}

/** The share at a frame of the way from one point to the next. */
export function shareBetween(from: AutomationPoint, to: AutomationPoint, range: CurveRange, frame: number): number {
  const start = shareOf(range, from.value)
  if (from.shape === 'hold') return start
  const x = (frame - from.frame) / (to.frame - from.frame)
  return start + (shareOf(range, to.value) - start) * (from.shape === 'curve' ? bent(x, from.tension) : x)
}

/** What the engine plays at a frame: before the first point the first's value, behind the last the last's. `points` ascend and are not empty. */
export function curveValueAt(points: readonly AutomationPoint[], range: CurveRange, frame: number): number {
  const index = pointBefore(points, frame)
  const from = points[Math.max(0, index)]!
  const to = points[index + 1]
  const share =
    index < 0 || !to || frame === from.frame ? shareOf(range, from.value) : shareBetween(from, to, range, frame)
  return valueAtShare(range, share)
}

/** The same curve with a point at a frame: a bent way is cut into two that together are the one. `points` ascend and are not empty. */
export function splitCurve(points: readonly AutomationPoint[], range: CurveRange, frame: number): AutomationPoint[] {
  const index = pointBefore(points, frame)
  const before = points[index]
  const after = points[index + 1]
  if (before?.frame === frame) return [...points]
  const value = curveValueAt(points, range, frame)
  const shape = range.steps ? 'hold' : 'linear'
  if (!before) return [{ frame, value, shape, tension: 0 }, ...points]
  if (!after) return [...points, { frame, value, shape: before.shape === 'hold' ? 'hold' : shape, tension: 0 }]
  const x = (frame - before.frame) / (after.frame - before.frame)
  return [
    ...points.slice(0, index),
    { ...before, tension: before.tension * x },
    { frame, value, shape: before.shape, tension: before.tension * (1 - x) },
    ...points.slice(index + 1),
  ]
}
