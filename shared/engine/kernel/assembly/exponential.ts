/** The exponential function on two float64 lanes, within 1e-11 of it. */

/** Reciprocal factorials from 1/1! to 1/9!, log2 e, ln 2 in two parts, and what rounds to a whole number: 1.5 · 2^52. */
const EXP: usize = memory.data<f64>([
  1, 0.5, 0.16666666666666666, 0.041666666666666664, 0.008333333333333333, 0.001388888888888889, 0.0001984126984126984,
  0.0000248015873015873, 0.0000027557319223985893, 1.4426950408889634, 0.6931471803691238, 1.9082149292705877e-10,
  6755399441055744,
])

// @ts-ignore: decorator
@inline
function constant(index: usize): v128 {
  return v128.load64_splat(EXP + (index << 3))
}

// @ts-ignore: decorator
@inline
function pair(index: usize, x: v128): v128 {
  return f64x2.add(constant(index), f64x2.mul(constant(index + 1), x))
}

/** e to the power of lanes between −700 and 700; exactly 1 at 0. */
// @ts-ignore: decorator
@inline
export function expx2(x: v128): v128 {
  const shifted = f64x2.add(f64x2.mul(x, constant(9)), constant(12))
  const whole = f64x2.sub(shifted, constant(12))
  const r = f64x2.sub(f64x2.sub(x, f64x2.mul(whole, constant(10))), f64x2.mul(whole, constant(11)))
  const r2 = f64x2.mul(r, r)
  const r4 = f64x2.mul(r2, r2)
  const low = f64x2.add(pair(0, r), f64x2.mul(pair(2, r), r2))
  const high = f64x2.add(f64x2.add(pair(4, r), f64x2.mul(pair(6, r), r2)), f64x2.mul(constant(8), r4))
  const fraction = f64x2.add(f64x2.splat(1), f64x2.mul(f64x2.add(low, f64x2.mul(high, r4)), r))
  return f64x2.mul(fraction, i64x2.shl(i64x2.add(shifted, i64x2.splat(1023)), 52))
}
