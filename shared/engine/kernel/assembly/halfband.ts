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

/** What `symmetric` gives: four frames, two in each. */
let early2: v128 = f32x4.splat(0)
let late2: v128 = f32x4.splat(0)

/** Four frames of the symmetric filter, of which `at` is the oldest: a tap is loaded once for all of them. */
// @ts-ignore: decorator
@inline
function symmetric(taps: usize, m: i32, at: usize): void {
  let first = f32x4.splat(0)
  let second = f32x4.splat(0)
  let late = at
  let early = at - <usize>(2 * m - 1) * FRAME_BYTES
  for (let k = 0; k < m; k++) {
    const tap = v128.load32_splat(taps + (<usize>k << 2))
    first = f32x4.add(first, f32x4.mul(f32x4.add(v128.load(late), v128.load(early)), tap))
    second = f32x4.add(second, f32x4.mul(f32x4.add(v128.load(late, 16), v128.load(early, 16)), tap))
    late -= FRAME_BYTES
    early += FRAME_BYTES
  }
  early2 = first
  late2 = second
}

// @ts-ignore: decorator
@inline
function interleave(target: usize, filtered: v128, delayed: v128): void {
  v128.store(target, v128.shuffle<i64>(filtered, delayed, 0, 2))
  v128.store(target, v128.shuffle<i64>(filtered, delayed, 1, 3), 16)
}

/** Doubles the rate of `frames` frames (at most 512). `target` has room for 2·frames + 6 frames. */
export function halfbandUp(taps: usize, m: i32, state: usize, source: usize, target: usize, frames: i32): void {
  const history = <usize>(2 * m) * FRAME_BYTES
  memory.copy(state + history, source, <usize>frames * FRAME_BYTES)
  const two = f32x4.splat(2)
  for (let i = 0; i < frames; i += 4) {
    const at = state + history + <usize>i * FRAME_BYTES
    symmetric(taps, m, at)
    const delayed = at - <usize>(m - 1) * FRAME_BYTES
    const to = target + <usize>i * (2 * FRAME_BYTES)
    interleave(to, f32x4.mul(early2, two), v128.load(delayed))
    interleave(to + 32, f32x4.mul(late2, two), v128.load(delayed, 16))
  }
  memory.copy(state, state + <usize>frames * FRAME_BYTES, history)
}

/** Halves the rate: gives `frames` frames of twice as many. `target` has room for frames + 3 frames. */
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
  for (let i = 0; i < frames; i += 4) {
    const at = history + <usize>i * FRAME_BYTES
    const delayed = odd + at - <usize>m * FRAME_BYTES
    const to = target + <usize>i * FRAME_BYTES
    symmetric(taps, m, state + at)
    v128.store(to, f32x4.add(early2, f32x4.mul(v128.load(delayed), half)))
    v128.store(to, f32x4.add(late2, f32x4.mul(v128.load(delayed, 16), half)), 16)
  }
  memory.copy(state, state + <usize>frames * FRAME_BYTES, history)
  memory.copy(odd, odd + <usize>frames * FRAME_BYTES, history)
}
