/** Waveshapers on four values at once; each has slope 1 at 0 and gives exactly 0 for 0. */

/**
 * The hyperbolic tangent as a quotient of polynomials, an odd one of 13th and an even one of 6th degree, within 3e-7 of
 * it up to ±7.9, where float32 has no more to give: numerator from its highest term on, denominator, and those ends.
 * Read from memory: a broadcast load is one instruction, a vector constant in the code is five.
 */
const TANH: usize = memory.data<f32>([
  -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-8, 1.48572235717979e-5,
  6.37261928875436e-4, 4.89352455891786e-3, 1.19825839466702e-6, 1.18534705686654e-4, 2.268434632439e-3,
  4.89352518554385e-3, 7.905311, -7.905311,
])

// @ts-ignore: decorator
@inline
function term(index: usize): v128 {
  return v128.load32_splat(TANH + (index << 2))
}

/** Hyperbolic tangent. */
// @ts-ignore: decorator
@inline
export function tanhx4(x: v128): v128 {
  const bounded = f32x4.pmax(f32x4.pmin(x, term(11)), term(12))
  const square = f32x4.mul(bounded, bounded)
  let above = f32x4.add(f32x4.mul(term(0), square), term(1))
  above = f32x4.add(f32x4.mul(above, square), term(2))
  above = f32x4.add(f32x4.mul(above, square), term(3))
  above = f32x4.add(f32x4.mul(above, square), term(4))
  above = f32x4.add(f32x4.mul(above, square), term(5))
  above = f32x4.add(f32x4.mul(above, square), term(6))
  let below = f32x4.add(f32x4.mul(term(7), square), term(8))
  below = f32x4.add(f32x4.mul(below, square), term(9))
  below = f32x4.add(f32x4.mul(below, square), term(10))
  return f32x4.div(f32x4.mul(above, bounded), below)
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
