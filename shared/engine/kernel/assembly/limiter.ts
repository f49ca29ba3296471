// The true-peak limiter: drive, find the peaks between the samples, hold them at the ceiling, linked over both channels.
import { dbToGain, gainToDb } from './decibel'
import { CELL_FRAMES, FRAME_BYTES, Ramp } from './grid'
import { DETECTOR_REACH, designDetector, detectPeaks, detectSamples } from './limiter-detector'
import {
  GainCurve, createGainCurve, isOpen, releaseGainCurve, resetGainCurve, runGainCurve, stayOpen,
} from './limiter-gain'

/** Frames written between two moves of the history to the buffers' start. */
const STRETCH: i32 = 4096
/** Samples beyond this are no sound; they, infinities and NaN count as silence. */
const ABSURD: f32 = 1e15

const PUNCHY: i32 = 1
const LOUD: i32 = 2
const SMOOTH: i32 = 3
const STRAIGHT: i32 = 1
const HOLD_MS: f64 = 15
const NEPERS_PER_DB: f64 = 0.1151292546497023

@unmanaged
class Limiter {
  /** Of both channels, or of the left one where they are not wholly linked. */
  curve: GainCurve
  /** Of the right one; 0 where there is one for both. */
  rightCurve: usize
  /** 0 each channel for itself, 1 both as one. */
  link: f64
  /** Whether peaks between the samples count. */
  truePeak: i32
  style: i32
  shape: i32
  releaseMs: f64
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
  /** One cell of peaks (float32, left and right) and of gains (float64), of both channels or of each. */
  peaks: usize
  gains: usize
  rightGains: usize
  deepest: f64
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

/**
 * Makes a limiter. Look-ahead is at least 2 frames; bypass moves within `bypassCells` cells. `link`: 0 each channel for
 * itself, 1 both as one.
 */
export function limiterCreate(
  sampleRate: f64,
  lookaheadFrames: i32,
  bypassCells: i32,
  link: f64,
  truePeak: i32,
): usize {
  designDetector()
  const limiter = changetype<Limiter>(heap.alloc(offsetof<Limiter>()))
  limiter.curve = createGainCurve(lookaheadFrames)
  limiter.rightCurve = link < 1 ? changetype<usize>(createGainCurve(lookaheadFrames)) : 0
  limiter.link = link
  limiter.truePeak = truePeak
  limiter.style = 0
  limiter.shape = 0
  limiter.releaseMs = 120
  limiter.drive = createRamp(1)
  limiter.ceiling = createRamp(1)
  limiter.dryness = createRamp(0)
  limiter.sampleRate = sampleRate
  limiter.latency = DETECTOR_REACH + lookaheadFrames
  limiter.history = max(2 * DETECTOR_REACH, limiter.latency) + 2
  const bytes = (limiter.history + STRETCH + CELL_FRAMES) * FRAME_BYTES
  limiter.dry = heap.alloc(bytes)
  limiter.driven = heap.alloc(bytes)
  limiter.peaks = heap.alloc(CELL_FRAMES * 8)
  limiter.gains = heap.alloc(CELL_FRAMES * 8)
  limiter.rightGains = limiter.rightCurve != 0 ? heap.alloc(CELL_FRAMES * 8) : limiter.gains
  limiter.bypassCells = bypassCells
  limiterReset(changetype<usize>(limiter))
  return changetype<usize>(limiter)
}

export function limiterRelease(pointer: usize): void {
  const limiter = limiterAt(pointer)
  releaseGainCurve(limiter.curve)
  if (limiter.rightCurve != 0) {
    releaseGainCurve(changetype<GainCurve>(limiter.rightCurve))
    heap.free(limiter.rightGains)
  }
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
  if (limiter.rightCurve != 0) resetGainCurve(changetype<GainCurve>(limiter.rightCurve))
}

export function limiterSetDrive(pointer: usize, driveDb: f64, cells: i32): void {
  limiterAt(pointer).drive.glide(dbToGain(driveDb), cells)
}

export function limiterSetCeiling(pointer: usize, ceilingDb: f64, cells: i32): void {
  limiterAt(pointer).ceiling.glide(dbToGain(ceilingDb), cells)
}

export function limiterSetRelease(pointer: usize, releaseMs: f64): void {
  limiterAt(pointer).releaseMs = releaseMs
  designReleases(limiterAt(pointer))
}

/** 0 transparent, 1 punchy, 2 loud, 3 smooth. */
export function limiterSetStyle(pointer: usize, style: i32): void {
  limiterAt(pointer).style = style
  designReleases(limiterAt(pointer))
}

/** 0 exponential in dB, 1 straight in dB. */
export function limiterSetShape(pointer: usize, shape: i32): void {
  limiterAt(pointer).shape = shape
  designReleases(limiterAt(pointer))
}

function designReleases(limiter: Limiter): void {
  designRelease(limiter, limiter.curve)
  if (limiter.rightCurve != 0) designRelease(limiter, changetype<GainCurve>(limiter.rightCurve))
}

/**
 * Punchy lets go in a quarter of the time down to half of what has been taken for long, loud in an eighth down to a
 * quarter; smooth holds for 15 ms. A straight release gains 10 dB in its time.
 */
function designRelease(limiter: Limiter, curve: GainCurve): void {
  const style = limiter.style
  const frames = (limiter.releaseMs * limiter.sampleRate) / 1000
  const fast = style == PUNCHY ? frames / 4 : style == LOUD ? frames / 8 : frames
  curve.releaseFactor = Math.exp(-1 / fast)
  curve.releaseStep = limiter.shape == STRAIGHT ? (10 * NEPERS_PER_DB) / fast : 0
  curve.sustainedShare = style == PUNCHY ? 0.5 : style == LOUD ? 0.25 : 0
  curve.sustainedFactor = Math.exp(-1 / (3 * frames))
  if (curve.sustainedShare == 0) curve.sustained = 0
  curve.holdFrames = style == SMOOTH ? <i32>((HOLD_MS * limiter.sampleRate) / 1000) : 0
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
    applyGains(limiter, limiter.driven + at - delay, block, frames)
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
  const bytes = <usize>frames * FRAME_BYTES
  let byte: usize = 0
  for (; byte + 16 <= bytes; byte += 16) {
    const x = v128.load(block + byte)
    v128.store(dry + byte, v128.and(x, f32x4.lt(f32x4.abs(x), limit)))
  }
  if (byte < bytes) {
    const x = v128.load64_zero(block + byte)
    v128.store64_lane(dry + byte, v128.and(x, f32x4.lt(f32x4.abs(x), limit)), 0)
  }
  const drive = limiter.drive
  if (drive.value == 1 && drive.next == 1) {
    memory.copy(driven, dry, bytes)
    return at
  }
  const steady = drive.value == drive.next
  let gain = f64x2.splat(drive.value)
  for (let i = 0; i < frames; i++) {
    const x = f64x2.promote_low_f32x4(v128.load64_zero(dry + i * FRAME_BYTES))
    if (!steady) gain = f64x2.splat(drive.at(offsetInCell + i))
    v128.store64_lane(driven + i * FRAME_BYTES, f32x4.demote_f64x2_zero(f64x2.mul(x, gain)), 0)
  }
  return at
}

/** Fills the gains for the frames that leave now. Returns false where all of them are one. */
function curveGains(limiter: Limiter, newest: usize, frames: i32, offsetInCell: i32): bool {
  const floor = <f32>Math.min(limiter.ceiling.value, limiter.ceiling.next)
  // Frame n is known once DETECTOR_REACH frames after it have come.
  const first = newest - DETECTOR_REACH * FRAME_BYTES
  const found = limiter.truePeak
    ? detectPeaks(first, frames, floor, limiter.peaks)
    : detectSamples(first, frames, floor, limiter.peaks)
  if (!found && restOpen(limiter)) return false
  if (limiter.rightCurve == 0) curveBoth(limiter, frames, offsetInCell)
  else curveEach(limiter, frames, offsetInCell)
  return true
}

/** Whether every curve is open; then the frames pass. */
function restOpen(limiter: Limiter): bool {
  const right = limiter.rightCurve
  if (!isOpen(limiter.curve) || (right != 0 && !isOpen(changetype<GainCurve>(right)))) return false
  stayOpen(limiter.curve)
  if (right != 0) stayOpen(changetype<GainCurve>(right))
  return true
}

/** The ceilings of two frames. */
// @ts-ignore: decorator
@inline
function ceilings(limiter: Limiter, place: i32): v128 {
  return f64x2.replace_lane(f64x2.splat(limiter.ceiling.at(place)), 1, limiter.ceiling.at(place + 1))
}

/** What two peaks want, at most 1. */
// @ts-ignore: decorator
@inline
function wantedGains(ceilings: v128, peaks: v128): v128 {
  return f64x2.min(f64x2.div(ceilings, f64x2.promote_low_f32x4(peaks)), f64x2.splat(1))
}

/** One gain for both channels. */
function curveBoth(limiter: Limiter, frames: i32, offsetInCell: i32): void {
  for (let i = 0; i < frames; i += 2) {
    const peaks = v128.load(limiter.peaks + (i << 3))
    const larger = f32x4.pmax(v128.shuffle<i32>(peaks, peaks, 0, 2, 0, 2), v128.shuffle<i32>(peaks, peaks, 1, 3, 1, 3))
    v128.store(limiter.gains + (i << 3), wantedGains(ceilings(limiter, offsetInCell + i), larger))
  }
  runGainCurve(limiter.curve, limiter.gains, frames)
}

/** A gain for each channel, drawn towards the deeper one as far as they are linked. */
function curveEach(limiter: Limiter, frames: i32, offsetInCell: i32): void {
  const link = f64x2.splat(limiter.link)
  for (let i = 0; i < frames; i += 2) {
    const peaks = v128.load(limiter.peaks + (i << 3))
    const here = ceilings(limiter, offsetInCell + i)
    const left = wantedGains(here, v128.shuffle<i32>(peaks, peaks, 0, 2, 0, 2))
    const right = wantedGains(here, v128.shuffle<i32>(peaks, peaks, 1, 3, 1, 3))
    const deeper = f64x2.min(left, right)
    v128.store(limiter.gains + (i << 3), f64x2.add(left, f64x2.mul(f64x2.sub(deeper, left), link)))
    v128.store(limiter.rightGains + (i << 3), f64x2.add(right, f64x2.mul(f64x2.sub(deeper, right), link)))
  }
  runGainCurve(limiter.curve, limiter.gains, frames)
  runGainCurve(changetype<GainCurve>(limiter.rightCurve), limiter.rightGains, frames)
}

/** Applies the gains and notes the deepest one. */
function applyGains(limiter: Limiter, source: usize, block: usize, frames: i32): void {
  const left = limiter.gains
  const right = limiter.rightGains
  let deepest = f64x2.splat(limiter.deepest)
  for (let i = 0; i < frames; i++) {
    const x = f64x2.promote_low_f32x4(v128.load64_zero(source + i * FRAME_BYTES))
    const gain = v128.load64_lane(right + (i << 3), v128.load64_zero(left + (i << 3)), 1)
    deepest = f64x2.min(deepest, gain)
    v128.store64_lane(block + i * FRAME_BYTES, f32x4.demote_f64x2_zero(f64x2.mul(x, gain)), 0)
  }
  limiter.deepest = Math.min(f64x2.extract_lane(deepest, 0), f64x2.extract_lane(deepest, 1))
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
