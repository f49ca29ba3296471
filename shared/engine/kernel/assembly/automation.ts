import { bent, fromTravel, toTravel } from '../curve-travel'

/** A curve over the timeline; its points follow the header: frame, position, shape, tension, each a float64. */
@unmanaged
class Curve {
  points: i32
  /** The point the last look-up fell behind: the next one is near. */
  near: i32
  scale: i32
  min: f64
  max: f64
}

const DATA: usize = 40
const POINT_BYTES: usize = 32
const HOLD: f64 = 0
const CURVE: f64 = 2

// @ts-ignore: decorator
@inline
function pointOf(curve: usize, index: i32): usize {
  return curve + DATA + <usize>index * POINT_BYTES
}

/**
 * Makes a curve of `points` points, to be filled in ascending order by `curvePoint`. `scale`: 0 straight in the value, 1 in
 * its logarithm, 2 in a fader's travel (IEC 60268-18). Values stay between `min` and `max`.
 */
export function curveNew(points: i32, scale: i32, min: f64, max: f64): usize {
  const pointer = heap.alloc(DATA + <usize>points * POINT_BYTES)
  const curve = changetype<Curve>(pointer)
  curve.points = points
  curve.near = 0
  curve.scale = scale
  curve.min = min
  curve.max = max
  return pointer
}

/** `shape` of the way to the next point: 0 hold, 1 linear, 2 curve, whose `tension` runs from −1, early, to 1, late. */
export function curvePoint(pointer: usize, index: i32, frame: f64, value: f64, shape: f64, tension: f64): void {
  const curve = changetype<Curve>(pointer)
  const at = pointOf(pointer, index)
  store<f64>(at, frame)
  store<f64>(at + 8, toTravel(curve.scale, Math.max(curve.min, Math.min(curve.max, value))))
  store<f64>(at + 16, shape)
  store<f64>(at + 24, tension)
}

/** The value at a frame: before the first point the first's, behind the last the last's. */
export function curveAt(pointer: usize, frame: f64): f64 {
  const curve = changetype<Curve>(pointer)
  const index = pointBefore(pointer, curve, frame)
  const at = pointOf(pointer, index)
  const value = load<f64>(at + 8)
  const shape = load<f64>(at + 16)
  if (index + 1 >= curve.points || shape == HOLD || frame <= load<f64>(at)) return valueAt(curve, value)
  const next = at + POINT_BYTES
  let x = (frame - load<f64>(at)) / (load<f64>(next) - load<f64>(at))
  if (shape == CURVE) x = bent(x, load<f64>(at + 24))
  return valueAt(curve, value + (load<f64>(next + 8) - value) * x)
}

// @ts-ignore: decorator
@inline
function valueAt(curve: Curve, travel: f64): f64 {
  return fromTravel(curve.scale, travel, curve.min, curve.max)
}

/** The index of the last point at or before a frame; 0 when there is none. */
function pointBefore(pointer: usize, curve: Curve, frame: f64): i32 {
  let low = 0
  let high = curve.points
  const near = curve.near
  if (load<f64>(pointOf(pointer, near)) <= frame) {
    low = near
    if (near + 1 < curve.points && load<f64>(pointOf(pointer, near + 1)) > frame) return near
  } else high = near
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (load<f64>(pointOf(pointer, middle)) <= frame) low = middle
    else high = middle
  }
  curve.near = low
  return low
}
