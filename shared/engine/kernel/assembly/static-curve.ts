import { CELL_FRAMES, Ramp } from './grid'

/** A compressor's static curve on four levels at once, and what else its vector code needs. */

/** Decibels per doubling, its inverse, and one: read from memory, which is faster than constants in the code. */
export const units: usize = memory.data<f32>([6.020599913279624, 0.16609640474436813, 1])
/** A curve laid out for `curve`. */
export const CURVE_BYTES: i32 = 20

/** Lays out the static curve for `curve`: threshold, half the knee, the knee, 1/(2·knee), slope. */
export function layCurve(at: usize, threshold: f64, slope: f64, knee: f64): void {
  store<f32>(at, <f32>threshold)
  store<f32>(at, <f32>(knee / 2), 4)
  store<f32>(at, <f32>knee, 8)
  store<f32>(at, knee > 0 ? <f32>(1 / (2 * knee)) : 0, 12)
  store<f32>(at, <f32>slope, 16)
}

/** Reductions in dB that the static curve asks for at four levels. */
// @ts-ignore: decorator
@inline
export function curve(level: v128, at: usize): v128 {
  const zero = f32x4.splat(0)
  const half = v128.load32_splat(at, 4)
  const over = f32x4.sub(level, v128.load32_splat(at))
  const bent = f32x4.pmax(zero, f32x4.pmin(f32x4.add(over, half), v128.load32_splat(at, 8)))
  const straight = f32x4.pmax(zero, f32x4.sub(over, half))
  const reduction = f32x4.add(f32x4.mul(f32x4.mul(bent, bent), v128.load32_splat(at, 12)), straight)
  return f32x4.mul(reduction, v128.load32_splat(at, 16))
}

/** Places of four frames in the cell, 0 to 1. */
// @ts-ignore: decorator
@inline
export function places(offset: i32): v128 {
  return f32x4.mul(
    f32x4.add(f32x4.splat(<f32>offset), f32x4(0, 1, 2, 3)),
    f32x4.splat(<f32>(1.0 / <f64>CELL_FRAMES)),
  )
}

// @ts-ignore: decorator
@inline
export function between(from: v128, to: v128, place: v128): v128 {
  return f32x4.add(from, f32x4.mul(f32x4.sub(to, from), place))
}

// @ts-ignore: decorator
@inline
export function glide(ramp: Ramp, place: v128): v128 {
  return between(f32x4.splat(<f32>ramp.value), f32x4.splat(<f32>ramp.next), place)
}
