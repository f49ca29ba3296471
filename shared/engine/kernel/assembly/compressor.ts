import { compressWidely } from './compressor-wide'
import { delayClear, delayNew } from './delay'
import { CELL_FRAMES, FRAME_BYTES, Ramp } from './grid'
import {
  KEY_FILTER_BYTES,
  keyFilterAdopt,
  keyFilterDesign,
  keyFilterFlush,
  keyFilterReset,
  keyFilterRests,
} from './key-filter'
import { clearLoudest, LOWEST_DB, loudestOfBlock, noteLoudest } from './level-tap'
import { exp2x4, log2x4 } from './logarithm'
import { between, CURVE_BYTES, curve, glide, layCurve, places, units } from './static-curve'

const SILENT: f64 = 1e-15

/** A compressor after Giannoulis, Massberg and Reiss: static curve and decoupled smoothing in dB. */
@unmanaged
export class Compressor {
  sampleRate: f64
  attack: f64
  release: f64
  /** The reduction before and after the attack smoothing, dB. */
  held: f64
  reduction: f64
  /** Deepest reduction of the present cell and of the last whole one, dB. */
  deepest: f64
  shown: f64
  /** Highest level that was heard in the present cell and in the last whole one, dB. */
  loudest: f64
  shownLevel: f64
  /** The right side's, where the sides are not wholly linked. */
  heldRight: f64
  reductionRight: f64
  /** Mean squares of the key and of the output, and the last output, left and right. */
  squareLeft: f64
  squareRight: f64
  outSquareLeft: f64
  outSquareRight: f64
  outLeft: f64
  outRight: f64
  /** How the mean squares follow. */
  window: f64
  /** The sound on its way through the look-ahead; 0 without one. */
  line: usize
  lookaheadFrames: i32
  /** The make-up with what is added by itself, dB. */
  lift: Ramp
}

const THRESHOLD: i32 = 0
const RATIO: i32 = 1
const KNEE: i32 = 2
const ATTACK: i32 = 3
const RELEASE: i32 = 4
const MAKEUP: i32 = 5
export const MIX: i32 = 6
/** Shares from 0 to 1 that glide when a switch is set: RMS against peak, feed-back against feed-forward, and so on. */
export const RMS: i32 = 7
const WINDOW: i32 = 8
export const FEEDBACK: i32 = 9
const LOOKAHEAD: i32 = 10
const LOW: i32 = 11
const HIGH: i32 = 12
export const LISTEN: i32 = 13
const AUTO: i32 = 14
export const LINK: i32 = 15
const PARAMS: i32 = 16
const FILTER: usize = (offsetof<Compressor>() + offsetof<Ramp>() * PARAMS + 15) & ~15
const LIFT: usize = FILTER + KEY_FILTER_BYTES
const BYTES: usize = LIFT + offsetof<Ramp>()

// @ts-ignore: decorator
@inline
export function filterOf(pointer: usize): usize {
  return pointer + FILTER
}

// @ts-ignore: decorator
@inline
export function param(pointer: usize, index: i32): Ramp {
  return changetype<Ramp>(pointer + offsetof<Compressor>() + <usize>index * offsetof<Ramp>())
}

/** Makes a compressor; every parameter must be set and `compressorSnap` called before it runs. */
export function compressorNew(sampleRate: f64): usize {
  const pointer = heap.alloc(BYTES)
  memory.fill(pointer, 0, BYTES)
  const compressor = changetype<Compressor>(pointer)
  compressor.sampleRate = sampleRate
  compressor.loudest = LOWEST_DB
  compressor.shownLevel = LOWEST_DB
  compressor.lift = changetype<Ramp>(pointer + LIFT)
  return pointer
}

/** Moves a parameter, in the order of the specification. The ratio glides as the slope 1 − 1/ratio, the others as they are. */
export function compressorSet(pointer: usize, index: i32, value: f64, cells: i32): void {
  const target = index == RATIO ? 1 - 1 / value : index == MIX || index == LINK ? value / 100 : value
  if (cells == 0) param(pointer, index).jump(target)
  else param(pointer, index).glide(target, cells)
}

function pole(ms: f64, sampleRate: f64): f64 {
  return Math.exp(-1000 / (ms * sampleRate))
}

function designTimes(pointer: usize): void {
  const compressor = changetype<Compressor>(pointer)
  compressor.attack = pole(param(pointer, ATTACK).next, compressor.sampleRate)
  compressor.release = pole(param(pointer, RELEASE).next, compressor.sampleRate)
  compressor.window = 1 - pole(param(pointer, WINDOW).next, compressor.sampleRate)
}

function designFilter(pointer: usize): void {
  keyFilterDesign(filterOf(pointer), param(pointer, LOW).next, param(pointer, HIGH).next, changetype<Compressor>(pointer).sampleRate)
}

/** Half of what full scale is turned down by: what the automatic make-up gives back, in dB. */
function automatic(threshold: f64, slope: f64, knee: f64): f64 {
  const over = 0 - threshold
  const bent = Math.max(0, Math.min(over + knee / 2, knee))
  const reduction = (knee > 0 ? (bent * bent) / (2 * knee) : 0) + Math.max(0, over - knee / 2)
  return 0.5 * slope * reduction
}

/** The make-up at the end of the cell. */
function liftAt(pointer: usize): f64 {
  const share = param(pointer, AUTO).next
  const makeup = param(pointer, MAKEUP).next
  if (share == 0) return makeup
  return makeup + share * automatic(param(pointer, THRESHOLD).next, param(pointer, RATIO).next, param(pointer, KNEE).next)
}

/** All parameters jump to their targets. */
export function compressorSnap(pointer: usize): void {
  for (let i = 0; i < PARAMS; i++) param(pointer, i).jump(param(pointer, i).target)
  designTimes(pointer)
  designFilter(pointer)
  keyFilterAdopt(filterOf(pointer))
  changetype<Compressor>(pointer).lift.jump(liftAt(pointer))
}

/** Clears the envelope. */
export function compressorReset(pointer: usize): void {
  const compressor = changetype<Compressor>(pointer)
  compressor.held = 0
  compressor.reduction = 0
  compressor.deepest = 0
  compressor.shown = 0
  compressor.loudest = LOWEST_DB
  compressor.shownLevel = LOWEST_DB
  compressor.heldRight = 0
  compressor.reductionRight = 0
  compressor.squareLeft = 0
  compressor.squareRight = 0
  compressor.outSquareLeft = 0
  compressor.outSquareRight = 0
  compressor.outLeft = 0
  compressor.outRight = 0
  keyFilterReset(filterOf(pointer))
  if (compressor.line != 0) delayClear(compressor.line)
}

/** Of the last whole cell: 0 the gain reduction in dB, at most 0; 1 the highest level it heard in dB, at least −144. */
export function compressorTap(pointer: usize, index: i32): f64 {
  if (index == 1) return changetype<Compressor>(pointer).shownLevel
  return 0 - changetype<Compressor>(pointer).shown
}

/** Puts a compressor into motion whose parameters are set. */
export function compressorStart(pointer: usize): void {
  compressorSnap(pointer)
  const compressor = changetype<Compressor>(pointer)
  compressor.lookaheadFrames = <i32>Math.round((param(pointer, LOOKAHEAD).target * compressor.sampleRate) / 1000)
  if (compressor.lookaheadFrames > 0) compressor.line = delayNew(compressor.lookaheadFrames)
}

export function compressorFree(pointer: usize): void {
  const line = changetype<Compressor>(pointer).line
  if (line != 0) heap.free(line)
  heap.free(pointer)
}

/** One cell of reductions, then of gains: float32, padded to whole vectors. */
const scratch: usize = memory.data(4 * 132, 16)
/** The static curves of the cell's start and end. */
export const from: usize = memory.data(CURVE_BYTES, 4)
export const to: usize = memory.data(CURVE_BYTES, 4)

/** Frames that stand in one stage at a time. */
const STAGE: i32 = 8

/** The reductions in dB, at least 0, that the static curve asks for at frames `start` to `end`, into the scratch. */
// @ts-ignore: decorator
@inline
function detect(data: usize, start: i32, end: i32, offsetInCell: i32, bends: bool): void {
  for (let i = start; i < end; i += 4) {
    const at = data + <usize>i * FRAME_BYTES
    const first = f32x4.abs(v128.load(at))
    const second = f32x4.abs(v128.load(at, 16))
    const left = v128.shuffle<f32>(first, second, 0, 2, 4, 6)
    const right = v128.shuffle<f32>(first, second, 1, 3, 5, 7)
    const level = f32x4.mul(log2x4(f32x4.pmax(left, right)), v128.load32_splat(units))
    noteLoudest(level)
    let over = curve(level, from)
    if (bends) over = between(over, curve(level, to), places(offsetInCell + i))
    v128.store(scratch + (<usize>i << 2), over)
  }
}

/** Turns the smoothed reductions of frames `start` to `end` into gains with make-up and mix, and applies them. */
// @ts-ignore: decorator
@inline
function apply(data: usize, start: i32, end: i32, offsetInCell: i32, makeup: Ramp, mix: Ramp, lifts: bool): void {
  const one = v128.load32_splat(units, 8)
  let lift = f32x4.splat(<f32>makeup.value)
  let share = f32x4.splat(<f32>mix.value)
  for (let i = start; i < end; i += 4) {
    if (lifts) {
      const place = places(offsetInCell + i)
      lift = glide(makeup, place)
      share = glide(mix, place)
    }
    const db = f32x4.sub(lift, v128.load(scratch + (<usize>i << 2)))
    const wet = exp2x4(f32x4.mul(db, v128.load32_splat(units, 4)))
    const gains = f32x4.add(f32x4.sub(one, share), f32x4.mul(wet, share))
    const at = data + <usize>i * FRAME_BYTES
    const early = f32x4.mul(v128.load(at), v128.shuffle<f32>(gains, gains, 0, 0, 1, 1))
    const late = f32x4.mul(v128.load(at, 16), v128.shuffle<f32>(gains, gains, 2, 2, 3, 3))
    const count = end - i
    if (count >= 4) {
      v128.store(at, early)
      v128.store(at, late, 16)
      continue
    }
    if (count == 1) v128.store64_lane(at, early, 0)
    else v128.store(at, early)
    if (count == 3) v128.store64_lane(at, late, 0, 16)
  }
}

/**
 * Compresses by the linked peaks of the sound itself. Up to three frames behind the block are read, never written:
 * buffers are longer by them. The recursion waits for its own result at every frame; so detection runs one
 * stage ahead of it and the gain one stage behind, and the processor does their vector work meanwhile.
 */
function compressPlainly(pointer: usize, data: usize, frames: i32, offsetInCell: i32): void {
  const compressor = changetype<Compressor>(pointer)
  const threshold = param(pointer, THRESHOLD)
  const slope = param(pointer, RATIO)
  const knee = param(pointer, KNEE)
  const makeup = compressor.lift
  const mix = param(pointer, MIX)
  const bends = threshold.value != threshold.next || slope.value != slope.next || knee.value != knee.next
  const lifts = makeup.value != makeup.next || mix.value != mix.next
  layCurve(from, threshold.value, slope.value, knee.value)
  if (bends) layCurve(to, threshold.next, slope.next, knee.next)

  // Only the first lane counts: vector instructions have a maximum without a branch.
  const release = f64x2.splat(compressor.release)
  const attack = f64x2.splat(compressor.attack)
  const releaseShare = f64x2.splat(1 - compressor.release)
  const attackShare = f64x2.splat(1 - compressor.attack)
  let held = f64x2.splat(compressor.held)
  let reduction = f64x2.splat(compressor.reduction)
  let deepest = f64x2.splat(compressor.deepest)
  clearLoudest()
  for (let ahead = 0; ahead < frames + 2 * STAGE; ahead += STAGE) {
    detect(data, ahead, min(ahead + STAGE, frames), offsetInCell, bends)
    const end = scratch + (<usize>max(0, min(ahead, frames)) << 2)
    for (let at = scratch + (<usize>max(0, ahead - STAGE) << 2); at < end; at += 4) {
      const over = f64x2.promote_low_f32x4(v128.load32_zero(at))
      held = f64x2.pmax(over, f64x2.add(f64x2.mul(release, held), f64x2.mul(releaseShare, over)))
      reduction = f64x2.add(f64x2.mul(attack, reduction), f64x2.mul(attackShare, held))
      deepest = f64x2.pmax(deepest, reduction)
      v128.store32_lane(at, f32x4.demote_f64x2_zero(reduction), 0)
    }
    apply(data, max(0, ahead - 2 * STAGE), min(ahead - STAGE, frames), offsetInCell, makeup, mix, lifts)
  }
  compressor.held = f64x2.extract_lane(held, 0)
  compressor.reduction = f64x2.extract_lane(reduction, 0)
  compressor.deepest = f64x2.extract_lane(deepest, 0)
  compressor.heldRight = compressor.held
  compressor.reductionRight = compressor.reduction
  compressor.loudest = Math.max(compressor.loudest, loudestOfBlock())
}

function rests(pointer: usize, index: i32, value: f64): bool {
  return param(pointer, index).value == value && param(pointer, index).next == value
}

/** Whether the compressor listens to its own peaks, both sides as one, and to nothing else. */
function isPlain(pointer: usize): bool {
  return (
    changetype<Compressor>(pointer).line == 0 &&
    rests(pointer, LINK, 1) &&
    rests(pointer, RMS, 0) &&
    rests(pointer, FEEDBACK, 0) &&
    rests(pointer, LISTEN, 0) &&
    keyFilterRests(filterOf(pointer))
  )
}

/** Compresses interleaved stereo float32 in place, inside one cell, listening to `key` where it is not 0. */
export function compressorProcess(pointer: usize, data: usize, key: usize, frames: i32, offsetInCell: i32): void {
  const compressor = changetype<Compressor>(pointer)
  if (offsetInCell == 0) advance(pointer)
  if (key == 0 && isPlain(pointer)) {
    compressPlainly(pointer, data, frames, offsetInCell)
    if (offsetInCell + frames == CELL_FRAMES && compressor.held < SILENT) flush(compressor)
    return
  }
  const threshold = param(pointer, THRESHOLD)
  const slope = param(pointer, RATIO)
  const knee = param(pointer, KNEE)
  layCurve(from, threshold.value, slope.value, knee.value)
  layCurve(to, threshold.next, slope.next, knee.next)
  compressWidely(pointer, data, key, frames, offsetInCell)
  if (offsetInCell + frames == CELL_FRAMES) flush(compressor)
}

function flush(compressor: Compressor): void {
  if (compressor.held < SILENT) compressor.held = 0
  if (compressor.reduction < SILENT) compressor.reduction = 0
  if (compressor.heldRight < SILENT) compressor.heldRight = 0
  if (compressor.reductionRight < SILENT) compressor.reductionRight = 0
  if (compressor.squareLeft < SILENT) compressor.squareLeft = 0
  if (compressor.squareRight < SILENT) compressor.squareRight = 0
  if (compressor.outSquareLeft < SILENT) compressor.outSquareLeft = 0
  if (compressor.outSquareRight < SILENT) compressor.outSquareRight = 0
  keyFilterFlush(filterOf(changetype<usize>(compressor)))
}

/** Steps to the next cell. */
function advance(pointer: usize): void {
  const compressor = changetype<Compressor>(pointer)
  compressor.shown = compressor.deepest
  compressor.deepest = 0
  compressor.shownLevel = compressor.loudest
  compressor.loudest = LOWEST_DB
  keyFilterAdopt(filterOf(pointer))
  let moves = false
  for (let i = 0; i < PARAMS; i++) if (param(pointer, i).advance()) moves = true
  compressor.lift.value = compressor.lift.next
  if (!moves) return
  compressor.lift.next = liftAt(pointer)
  designTimes(pointer)
  designFilter(pointer)
}
