import { FRAME_BYTES } from './grid'

/**
 * Doubling and halving of the rate by a linear-phase half-band filter on interleaved stereo float32. Every second
 * coefficient but the middle one is 0: one phase is a delay, the other a symmetric filter of 2·m taps. A doubling and a
 * halving together delay by 2·m − 1 frames of the lower rate.
 */

/** The most frames that are doubled at once. */
const MOST_FRAMES: i32 = 512
const ATTENUATION_DB: f64 = 105

/** Modified Bessel function of order 0, by its series. */
function bessel(x: f64): f64 {
  let sum: f64 = 1
  let term: f64 = 1
  for (let k: f64 = 1; k < 60; k++) {
    term *= (x / (2 * k)) * (x / (2 * k))
    sum += term
  }
  return sum
}

/** Writes the first m of the 2·m taps (float32; the others mirror them) of a Kaiser-windowed half-band low-pass. */
export function halfbandDesign(taps: usize, m: i32): void {
  const beta = 0.1102 * (ATTENUATION_DB - 8.7)
  const centre = <f64>(2 * m - 1)
  const scale = 1 / bessel(beta)
  let sum: f64 = 0
  for (let k = 0; k < m; k++) sum += tap(k, centre, beta) * scale
  // The taps of either phase sum to a half: nothing of the mirrored band is left at 0 Hz.
  for (let k = 0; k < m; k++) store<f32>(taps + (<usize>k << 2), <f32>((tap(k, centre, beta) * scale * 0.25) / sum))
}

function tap(k: i32, centre: f64, beta: f64): f64 {
  const from = <f64>(2 * k) - centre
  const place = from / (centre + 1)
  const x = (Math.PI * from) / 2
  return 0.5 * (Math.sin(x) / x) * bessel(beta * Math.sqrt(1 - place * place))
}

/** Bytes of one direction's memory: history and room for one block, for each of two phases. */
export function halfbandBytes(m: i32): usize {
  return <usize>(2 * m + MOST_FRAMES + 8) * FRAME_BYTES * 2
}

// @ts-ignore: decorator
@inline
function phaseBytes(m: i32): usize {
  return <usize>(2 * m + MOST_FRAMES + 8) * FRAME_BYTES
}

/** Two frames of the symmetric filter whose newest frames stand at `at`. */
// @ts-ignore: decorator
@inline
function symmetric(taps: usize, m: i32, at: usize): v128 {
  let sum = f32x4.splat(0)
  let late = at
  let early = at - <usize>(2 * m - 1) * FRAME_BYTES
  for (let k = 0; k < m; k++) {
    const pair = f32x4.add(v128.load(late), v128.load(early))
    sum = f32x4.add(sum, f32x4.mul(pair, v128.load32_splat(taps + (<usize>k << 2))))
    late -= FRAME_BYTES
    early += FRAME_BYTES
  }
  return sum
}

/** Doubles the rate of `frames` frames (at most 512). `target` has room for 2·frames + 4 frames. */
export function halfbandUp(taps: usize, m: i32, state: usize, source: usize, target: usize, frames: i32): void {
  const history = <usize>(2 * m) * FRAME_BYTES
  memory.copy(state + history, source, <usize>frames * FRAME_BYTES)
  const two = f32x4.splat(2)
  for (let i = 0; i < frames; i += 2) {
    const at = state + history + <usize>i * FRAME_BYTES
    const filtered = f32x4.mul(symmetric(taps, m, at), two)
    const delayed = v128.load(at - <usize>(m - 1) * FRAME_BYTES)
    const to = target + <usize>i * (2 * FRAME_BYTES)
    v128.store(to, v128.shuffle<i64>(filtered, delayed, 0, 2))
    v128.store(to, v128.shuffle<i64>(filtered, delayed, 1, 3), 16)
  }
  memory.copy(state, state + <usize>frames * FRAME_BYTES, history)
}

/** Halves the rate: gives `frames` frames of twice as many. `target` has room for frames + 2 frames. */
export function halfbandDown(taps: usize, m: i32, state: usize, source: usize, target: usize, frames: i32): void {
  const history = <usize>(2 * m) * FRAME_BYTES
  const odd = state + phaseBytes(m)
  for (let i = 0; i < frames; i++) {
    const from = source + <usize>i * (2 * FRAME_BYTES)
    const at = history + <usize>i * FRAME_BYTES
    store<i64>(state + at, load<i64>(from))
    store<i64>(odd + at, load<i64>(from, 8))
  }
  const half = f32x4.splat(0.5)
  for (let i = 0; i < frames; i += 2) {
    const at = history + <usize>i * FRAME_BYTES
    const delayed = v128.load(odd + at - <usize>m * FRAME_BYTES)
    v128.store(target + <usize>i * FRAME_BYTES, f32x4.add(symmetric(taps, m, state + at), f32x4.mul(delayed, half)))
  }
  memory.copy(state, state + <usize>frames * FRAME_BYTES, history)
  memory.copy(odd, odd + <usize>frames * FRAME_BYTES, history)
}
