/**
 * A complex Fourier transform in float64, radix 2, one pass at a time, so that long ones can be spread over time. A pair of
 * neighbouring float64 is one complex number.
 */

/** The longest transform: 2^14. */
export const MOST_PASSES: i32 = 14
const MOST: i32 = 1 << MOST_PASSES

/** Turns of the longest transform: cos, cos, −sin, sin of −2πk/2^14. */
let turns: usize = 0

/** Once before the first transform. */
export function fftDesign(): void {
  if (turns != 0) return
  turns = heap.alloc(<usize>(MOST / 2) * 32)
  for (let k = 0; k < MOST / 2; k++) {
    const angle = (-2 * Math.PI * <f64>k) / <f64>MOST
    const at = turns + <usize>k * 32
    store<f64>(at, Math.cos(angle))
    store<f64>(at, Math.cos(angle), 8)
    store<f64>(at, -Math.sin(angle), 16)
    store<f64>(at, Math.sin(angle), 24)
  }
}

/** Where element `index` of a transform of 2^passes stands before the first pass. */
// @ts-ignore: decorator
@inline
export function fftPlace(index: i32, passes: i32): i32 {
  let reversed = index
  reversed = ((reversed >>> 1) & 0x55555555) | ((reversed & 0x55555555) << 1)
  reversed = ((reversed >>> 2) & 0x33333333) | ((reversed & 0x33333333) << 2)
  reversed = ((reversed >>> 4) & 0x0f0f0f0f) | ((reversed & 0x0f0f0f0f) << 4)
  reversed = ((reversed >>> 8) & 0x00ff00ff) | ((reversed & 0x00ff00ff) << 8)
  reversed = (reversed >>> 16) | (reversed << 16)
  return <i32>(<u32>reversed >>> (32 - passes))
}

/** Pass `pass` of 2^passes complex numbers in place, forward or (without its scale) back. */
export function fftPass(data: usize, passes: i32, pass: i32, inverse: bool): void {
  const half = 1 << pass
  const stride = <usize>(MOST >> (pass + 1)) * 32
  const sign = f64x2.splat(inverse ? -1 : 1)
  const groups = 1 << (passes - pass - 1)
  const span = <usize>half << 4
  if (groups >= half) {
    let turn = turns
    for (let k = 0; k < half; k++) {
      const cos = v128.load(turn)
      const sin = f64x2.mul(v128.load(turn, 16), sign)
      let at = data + (<usize>k << 4)
      for (let g = 0; g < groups; g++) {
        butterfly(at, span, cos, sin)
        at += span << 1
      }
      turn += stride
    }
    return
  }
  let at = data
  for (let g = 0; g < groups; g++) {
    let turn = turns
    for (let k = 0; k < half; k++) {
      butterfly(at, span, v128.load(turn), f64x2.mul(v128.load(turn, 16), sign))
      at += 16
      turn += stride
    }
    at += span
  }
}

// @ts-ignore: decorator
@inline
function butterfly(at: usize, span: usize, cos: v128, sin: v128): void {
  const upper = v128.load(at)
  const lower = v128.load(at + span)
  const turned = f64x2.add(f64x2.mul(lower, cos), f64x2.mul(v128.shuffle<i64>(lower, lower, 1, 0), sin))
  v128.store(at, f64x2.add(upper, turned))
  v128.store(at + span, f64x2.sub(upper, turned))
}

/** The whole transform of 2^passes complex numbers from one buffer to another. */
export function fft(source: usize, target: usize, passes: i32, inverse: bool): void {
  for (let i = 0; i < 1 << passes; i++)
    v128.store(target + (<usize>fftPlace(i, passes) << 4), v128.load(source + (<usize>i << 4)))
  for (let pass = 0; pass < passes; pass++) fftPass(target, passes, pass, inverse)
}
