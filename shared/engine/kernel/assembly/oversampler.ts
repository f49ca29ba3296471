import { FRAME_BYTES } from './grid'
import { halfbandBytes, halfbandDesign, halfbandDown, halfbandUp } from './halfband'

/** Four times the rate and back for one cell: flat to 20 kHz from 44.1 kHz up, images and aliases 100 dB down. */

/** Half the taps of the first doubling, which has to be steep, and of the second, which need not. */
const FIRST: i32 = 38
const SECOND: i32 = 7
/** Frames from `oversampleUp` to `oversampleDown`. */
export const OVERSAMPLER_LATENCY: i32 = 2 * FIRST - 1 + SECOND

const firstTaps: usize = memory.data(4 * 38, 16)
const secondTaps: usize = memory.data(4 * 7, 16)
const middle: usize = memory.data(8 * 272, 16)
let designed: bool = false

/** Bytes of a device's oversampler, zeroed when it is silent. */
export function oversamplerBytes(): usize {
  return 2 * halfbandBytes(FIRST) + 2 * halfbandBytes(SECOND) + 16
}

/** Once before the first use. */
export function oversamplerDesign(): void {
  if (designed) return
  halfbandDesign(firstTaps, FIRST)
  halfbandDesign(secondTaps, SECOND)
  designed = true
}

/** Interleaved stereo float32 at four times the rate; `target` has room for 4·frames + 8 frames. */
export function oversampleUp(state: usize, source: usize, target: usize, frames: i32): void {
  halfbandUp(firstTaps, FIRST, state, source, middle, frames)
  halfbandUp(secondTaps, SECOND, state + halfbandBytes(FIRST), middle, target, 2 * frames)
}

/** Back to the rate: `target` gets `frames` frames and has room for three more. */
export function oversampleDown(state: usize, source: usize, target: usize, frames: i32): void {
  const second = state + halfbandBytes(FIRST) + halfbandBytes(SECOND)
  const first = second + halfbandBytes(SECOND)
  const held = first + halfbandBytes(FIRST)
  // One frame of the double rate waits, so that the whole delay is a whole number of frames.
  store<i64>(middle, load<i64>(held))
  halfbandDown(secondTaps, SECOND, second, source, middle + FRAME_BYTES, 2 * frames)
  store<i64>(held, load<i64>(middle + <usize>(2 * frames) * FRAME_BYTES))
  halfbandDown(firstTaps, FIRST, first, middle, target, frames)
}
