import { CELL_FRAMES, FRAME_BYTES, Ramp } from './grid'

/** A channel strip's own state; its inserts are processed between `stripInput` and `stripOutput`. */
@unmanaged
class Strip {
  peaks: v128
  damaged: i32
  cells: i32
}

const TRIM = offsetof<Strip>()
const LEFT = TRIM + offsetof<Ramp>()
const RIGHT = LEFT + offsetof<Ramp>()
const BYTES = RIGHT + offsetof<Ramp>()

// @ts-ignore: decorator
@inline
function ramp(strip: usize, offset: usize): Ramp {
  return changetype<Ramp>(strip + offset)
}

/** Makes a strip at unity. `cells` is how long its gains glide. */
export function stripNew(cells: i32): usize {
  const pointer = heap.alloc(BYTES)
  memory.fill(pointer, 0, BYTES)
  changetype<Strip>(pointer).cells = cells
  ramp(pointer, TRIM).jump(1)
  ramp(pointer, LEFT).jump(1)
  ramp(pointer, RIGHT).jump(1)
  return pointer
}

/** Moves the target of the signed gain in front of the inserts. */
export function stripSetTrim(pointer: usize, gain: f64): void {
  ramp(pointer, TRIM).glide(gain, changetype<Strip>(pointer).cells)
}

/** Moves the targets of the gains behind the inserts. */
export function stripSetGains(pointer: usize, left: f64, right: f64): void {
  const cells = changetype<Strip>(pointer).cells
  ramp(pointer, LEFT).glide(left, cells)
  ramp(pointer, RIGHT).glide(right, cells)
}

/** All gains jump to their targets. */
export function stripSnap(pointer: usize): void {
  ramp(pointer, TRIM).jump(ramp(pointer, TRIM).target)
  ramp(pointer, LEFT).jump(ramp(pointer, LEFT).target)
  ramp(pointer, RIGHT).jump(ramp(pointer, RIGHT).target)
}

// @ts-ignore: decorator
@inline
function finite(x: v128): v128 {
  return f32x4.eq(f32x4.sub(x, x), f32x4.splat(0))
}

/** The gains of both sides at a frame of a cell. */
// @ts-ignore: decorator
@inline
function pairAt(left: f64, right: f64, leftStep: f64, rightStep: f64, index: i32): v128 {
  const position = <f64>index / <f64>CELL_FRAMES
  return f64x2.replace_lane(f64x2.splat(left + leftStep * position), 1, right + rightStep * position)
}

/** Silences what is not a number, then applies trim and polarity, from `source` to `target`. */
export function stripInput(pointer: usize, source: usize, target: usize, frames: i32, offsetInCell: i32): void {
  const trim = ramp(pointer, TRIM)
  if (offsetInCell == 0) trim.advance()
  const bytes = <usize>frames * FRAME_BYTES
  let good = i32x4.splat(-1)
  let at: usize = 0
  for (; at + 16 <= bytes; at += 16) {
    const x = v128.load(source + at)
    const mask = finite(x)
    good = v128.and(good, mask)
    v128.store(target + at, v128.and(x, mask))
  }
  if (at < bytes) {
    const x = v128.load64_zero(source + at)
    const mask = finite(x)
    good = v128.and(good, mask)
    v128.store64_lane(target + at, v128.and(x, mask), 0)
  }
  if (!i32x4.all_true(good)) changetype<Strip>(pointer).damaged = 1
  if (trim.value == 1 && trim.next == 1) return
  applyGains(target, frames, offsetInCell, trim, trim)
}

function applyGains(target: usize, frames: i32, offsetInCell: i32, left: Ramp, right: Ramp): void {
  const leftStep = left.next - left.value
  const rightStep = right.next - right.value
  let gains = pairAt(left.value, right.value, 0, 0, 0)
  const moving = leftStep != 0 || rightStep != 0
  for (let i = 0; i < frames; i++) {
    const at = target + <usize>i * FRAME_BYTES
    if (moving) gains = pairAt(left.value, right.value, leftStep, rightStep, offsetInCell + i)
    const x = f64x2.promote_low_f32x4(v128.load64_zero(at))
    v128.store64_lane(at, f32x4.demote_f64x2_zero(f64x2.mul(x, gains)), 0)
  }
}

/** Applies pan, fader and mute in place and keeps the peaks. */
export function stripOutput(pointer: usize, target: usize, frames: i32, offsetInCell: i32): void {
  const strip = changetype<Strip>(pointer)
  const left = ramp(pointer, LEFT)
  const right = ramp(pointer, RIGHT)
  if (offsetInCell == 0) {
    left.advance()
    right.advance()
  }
  if (left.value != 1 || left.next != 1 || right.value != 1 || right.next != 1)
    applyGains(target, frames, offsetInCell, left, right)
  const bytes = <usize>frames * FRAME_BYTES
  let peaks = strip.peaks
  let at: usize = 0
  for (; at + 16 <= bytes; at += 16) peaks = f32x4.pmax(peaks, f32x4.abs(v128.load(target + at)))
  if (at < bytes) peaks = f32x4.pmax(peaks, f32x4.abs(v128.load64_zero(target + at)))
  strip.peaks = peaks
}

/** The highest sample of one side (0 left, 1 right) since `stripClearMeters`. */
export function stripPeak(pointer: usize, side: i32): f32 {
  const peaks = changetype<Strip>(pointer).peaks
  return side == 0
    ? max(f32x4.extract_lane(peaks, 0), f32x4.extract_lane(peaks, 2))
    : max(f32x4.extract_lane(peaks, 1), f32x4.extract_lane(peaks, 3))
}

/** Whether something that is no number came in since `stripClearMeters`. */
export function stripDamaged(pointer: usize): i32 {
  return changetype<Strip>(pointer).damaged
}

/** Starts the meters anew. */
export function stripClearMeters(pointer: usize): void {
  changetype<Strip>(pointer).peaks = f32x4.splat(0)
  changetype<Strip>(pointer).damaged = 0
}
