/** Logarithm and power of two on four float32 lanes: polynomials, within 3e-5 dB as levels and gains. */

// Constants are read from memory: a broadcast load is one instruction, a vector constant in the code is five.
const LOG: usize = memory.data<f32>([
  1, 1.4427003860473633, -0.7211957573890686, 0.47992557287216187, -0.36692577600479126, 0.3168981969356537,
  -0.20228926837444305,
])
const EXP: usize = memory.data<f32>([
  1, 0.6931471824645996, 0.2402234971523285, 0.055503811687231064, 0.00966636836528778, 0.0013381302123889327, 126,
  -126, 12582912,
])
/** The bits of √½: mantissas run from √½ to √2. And the exponent's bias of 2^0. */
const BITS: usize = memory.data<i32>([0x3f3504f3, 0x3f800000])

const HIGHEST: usize = 6
const LOWEST: usize = 7
/** Adding 1.5 · 2^23 rounds to a whole number and leaves it in the low bits. */
const ROUND: usize = 8

// @ts-ignore: decorator
@inline
function constant(table: usize, index: usize): v128 {
  return v128.load32_splat(table + (index << 2))
}

// @ts-ignore: decorator
@inline
function step(sum: v128, x: v128, table: usize, index: usize): v128 {
  return f32x4.add(f32x4.mul(sum, x), constant(table, index))
}

/** Base-2 logarithm of positive lanes; 0 reads about −127. */
// @ts-ignore: decorator
@inline
export function log2x4(x: v128): v128 {
  const exponent = i32x4.shr_s(i32x4.sub(x, constant(BITS, 0)), 23)
  const t = f32x4.sub(i32x4.sub(x, i32x4.shl(exponent, 23)), constant(LOG, 0))
  const t2 = f32x4.mul(t, t)
  const high = step(constant(LOG, 6), t, LOG, 5)
  const middle = step(constant(LOG, 4), t, LOG, 3)
  const low = step(constant(LOG, 2), t, LOG, 1)
  const p = f32x4.add(low, f32x4.mul(t2, f32x4.add(middle, f32x4.mul(t2, high))))
  return f32x4.add(f32x4.convert_i32x4_s(exponent), f32x4.mul(p, t))
}

/** Two to the power of lanes, which are kept between −126 and 126; exactly 1 at 0. */
// @ts-ignore: decorator
@inline
export function exp2x4(x: v128): v128 {
  const bounded = f32x4.pmax(f32x4.pmin(x, constant(EXP, HIGHEST)), constant(EXP, LOWEST))
  const shifted = f32x4.add(bounded, constant(EXP, ROUND))
  const t = f32x4.sub(bounded, f32x4.sub(shifted, constant(EXP, ROUND)))
  const t2 = f32x4.mul(t, t)
  const high = step(constant(EXP, 5), t, EXP, 4)
  const middle = step(constant(EXP, 3), t, EXP, 2)
  const low = step(constant(EXP, 1), t, EXP, 0)
  const fraction = f32x4.add(low, f32x4.mul(t2, f32x4.add(middle, f32x4.mul(t2, high))))
  return f32x4.mul(fraction, i32x4.add(i32x4.shl(shifted, 23), constant(BITS, 1)))
}
