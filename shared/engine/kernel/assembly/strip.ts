import { dbToGain } from './decibel'
import { FRAME_BYTES, Ramp } from './grid'
import { MATRIX_BYTES, matrixAdvance, matrixApply, matrixGains, matrixRests, matrixSet, matrixSnap } from './matrix'
import { panGain } from './pan'

/** A channel strip's own state; its inserts are processed between `stripInput` and `stripOutput`. */
@unmanaged
class Strip {
  damaged: i32
  cells: i32
}

/** Trim, polarity and channels, in front of the inserts. */
const ENTRY = offsetof<Strip>()
/** Pan and fader, behind them. */
const PLACE = ENTRY + MATRIX_BYTES
/** Mute. */
const AUDIBLE = PLACE + MATRIX_BYTES
/** Always 1: what the entry is under. */
const UNITY = AUDIBLE + offsetof<Ramp>()
/** What a tap is placed with: as it is. */
const IDENTITY = UNITY + offsetof<Ramp>()
const BYTES = IDENTITY + MATRIX_BYTES

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
  matrixSet(pointer + ENTRY, 1, 0, 0, 1, 0)
  matrixSet(pointer + PLACE, 1, 0, 0, 1, 0)
  matrixSet(pointer + IDENTITY, 1, 0, 0, 1, 0)
  matrixSnap(pointer + IDENTITY)
  ramp(pointer, AUDIBLE).target = 1
  ramp(pointer, UNITY).jump(1)
  stripSnap(pointer)
  return pointer
}

/** Moves what stands in front of the inserts. `channels`: 0 stereo, 1 swapped, 2 mono, 3 left, 4 right. */
export function stripSetEntry(pointer: usize, trimDb: f64, inverted: i32, channels: i32): void {
  const gain = inverted ? -dbToGain(trimDb) : dbToGain(trimDb)
  const half = gain * 0.5
  const cells = changetype<Strip>(pointer).cells
  const entry = pointer + ENTRY
  if (channels == 1) matrixSet(entry, 0, gain, gain, 0, cells)
  else if (channels == 2) matrixSet(entry, half, half, half, half, cells)
  else if (channels == 3) matrixSet(entry, gain, 0, gain, 0, cells)
  else if (channels == 4) matrixSet(entry, 0, gain, 0, gain, cells)
  else matrixSet(entry, gain, 0, 0, gain, cells)
}

/**
 * Moves pan and fader, within the strip's cells or, for automation, within one. `mode`: 0 pan, 1 balance, 2 stereo, in
 * which `width` places the channels around `pan`: the law then takes from the centre and leaves the sides at unity.
 */
export function stripSetPlace(
  pointer: usize,
  mode: i32,
  pan: f64,
  width: f64,
  lawDb: f64,
  faderDb: f64,
  automated: i32,
): void {
  const cells = automated ? 1 : changetype<Strip>(pointer).cells
  const fader = dbToGain(faderDb)
  if (mode != 2) {
    matrixSet(pointer + PLACE, fader * panGain(pan, -1, lawDb, mode), 0, 0, fader * panGain(pan, 1, lawDb, mode), cells)
    return
  }
  // Laws are normalised at the centre; here the sides are the reference.
  const side = panGain(-1, -1, lawDb, 0)
  const left = pan - width
  const right = pan + width
  matrixSet(
    pointer + PLACE,
    fader * (panGain(left, -1, lawDb, 0) / side),
    fader * (panGain(right, -1, lawDb, 0) / side),
    fader * (panGain(left, 1, lawDb, 0) / side),
    fader * (panGain(right, 1, lawDb, 0) / side),
    cells,
  )
}

/** Opens or mutes what is behind the inserts. */
export function stripSetAudible(pointer: usize, audible: i32): void {
  const target: f64 = audible ? 1 : 0
  // Automation says it in every cell, and a fade in progress is not begun anew.
  if (ramp(pointer, AUDIBLE).target != target) ramp(pointer, AUDIBLE).glide(target, changetype<Strip>(pointer).cells)
}

/** All gains jump to their targets. */
export function stripSnap(pointer: usize): void {
  matrixSnap(pointer + ENTRY)
  matrixSnap(pointer + PLACE)
  ramp(pointer, AUDIBLE).jump(ramp(pointer, AUDIBLE).target)
}

// @ts-ignore: decorator
@inline
function finite(x: v128): v128 {
  return f32x4.eq(f32x4.sub(x, x), f32x4.splat(0))
}

/** Silences what is not a number and counts that as damage; then applies trim, polarity and channels. */
export function stripInput(pointer: usize, source: usize, target: usize, frames: i32, offsetInCell: i32): void {
  const entry = pointer + ENTRY
  const unity = ramp(pointer, UNITY)
  if (offsetInCell == 0) matrixAdvance(entry)
  const rests = matrixRests(entry, unity)
  const gains = rests ? matrixGains(entry, unity) : f32x4.splat(1)
  const bytes = <usize>frames * FRAME_BYTES
  let good = i32x4.splat(-1)
  let at: usize = 0
  for (; at + 16 <= bytes; at += 16) {
    const x = v128.load(source + at)
    const mask = finite(x)
    good = v128.and(good, mask)
    v128.store(target + at, f32x4.mul(v128.and(x, mask), gains))
  }
  if (at < bytes) {
    const x = v128.load64_zero(source + at)
    const mask = finite(x)
    good = v128.and(good, mask)
    v128.store64_lane(target + at, f32x4.mul(v128.and(x, mask), gains), 0)
  }
  if (!i32x4.all_true(good)) changetype<Strip>(pointer).damaged = 1
  if (!rests) matrixApply(entry, unity, target, target, frames, offsetInCell)
}

/**
 * Silences samples that are not numbers. Returns 1 when there were any: the states of filters then hold them for ever, and
 * the host resets them.
 */
export function silenceDamage(target: usize, frames: i32): i32 {
  const bytes = <usize>frames * FRAME_BYTES
  let good = i32x4.splat(-1)
  let at: usize = 0
  for (; at + 16 <= bytes; at += 16) {
    const x = v128.load(target + at)
    const mask = finite(x)
    good = v128.and(good, mask)
    v128.store(target + at, v128.and(x, mask))
  }
  if (at < bytes) {
    const x = v128.load64_zero(target + at)
    const mask = finite(x)
    good = v128.and(good, mask)
    v128.store64_lane(target + at, v128.and(x, mask), 0)
  }
  return i32x4.all_true(good) ? 0 : 1
}

/**
 * Copies what is behind inserts and mute but before fader and pan to `tap` (0: nobody wants it), applies pan, fader and
 * mute in place. What is not a number is silenced; returns 1 when there was any, as `silenceDamage`.
 */
export function stripOutput(pointer: usize, target: usize, tap: usize, frames: i32, offsetInCell: i32): i32 {
  const strip = changetype<Strip>(pointer)
  const place = pointer + PLACE
  const audible = ramp(pointer, AUDIBLE)
  if (offsetInCell == 0) {
    matrixAdvance(place)
    audible.advance()
  }
  let damaged = 0
  if (tap != 0) {
    damaged = silenceDamage(target, frames)
    matrixApply(pointer + IDENTITY, audible, target, tap, frames, offsetInCell)
  }
  const rests = matrixRests(place, audible)
  const gains = rests ? matrixGains(place, audible) : f32x4.splat(1)
  if (!rests) matrixApply(place, audible, target, target, frames, offsetInCell)
  const bytes = <usize>frames * FRAME_BYTES
  let good = i32x4.splat(-1)
  let at: usize = 0
  for (; at + 16 <= bytes; at += 16) {
    const x = f32x4.mul(v128.load(target + at), gains)
    const mask = finite(x)
    const y = v128.and(x, mask)
    good = v128.and(good, mask)
    v128.store(target + at, y)
  }
  if (at < bytes) {
    const x = f32x4.mul(v128.load64_zero(target + at), gains)
    const mask = finite(x)
    const y = v128.and(x, mask)
    good = v128.and(good, mask)
    v128.store64_lane(target + at, y, 0)
  }
  if (!i32x4.all_true(good)) damaged = 1
  strip.damaged |= damaged
  return damaged
}

/** Whether something that is no number came in since `stripClearDamage`. */
export function stripDamaged(pointer: usize): i32 {
  return changetype<Strip>(pointer).damaged
}

/** Forgets damage that was told. */
export function stripClearDamage(pointer: usize): void {
  changetype<Strip>(pointer).damaged = 0
}
