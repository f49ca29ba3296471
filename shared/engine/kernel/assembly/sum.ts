import { CELL_FRAMES, FRAME_BYTES } from './grid'

/** Adds interleaved stereo float32 to float64 sums. */
export function sumAdd(sums: usize, source: usize, frames: i32): void {
  for (let i = 0; i < frames; i++) {
    const at = sums + (<usize>i << 4)
    const x = f64x2.promote_low_f32x4(v128.load64_zero(source + <usize>i * FRAME_BYTES))
    v128.store(at, f64x2.add(v128.load(at), x))
  }
}

/** Adds with two gains that run linearly from the cell's first frame to the next cell's, one for each side. */
export function sumAddPlaced(
  sums: usize,
  source: usize,
  frames: i32,
  offsetInCell: i32,
  leftFrom: f64,
  leftTo: f64,
  rightFrom: f64,
  rightTo: f64,
): void {
  const from = f64x2.replace_lane(f64x2.splat(leftFrom), 1, rightFrom)
  const step = f64x2.sub(f64x2.replace_lane(f64x2.splat(leftTo), 1, rightTo), from)
  for (let i = 0; i < frames; i++) {
    const at = sums + (<usize>i << 4)
    const gain = f64x2.add(from, f64x2.mul(step, f64x2.splat(<f64>(offsetInCell + i) / <f64>CELL_FRAMES)))
    const x = f64x2.promote_low_f32x4(v128.load64_zero(source + <usize>i * FRAME_BYTES))
    v128.store(at, f64x2.add(v128.load(at), f64x2.mul(x, gain)))
  }
}

/** Rounds float64 sums once to float32 and clears them. */
export function sumTake(sums: usize, target: usize, frames: i32): void {
  const zero = f64x2.splat(0)
  for (let i = 0; i < frames; i++) {
    const at = sums + (<usize>i << 4)
    v128.store64_lane(target + <usize>i * FRAME_BYTES, f32x4.demote_f64x2_zero(v128.load(at)), 0)
    v128.store(at, zero)
  }
}

/** Turns −0 into +0 in place: what a single signal at unity is after `sumTake`. */
export function sumOfOne(target: usize, frames: i32): void {
  const zero = f32x4.splat(0)
  const bytes = <usize>frames * FRAME_BYTES
  let at: usize = 0
  for (; at + 16 <= bytes; at += 16) v128.store(target + at, f32x4.add(v128.load(target + at), zero))
  if (at < bytes) v128.store64_lane(target + at, f32x4.add(v128.load64_zero(target + at), zero), 0)
}

/** Crossfades in place from `dry` to `wet`; the share of wet runs linearly from `from` to `to` across the cell. */
export function crossfade(wet: usize, dry: usize, frames: i32, offsetInCell: i32, from: f64, to: f64): void {
  for (let i = 0; i < frames; i++) {
    const at = <usize>i * FRAME_BYTES
    const share = from + (to - from) * (<f64>(offsetInCell + i) / <f64>CELL_FRAMES)
    const a = f64x2.promote_low_f32x4(v128.load64_zero(dry + at))
    const b = f64x2.promote_low_f32x4(v128.load64_zero(wet + at))
    const mixed = f64x2.add(a, f64x2.mul(f64x2.sub(b, a), f64x2.splat(share)))
    v128.store64_lane(wet + at, f32x4.demote_f64x2_zero(mixed), 0)
  }
}

/** `target` times one gain plus `other` times another, in place; each runs linearly from its `from` to its `to` across the cell. */
export function blendFrames(
  target: usize,
  other: usize,
  frames: i32,
  offsetInCell: i32,
  from: f64,
  to: f64,
  otherFrom: f64,
  otherTo: f64,
): void {
  for (let i = 0; i < frames; i++) {
    const at = <usize>i * FRAME_BYTES
    const share = <f64>(offsetInCell + i) / <f64>CELL_FRAMES
    const a = f64x2.promote_low_f32x4(v128.load64_zero(target + at))
    const b = f64x2.promote_low_f32x4(v128.load64_zero(other + at))
    const blend = f64x2.add(
      f64x2.mul(a, f64x2.splat(from + (to - from) * share)),
      f64x2.mul(b, f64x2.splat(otherFrom + (otherTo - otherFrom) * share)),
    )
    v128.store64_lane(target + at, f32x4.demote_f64x2_zero(blend), 0)
  }
}

/** Copies frames. */
export function copyFrames(source: usize, target: usize, frames: i32): void {
  memory.copy(target, source, <usize>frames * FRAME_BYTES)
}
