import { FRAME_BYTES } from './grid'
import { halfbandBytes, halfbandDesign, halfbandDown, halfbandUp } from './halfband'

/**
 * Four times the rate and back for one cell: flat to 20 kHz from 44.1 kHz up, and images and aliases 100 dB down there. The
 * higher the rate, the more room is left between 20 kHz and its image, and the shorter the first filter.
 */

/** Half the taps of the first doubling, at most. */
const MOST: i32 = 38
/** From 48 kHz up, and from 88.2 kHz up. */
const FEWER: i32 = 22
const FEWEST: i32 = 8
/** Half the taps of the second, which need not be steep. */
const SECOND: i32 = 7

const firstTaps: usize = memory.data(4 * 38 * 3, 16)
const secondTaps: usize = memory.data(4 * 7, 16)
const middle: usize = memory.data(8 * 272, 16)
let designed: bool = false

/** Half the taps of the first doubling at a rate: what an oversampler is told by. */
export function oversamplerTaps(sampleRate: f64): i32 {
  return sampleRate < 46000 ? MOST : sampleRate < 80000 ? FEWER : FEWEST
}

/** Frames from `oversampleUp` to `oversampleDown`. */
export function oversamplerLatency(half: i32): i32 {
  return 2 * half - 1 + SECOND
}

function tapsOf(half: i32): usize {
  return firstTaps + 4 * MOST * (half == MOST ? 0 : half == FEWER ? 1 : 2)
}

/** Bytes of a device's oversampler, zeroed when it is silent. */
export function oversamplerBytes(): usize {
  return 2 * halfbandBytes(MOST) + 2 * halfbandBytes(SECOND) + 16
}

/** Once before the first use. */
export function oversamplerDesign(): void {
  if (designed) return
  halfbandDesign(tapsOf(MOST), MOST)
  halfbandDesign(tapsOf(FEWER), FEWER)
  halfbandDesign(tapsOf(FEWEST), FEWEST)
  halfbandDesign(secondTaps, SECOND)
  designed = true
}

/** Interleaved stereo float32 at four times the rate; `target` has room for 4·frames + 8 frames. */
export function oversampleUp(half: i32, state: usize, source: usize, target: usize, frames: i32): void {
  halfbandUp(tapsOf(half), half, state, source, middle, frames)
  halfbandUp(secondTaps, SECOND, state + halfbandBytes(MOST), middle, target, 2 * frames)
}

/** Back to the rate: `target` gets `frames` frames and has room for three more. */
export function oversampleDown(half: i32, state: usize, source: usize, target: usize, frames: i32): void {
  const second = state + halfbandBytes(MOST) + halfbandBytes(SECOND)
  const first = second + halfbandBytes(SECOND)
  const held = first + halfbandBytes(MOST)
  // One frame of the double rate waits, so that the whole delay is a whole number of frames.
  store<i64>(middle, load<i64>(held))
  halfbandDown(secondTaps, SECOND, second, source, middle + FRAME_BYTES, 2 * frames)
  store<i64>(held, load<i64>(middle + <usize>(2 * frames) * FRAME_BYTES))
  halfbandDown(tapsOf(half), half, first, middle, target, frames)
}
