import { FRAME_BYTES } from './grid'

/** Reflections per side. */
const TAPS: i32 = 8
/** Their times at full size, ms, left and right: irregular, so that they do not ring. */
const times: usize = memory.data<f64>([
  4.3, 11.9, 19.7, 27.1, 38.3, 47.9, 59.3, 73.1, 6.1, 9.7, 22.3, 30.5, 35.9, 50.3, 56.9, 77.3,
])
/** Past these a reflection is half as strong, ms. */
const HALVING_MS: f64 = 25
const LONGEST_SECONDS: f64 = 0.0773
const LONGEST_PRE_DELAY_SECONDS: f64 = 0.25

/** Four allpasses per side, ms. */
const diffusers: usize = memory.data<f64>([1.31, 2.93, 4.79, 7.87, 1.49, 3.17, 5.21, 8.29])
const DIFFUSER_SECONDS: f64 = 0.0083
const DIFFUSER_ROW: usize = 32
const SILENT: f64 = 1e-15

/** Bytes of a layout: the times of all reflections and the pre-delay, int32 frames. */
export const EARLY_BYTES: usize = 80

/** What comes before the tail: the input on its way, and the allpasses that smear it. */
@unmanaged
export class Early {
  line: usize
  mask: i32
  position: i32
  rows: usize
  rowMask: i32
  sampleRate: f64
}

function powerOfTwo(frames: f64): i32 {
  let capacity = 256
  while (capacity < <i32>frames + 8) capacity <<= 1
  return capacity
}

/** Reserves the lines. */
export function earlyStart(early: Early, sampleRate: f64): void {
  const capacity = powerOfTwo((LONGEST_SECONDS + LONGEST_PRE_DELAY_SECONDS) * sampleRate)
  const rows = powerOfTwo(DIFFUSER_SECONDS * sampleRate)
  early.line = heap.alloc(<usize>capacity * FRAME_BYTES)
  early.mask = capacity - 1
  early.rows = heap.alloc(<usize>rows * DIFFUSER_ROW)
  early.rowMask = rows - 1
  early.sampleRate = sampleRate
}

export function earlyReset(early: Early): void {
  memory.fill(early.line, 0, <usize>(early.mask + 1) * FRAME_BYTES)
  memory.fill(early.rows, 0, <usize>(early.rowMask + 1) * DIFFUSER_ROW)
  early.position = 0
}

/** Lays out the reflections of a room of `size` 0 to 1, behind a pre-delay. */
export function earlyLayout(layout: usize, size: f64, preDelayMs: f64, sampleRate: f64): void {
  const pre = <i32>Math.round((preDelayMs * sampleRate) / 1000)
  for (let i = 0; i < 2 * TAPS; i++) {
    const frames = <i32>Math.round((load<f64>(times + (<usize>i << 3)) * size * sampleRate) / 1000)
    store<i32>(layout + (<usize>i << 2), pre + frames)
  }
  store<i32>(layout, pre, 64)
}

// @ts-ignore: decorator
@inline
function heard(early: Early, delay: i32, side: usize): f64 {
  return <f64>load<f32>(early.line + <usize>((early.position - delay) & early.mask) * FRAME_BYTES + (side << 2))
}

/** Writes one frame of input. */
// @ts-ignore: decorator
@inline
export function earlyWrite(early: Early, left: f32, right: f32): void {
  const at = early.line + <usize>(early.position & early.mask) * FRAME_BYTES
  store<f32>(at, left)
  store<f32>(at, right, 4)
}

/** The input behind the pre-delay. */
// @ts-ignore: decorator
@inline
export function earlyInput(early: Early, layout: usize, side: usize): f64 {
  return heard(early, load<i32>(layout, 64), side)
}

/** One side's reflections of both sides of the input. */
export function earlyReflections(early: Early, layout: usize, side: usize): f64 {
  let sum: f64 = 0
  let sign: f64 = 1
  for (let i = 0; i < TAPS; i++) {
    const place = side * <usize>TAPS + <usize>i
    const strength = sign / (1 + load<f64>(times + (place << 3)) / HALVING_MS)
    // Every third comes from across.
    const from: usize = i % 3 == 2 ? <usize>1 - side : side
    sum += strength * heard(early, load<i32>(layout + (place << 2)), from)
    if (i % 2 == 1) sign = -sign
  }
  return sum
}

/** One side through its allpasses of gain `g`, below 1. */
// @ts-ignore: decorator
@inline
export function diffuse(early: Early, side: i32, x: f64, g: f64): f64 {
  for (let i = side * 4; i < side * 4 + 4; i++) {
    const column = <usize>i << 2
    const length = <i32>(load<f64>(diffusers + (<usize>i << 3)) * early.sampleRate * 0.001)
    const at = early.rows + <usize>((early.position - length) & early.rowMask) * DIFFUSER_ROW + column
    const delayed = <f64>load<f32>(at)
    const kept = x - g * delayed
    const into = early.rows + <usize>(early.position & early.rowMask) * DIFFUSER_ROW + column
    store<f32>(into, <f32>(Math.abs(kept) < SILENT ? 0 : kept))
    x = g * kept + delayed
  }
  return x
}
