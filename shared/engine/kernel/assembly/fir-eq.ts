import {
  CONVOLVER_LATENCY,
  convolverFollow,
  convolverFree,
  convolverLoad,
  convolverNew,
  convolverParts,
  convolverProcess,
  convolverReset,
} from './convolver'
import { fftDesign, fftPass, fftPlace } from './fft'
import { CELL_FRAMES, FRAME_BYTES, Ramp, cellsLasting } from './grid'

/**
 * Equalizing by a symmetric response: magnitudes on a grid of frequencies become a response of linear phase, one for the mid
 * and one for the side, under a Hann window. A new response is designed a little in every cell, loaded into a second
 * convolver, and crossfaded to.
 */

/** What a device tells for every frequency: linear gains of mid and side. */
export let midGain: f64 = 1
export let sideGain: f64 = 1

export function setGains(mid: f64, side: f64): void {
  midGain = mid
  sideGain = side
}

/** Asks a device for its gains at an angular frequency, which it gives through `setGains`. */
export type Curve = (device: usize, w: f64) => void

/** What a design may do in one cell. */
const BINS_PER_CELL: i32 = 256
const PASSES_PER_CELL: i32 = 3
const PARTS_PER_CELL: i32 = 2
const FADE_MS: f64 = 20
/** The last frames under the window are nothing to hear, and would take the convolver's longest blocks. */
const MOST_FRAMES: i32 = 16256

const IDLE: i32 = 0
const BINS: i32 = 1
const PASSES: i32 = 2
const WINDOW: i32 = 3
const PARTS: i32 = 4
const SETTLING: i32 = 5
const FADING: i32 = 6
/** Cells until a convolver that took over has nothing of the old response left in its blocks under way. */
const SETTLE_CELLS: i32 = 18

@unmanaged
export class FirEq {
  device: usize
  /** Taps of the response, as a power of two. */
  passes: i32
  taps: i32
  fadeCells: i32
  /** Whether a value has changed that no design knows of. */
  stale: i32
  /** The step of the design under way, how far it is, and the convolver it is for. */
  step: i32
  place: i32
  active: i32
  /** Frames since the side was last heard: a sound that is mono stays so to the bit. */
  sideRests: i32
  first: usize
  second: usize
  /** The spectrum, then the response: taps complex numbers, mid and side as real and imaginary part. */
  spectrum: usize
  response: usize
  fade: Ramp
}

const encoded: usize = memory.data(8 * 132, 16)
const fresh: usize = memory.data(8 * 132, 16)
const stale: usize = memory.data(8 * 132, 16)

// @ts-ignore: decorator
@inline
function convolverOf(eq: FirEq, index: i32): usize {
  return index == 0 ? eq.first : eq.second
}

/** Frames from input to output with 2^passes taps. */
export function firLatency(passes: i32): i32 {
  return (1 << (passes - 1)) + CONVOLVER_LATENCY
}

/** Reserves everything for responses of 2^passes taps (at most 2^14) and designs the first. */
export function firNew(device: usize, passes: i32, sampleRate: f64, curve: Curve): FirEq {
  fftDesign()
  const bytes = offsetof<FirEq>()
  const eq = changetype<FirEq>(heap.alloc(bytes))
  memory.fill(changetype<usize>(eq), 0, bytes)
  eq.device = device
  eq.passes = passes
  eq.taps = 1 << passes
  eq.fadeCells = cellsLasting(FADE_MS, sampleRate)
  eq.first = convolverNew(min(eq.taps, MOST_FRAMES))
  eq.second = convolverNew(min(eq.taps, MOST_FRAMES))
  eq.spectrum = heap.alloc(<usize>eq.taps << 4)
  eq.response = heap.alloc(<usize>eq.taps << 3)
  eq.fade = changetype<Ramp>(heap.alloc(offsetof<Ramp>()))
  eq.fade.jump(1)
  eq.stale = 1
  eq.sideRests = i32.MAX_VALUE
  firSettle(eq, curve)
  return eq
}

export function firFree(eq: FirEq): void {
  convolverFree(eq.first)
  convolverFree(eq.second)
  heap.free(eq.spectrum)
  heap.free(eq.response)
  heap.free(changetype<usize>(eq.fade))
  heap.free(changetype<usize>(eq))
}

/** Forgets what was heard. */
export function firReset(eq: FirEq): void {
  convolverReset(eq.first)
  convolverReset(eq.second)
  eq.sideRests = i32.MAX_VALUE
}

/** Ends every design and fade at once, at the present values. */
export function firSettle(eq: FirEq, curve: Curve): void {
  while (eq.step != IDLE || eq.stale != 0) {
    if (eq.step == SETTLING || eq.step == FADING) endFade(eq)
    else work(eq, curve, i32.MAX_VALUE)
  }
}

function endFade(eq: FirEq): void {
  eq.fade.jump(1)
  eq.active = 1 - eq.active
  eq.step = IDLE
}

function begin(eq: FirEq, step: i32): void {
  eq.step = step
  eq.place = 0
}

/** Goes on with the design, by at most `most` times what a cell is allotted. */
function work(eq: FirEq, curve: Curve, most: i32): void {
  const all = most == i32.MAX_VALUE
  if (eq.step == IDLE && eq.stale != 0) {
    eq.stale = 0
    begin(eq, BINS)
  }
  if (eq.step == BINS) layBins(eq, curve, all ? eq.taps : BINS_PER_CELL)
  else if (eq.step == PASSES) transform(eq, all ? eq.passes : PASSES_PER_CELL)
  else if (eq.step == WINDOW) shapeResponse(eq)
  else if (eq.step == PARTS) loadParts(eq, all ? eq.taps : PARTS_PER_CELL)
}

/** Asks for the gains of the next frequencies, which stand mirrored in the upper half. */
function layBins(eq: FirEq, curve: Curve, count: i32): void {
  const half = eq.taps / 2
  const end = min(half + 1, eq.place + min(count, half + 1))
  for (let k = eq.place; k < end; k++) {
    curve(eq.device, (Math.PI * <f64>k) / <f64>half)
    const gains = f64x2.replace_lane(f64x2.splat(midGain), 1, sideGain)
    v128.store(eq.spectrum + (<usize>fftPlace(k, eq.passes) << 4), gains)
    const mirror = (eq.taps - k) & (eq.taps - 1)
    v128.store(eq.spectrum + (<usize>fftPlace(mirror, eq.passes) << 4), gains)
  }
  eq.place = end
  if (end > half) begin(eq, PASSES)
}

function transform(eq: FirEq, count: i32): void {
  for (let n = 0; n < count && eq.place < eq.passes; n++) fftPass(eq.spectrum, eq.passes, eq.place++, true)
  if (eq.place == eq.passes) begin(eq, WINDOW)
}

/** Puts the middle of the response in the middle, under its window. */
function shapeResponse(eq: FirEq): void {
  const half = eq.taps / 2
  for (let i = 0; i < eq.taps; i++) {
    const window = 0.5 - 0.5 * Math.cos((Math.PI * <f64>i) / <f64>half)
    const from = (i + half) & (eq.taps - 1)
    const x = f64x2.mul(v128.load(eq.spectrum + (<usize>from << 4)), f64x2.splat(window / <f64>eq.taps))
    v128.store64_lane(eq.response + (<usize>i << 3), f32x4.demote_f64x2_zero(x), 0)
  }
  begin(eq, PARTS)
}

/** Transforms the response's blocks into the resting convolver, which then takes over. */
function loadParts(eq: FirEq, count: i32): void {
  const resting = convolverOf(eq, 1 - eq.active)
  const frames = min(eq.taps, MOST_FRAMES)
  const parts = convolverParts(resting, frames, 1)
  for (let n = 0; n < count && eq.place < parts; n++)
    convolverLoad(resting, eq.place++, eq.response, eq.response + 4, 2, frames)
  if (eq.place < parts) return
  convolverFollow(resting, convolverOf(eq, eq.active))
  eq.fade.jump(0)
  begin(eq, SETTLING)
}

/** Filters interleaved stereo float32 in place, inside one cell. */
export function firProcess(eq: FirEq, data: usize, frames: i32, offsetInCell: i32, curve: Curve): void {
  if (offsetInCell == 0) {
    if (eq.step == SETTLING && ++eq.place > SETTLE_CELLS) {
      eq.step = FADING
      eq.fade.glide(1, eq.fadeCells)
    }
    if (eq.step == FADING) {
      eq.fade.advance()
      if (eq.fade.value == 1) endFade(eq)
    }
    work(eq, curve, 1)
  }
  const half = f32x4.splat(0.5)
  for (let i = 0; i < frames; i++) {
    const x = f32x4.mul(v128.load64_zero(data + <usize>i * FRAME_BYTES), half)
    const y = v128.shuffle<i32>(x, x, 1, 0, 3, 2)
    const sides = v128.shuffle<i32>(f32x4.add(x, y), f32x4.sub(x, y), 0, 4, 2, 6)
    v128.store64_lane(encoded + <usize>i * FRAME_BYTES, sides, 0)
    if (f32x4.extract_lane(sides, 1) != 0) eq.sideRests = 0
    else if (eq.sideRests < i32.MAX_VALUE) eq.sideRests++
  }
  convolverProcess(convolverOf(eq, eq.active), encoded, fresh, frames, offsetInCell)
  if (eq.step == SETTLING || eq.step == FADING) {
    memory.copy(stale, fresh, <usize>frames * FRAME_BYTES)
    convolverProcess(convolverOf(eq, 1 - eq.active), encoded, fresh, frames, offsetInCell)
    for (let i = 0; i < frames; i++) {
      const at = <usize>i * FRAME_BYTES
      const old = v128.load64_zero(stale + at)
      const share = f32x4.splat(<f32>eq.fade.at(offsetInCell + i))
      const y = f32x4.add(old, f32x4.mul(f32x4.sub(v128.load64_zero(fresh + at), old), share))
      v128.store64_lane(fresh + at, y, 0)
    }
  }
  // By then nothing of the side is left in any block.
  const isMono = eq.sideRests >= 3 * eq.taps + 4 * CELL_FRAMES
  for (let i = 0; i < frames; i++) {
    const at = <usize>i * FRAME_BYTES
    const mid = load<f32>(fresh + at)
    const side = isMono ? <f32>0 : load<f32>(fresh + at, 4)
    store<f32>(data + at, mid + side)
    store<f32>(data + at, mid - side, 4)
  }
}
