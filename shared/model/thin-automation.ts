import { type CurveRange, curveValueAt, shareOf, valueAtShare } from './automation-curve.ts'
import type { AutomatedValue } from './automation-target.ts'
import type { AutomationPoint } from './document.ts'

/** How far a thinned curve may lie from the drawn or recorded one before it is heard or seen. */
export function thinTolerance({ unit, scale, min, max }: AutomatedValue): number {
  if (unit === 'dB') return 0.1
  return scale === 'log' ? 0.005 : (max - min) / 500
}

/**
 * The fewest of ascending points that keep the curve within `tolerance` of every point left out, by Ramer, Douglas and
 * Peucker. The tolerance is in the value's unit; where the scale is logarithmic, it is a share of the value. Bent ways
 * stay as they are; of values that are held, those that repeat the one before go.
 */
export function thinPoints(
  points: readonly AutomationPoint[],
  range: CurveRange,
  tolerance: number,
): AutomationPoint[] {
  const kept = new Uint8Array(points.length)
  for (let start = 0; start < points.length; ) {
    let end = start
    while (end + 1 < points.length && points[end]!.shape === 'linear') end++
    kept[start] = 1
    keepCorners(points, range, tolerance, start, end, kept)
    if (points[start]!.shape === 'hold') end = endOfHeld(points, range, tolerance, start)
    else if (end === start) end++
    start = end
  }
  // What stands last is held for ever.
  if (points.length > 0 && points.at(-1)!.shape !== 'hold') kept[points.length - 1] = 1
  return points.filter((_, index) => kept[index] === 1)
}

/** What a value is when it is played: below its travel a fader is off. */
function played(range: CurveRange, value: number): number {
  return valueAtShare(range, shareOf(range, value))
}

/** The first point behind one that holds which does not merely hold the same value on. */
function endOfHeld(points: readonly AutomationPoint[], range: CurveRange, tolerance: number, start: number): number {
  const value = played(range, points[start]!.value)
  const repeats = (point: AutomationPoint) =>
    point.shape === 'hold' && distance(range, value, played(range, point.value)) <= tolerance
  let end = start + 1
  while (end < points.length && repeats(points[end]!)) end++
  return end
}

/** How far a value lies from the one that is wanted, as the tolerance is meant. */
function distance({ scale }: CurveRange, value: number, wanted: number): number {
  return Math.abs(value - wanted) / (scale === 'log' ? wanted : 1)
}

/** Marks what of a run of straight ways has to stay, the last point of it among them. */
function keepCorners(
  points: readonly AutomationPoint[],
  range: CurveRange,
  tolerance: number,
  start: number,
  end: number,
  kept: Uint8Array,
): void {
  kept[end] = 1
  const open: [number, number][] = [[start, end]]
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span
    const line = [points[from]!, points[to]!]
    let farthest = -1
    let most = tolerance
    for (let index = from + 1; index < to; index++) {
      const { frame, value } = points[index]!
      const off = distance(range, curveValueAt(line, range, frame), played(range, value))
      if (off > most) {
        most = off
        farthest = index
      }
    }
    if (farthest < 0) continue
    kept[farthest] = 1
    open.push([from, farthest], [farthest, to])
  }
}
