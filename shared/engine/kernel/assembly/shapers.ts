import { exp2x4 } from './logarithm'

/** Waveshapers on four values at once; each has slope 1 at 0 and gives exactly 0 for 0. */

const TWO_OVER_LN2: f32 = 2.885390043258667
/** Up to here the series of the hyperbolic tangent is exact to float32. */
const SERIES_END: f32 = 0.15

/** Hyperbolic tangent. */
// @ts-ignore: decorator
@inline
export function tanhx4(x: v128): v128 {
  const one = f32x4.splat(1)
  const square = f32x4.mul(x, x)
  let series = f32x4.splat(-0.05396825396825397)
  series = f32x4.add(f32x4.mul(series, square), f32x4.splat(0.13333333333333333))
  series = f32x4.add(f32x4.mul(series, square), f32x4.splat(-0.3333333333333333))
  series = f32x4.add(f32x4.mul(f32x4.mul(series, square), x), x)
  const bounded = f32x4.pmax(f32x4.pmin(x, f32x4.splat(12)), f32x4.splat(-12))
  const power = exp2x4(f32x4.mul(bounded, f32x4.splat(TWO_OVER_LN2)))
  const whole = f32x4.div(f32x4.sub(power, one), f32x4.add(power, one))
  return v128.bitselect(series, whole, f32x4.lt(f32x4.abs(x), f32x4.splat(SERIES_END)))
}

/** Half of it, and half of one with a knee twice as high: it bends earlier and ends later. */
// @ts-ignore: decorator
@inline
export function tapex4(x: v128): v128 {
  const half = f32x4.splat(0.5)
  return f32x4.add(f32x4.mul(tanhx4(x), half), tanhx4(f32x4.mul(x, half)))
}

/** Below this, differences of integrals lose their digits and the curve itself is taken. */
const NEAR: f64 = 1e-3

// @ts-ignore: decorator
@inline
function clip(x: f64): f64 {
  return max<f64>(-1, min<f64>(1, x))
}

/** The integral of a clip at ±1. */
// @ts-ignore: decorator
@inline
function firstIntegral(x: f64): f64 {
  const size = abs(x)
  return size <= 1 ? 0.5 * x * x : size - 0.5
}

/** The integral of that. */
// @ts-ignore: decorator
@inline
function secondIntegral(x: f64): f64 {
  const size = abs(x)
  if (size <= 1) return (x * x * x) / 6
  return copysign(0.5 * size * size - 0.5 * size + 1.0 / 6.0, x)
}

// @ts-ignore: decorator
@inline
function slope(a: f64, b: f64): f64 {
  return abs(a - b) < NEAR ? firstIntegral(0.5 * (a + b)) : (secondIntegral(a) - secondIntegral(b)) / (a - b)
}

/**
 * A clip at ±1 through three neighbouring samples, newest first: second-order antiderivative antialiasing (Bilbao,
 * Esqueda, Parker, Välimäki, IEEE Signal Processing Letters 2017). Where it does not clip, the mean of the three.
 */
export function clipThrough(a: f64, b: f64, c: f64): f64 {
  if (abs(a) <= 1 && abs(b) <= 1 && abs(c) <= 1) return (a + b + c) / 3
  if (abs(a - c) >= NEAR) return (2 * (slope(a, b) - slope(b, c))) / (a - c)
  const middle = 0.5 * (a + c)
  const away = middle - b
  if (abs(away) < NEAR) return clip(0.5 * (middle + b))
  return (2 / away) * (firstIntegral(middle) + (secondIntegral(b) - secondIntegral(middle)) / away)
}
