// The true-peak limiter: drive, find the peaks between the samples, hold them at the ceiling, linked over both channels.
import { dbToGain, gainToDb } from './decibel'
import { CELL_FRAMES, FRAME_BYTES, Ramp } from './grid'
import { DETECTOR_HALF_TAPS, designDetector, detectPeaks } from './limiter-detector'
import {
  GainCurve, createGainCurve, isOpen, nextGain, releaseGainCurve, resetGainCurve, stayOpen,
} from './limiter-gain'

/** Frames written between two moves of the history to the buffers' start. */
const STRETCH: i32 = 4096
/** Samples beyond this are no sound; they, infinities and NaN count as silence. */
const ABSURD: f32 = 1e15

@unmanaged
class Limiter {
  curve: GainCurve
  drive: Ramp
  ceiling: Ramp
  /** 0 limited, 1 bypassed. */
  dryness: Ramp
  sampleRate: f64
  latency: i32
  /** Frames of history behind the place of writing, and that place. */
  history: i32
  write: i32
  /** Buffers of history + STRETCH + one cell frames: the input, and the input after drive. */
  dry: usize
  driven: usize
  /** One cell of peaks (float32) and gains (float64). */
  peaks: usize
  gains: usize
  deepest: f64
  parameterCells: i32
  bypassCells: i32
}

function limiterAt(pointer: usize): Limiter {
  return changetype<Limiter>(pointer)
}

function createRamp(value: f64): Ramp {
  const ramp = changetype<Ramp>(heap.alloc(offsetof<Ramp>()))
  ramp.jump(value)
  return ramp
}

/** Makes a limiter. Look-ahead is at least 2 frames; parameters move within `parameterCells` cells, bypass in `bypassCells`. */
export function limiterCreate(sampleRate: f64, lookaheadFrames: i32, parameterCells: i32, bypassCells: i32): usize {
  designDetector()
  const limiter = changetype<Limiter>(heap.alloc(offsetof<Limiter>()))
  limiter.curve = createGainCurve(lookaheadFrames)
  limiter.drive = createRamp(1)
  limiter.ceiling = createRamp(1)
  limiter.dryness = createRamp(0)
  limiter.sampleRate = sampleRate
  limiter.latency = DETECTOR_HALF_TAPS + lookaheadFrames
  limiter.history = max(2 * DETECTOR_HALF_TAPS, limiter.latency) + 2
  const bytes = (limiter.history + STRETCH + CELL_FRAMES) * FRAME_BYTES
  limiter.dry = heap.alloc(bytes)
  limiter.driven = heap.alloc(bytes)
  limiter.peaks = heap.alloc(CELL_FRAMES * 4)
  limiter.gains = heap.alloc(CELL_FRAMES * 8)
  limiter.parameterCells = parameterCells
  limiter.bypassCells = bypassCells
  limiterReset(changetype<usize>(limiter))
  return changetype<usize>(limiter)
}

export function limiterRelease(pointer: usize): void {
  const limiter = limiterAt(pointer)
  releaseGainCurve(limiter.curve)
  heap.free(changetype<usize>(limiter.drive))
  heap.free(changetype<usize>(limiter.ceiling))
  heap.free(changetype<usize>(limiter.dryness))
  heap.free(limiter.dry)
  heap.free(limiter.driven)
  heap.free(limiter.peaks)
  heap.free(limiter.gains)
  heap.free(pointer)
}

/** Clears what was heard. */
export function limiterReset(pointer: usize): void {
  const limiter = limiterAt(pointer)
  const bytes = (limiter.history + STRETCH + CELL_FRAMES) * FRAME_BYTES
  memory.fill(limiter.dry, 0, bytes)
  memory.fill(limiter.driven, 0, bytes)
  limiter.write = limiter.history
  limiter.deepest = 1
  resetGainCurve(limiter.curve)
}

export function limiterSetDrive(pointer: usize, driveDb: f64): void {
  limiterAt(pointer).drive.glide(dbToGain(driveDb), limiterAt(pointer).parameterCells)
}

export function limiterSetCeiling(pointer: usize, ceilingDb: f64): void {
  limiterAt(pointer).ceiling.glide(dbToGain(ceilingDb), limiterAt(pointer).parameterCells)
}

export function limiterSetRelease(pointer: usize, releaseMs: f64): void {
  limiterAt(pointer).curve.releaseFactor = Math.exp(-1000.0 / (releaseMs * limiterAt(pointer).sampleRate))
}

export function limiterSetBypass(pointer: usize, bypassed: i32): void {
  limiterAt(pointer).dryness.glide(bypassed ? 1 : 0, limiterAt(pointer).bypassCells)
}

/** Drive, ceiling and bypass jump to their targets. */
export function limiterSnap(pointer: usize): void {
  const limiter = limiterAt(pointer)
  limiter.drive.jump(limiter.drive.target)
  limiter.ceiling.jump(limiter.ceiling.target)
  limiter.dryness.jump(limiter.dryness.target)
}

export function limiterLatency(pointer: usize): i32 {
  return limiterAt(pointer).latency
}

/** Deepest gain of the present cell in dB, at most 0; 0 while bypassed. */
export function limiterReduction(pointer: usize): f64 {
  return limiterAt(pointer).dryness.target == 1 ? 0 : gainToDb(limiterAt(pointer).deepest)
}

/** Limits `frames` stereo frames at `block` in place; `offsetInCell + frames` is at most 128. */
export function limiterProcess(pointer: usize, block: usize, frames: i32, offsetInCell: i32): void {
  const limiter = limiterAt(pointer)
  if (offsetInCell == 0) {
    limiter.drive.advance()
    limiter.ceiling.advance()
    limiter.dryness.advance()
    limiter.deepest = 1
  }
  const at = takeIn(limiter, block, frames, offsetInCell)
  const delay = limiter.latency * FRAME_BYTES
  if (curveGains(limiter, limiter.driven + at, frames, offsetInCell)) {
    applyGains(limiter.driven + at - delay, limiter.gains, block, frames)
  } else {
    memory.copy(block, limiter.driven + at - delay, frames * FRAME_BYTES)
  }
  if (limiter.dryness.value != 0 || limiter.dryness.next != 0) {
    mixDry(limiter, limiter.dry + at - delay, block, frames, offsetInCell)
  }
}

/** Appends the input to both buffers and returns its place in them, in bytes. */
function takeIn(limiter: Limiter, block: usize, frames: i32, offsetInCell: i32): usize {
  if (limiter.write + frames > limiter.history + STRETCH) {
    const kept = (limiter.write - limiter.history) * FRAME_BYTES
    memory.copy(limiter.dry, limiter.dry + kept, limiter.history * FRAME_BYTES)
    memory.copy(limiter.driven, limiter.driven + kept, limiter.history * FRAME_BYTES)
    limiter.write = limiter.history
  }
  const at = limiter.write * FRAME_BYTES
  limiter.write += frames
  const dry = limiter.dry + at
  const driven = limiter.driven + at
  const limit = f32x4.splat(ABSURD)
  for (let offset = 0; offset < frames * FRAME_BYTES; offset += FRAME_BYTES) {
    const x = v128.load64_zero(block + offset)
    v128.store64_lane(dry + offset, v128.and(x, f32x4.lt(f32x4.abs(x), limit)), 0)
  }
  if (limiter.drive.value == 1 && limiter.drive.next == 1) {
    memory.copy(driven, dry, frames * FRAME_BYTES)
  } else {
    for (let i = 0; i < frames; i++) {
      const x = f64x2.promote_low_f32x4(v128.load64_zero(dry + i * FRAME_BYTES))
      const y = f32x4.demote_f64x2_zero(f64x2.mul(x, f64x2.splat(limiter.drive.at(offsetInCell + i))))
      v128.store64_lane(driven + i * FRAME_BYTES, y, 0)
    }
  }
  return at
}

/** Fills the gains for the frames that leave now. Returns false where all of them are one. */
function curveGains(limiter: Limiter, newest: usize, frames: i32, offsetInCell: i32): bool {
  const curve = limiter.curve
  const floor = <f32>Math.min(limiter.ceiling.value, limiter.ceiling.next)
  // Frame n is known once DETECTOR_HALF_TAPS frames after it have come.
  const found = detectPeaks(newest - DETECTOR_HALF_TAPS * FRAME_BYTES, frames, floor, limiter.peaks)
  if (!found && isOpen(curve)) {
    stayOpen(curve, frames)
    return false
  }
  let deepest = limiter.deepest
  for (let i = 0; i < frames; i++) {
    const peak = <f64>load<f32>(limiter.peaks + (i << 2))
    const ceiling = limiter.ceiling.at(offsetInCell + i)
    const gain = nextGain(curve, peak > ceiling ? ceiling / peak : 1.0)
    store<f64>(limiter.gains + (i << 3), gain)
    deepest = Math.min(deepest, gain)
  }
  limiter.deepest = deepest
  return true
}

function applyGains(source: usize, gains: usize, block: usize, frames: i32): void {
  for (let i = 0; i < frames; i++) {
    const x = f64x2.promote_low_f32x4(v128.load64_zero(source + i * FRAME_BYTES))
    const y = f64x2.mul(x, v128.load64_splat(gains + (i << 3)))
    v128.store64_lane(block + i * FRAME_BYTES, f32x4.demote_f64x2_zero(y), 0)
  }
}

function mixDry(limiter: Limiter, dry: usize, block: usize, frames: i32, offsetInCell: i32): void {
  if (limiter.dryness.value == 1 && limiter.dryness.next == 1) {
    memory.copy(block, dry, frames * FRAME_BYTES)
    return
  }
  for (let i = 0; i < frames; i++) {
    const wet = f64x2.promote_low_f32x4(v128.load64_zero(block + i * FRAME_BYTES))
    const plain = f64x2.promote_low_f32x4(v128.load64_zero(dry + i * FRAME_BYTES))
    const share = f64x2.splat(limiter.dryness.at(offsetInCell + i))
    const y = f64x2.add(wet, f64x2.mul(f64x2.sub(plain, wet), share))
    v128.store64_lane(block + i * FRAME_BYTES, f32x4.demote_f64x2_zero(y), 0)
  }
}
