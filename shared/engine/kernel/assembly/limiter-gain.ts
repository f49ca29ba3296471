// From wanted gains to the gain curve: the minimum over the look-ahead, a release that is exponential in decibels, and
// three box filters that round every corner without rising above the minimum. Gains are summed as integers, so that the
// running sums never drift and a gain of one stays exactly one. Each stage runs over a whole block before the next, so that
// the processor need not wait for one frame's end to begin another.
import { expx2 } from './exponential'

const ONE: i64 = 1 << 32
/** A release closer to its target than this (natural logarithm of gain) has arrived. */
const ARRIVED: f64 = 1e-6

@unmanaged
export class GainCurve {
  /** Frames that one wanted gain holds down: the minimum's window, one more than the boxes' support. */
  window: i32
  /** Boxes: lengths, rings of int64, places and running sums. */
  length1: i32
  length2: i32
  length3: i32
  ring1: usize
  ring2: usize
  ring3: usize
  place1: i32
  place2: i32
  place3: i32
  sum1: i64
  sum2: i64
  sum3: i64
  /**
   * The minimum is taken over stretches of `window` frames: what the present one has wanted so far with its least, and of
   * the one before the least from each frame to its end. `ahead` has one entry more, which is one.
   */
  wanted: usize
  ahead: usize
  place: i32
  least: f64
  /** Whether nothing but one has been wanted since the stretches began. */
  fresh: bool
  /** Natural logarithms of the released gain and of the minimum it follows. */
  released: f64
  minimum: f64
  minimumLog: f64
  releaseFactor: f64
  /** Constant rise per frame (natural logarithm of gain) instead of the factor, where it is not 0. */
  releaseStep: f64
  /** A share of what has been taken for long that the release stops at, and how slowly that follows and lets go. */
  sustainedShare: f64
  sustainedFactor: f64
  sustained: f64
  /** Frames that a gain is held before it is released, and how many have passed. */
  holdFrames: i32
  heldFrames: i32
  /** Frames since the released gain was last below one. */
  openFrames: i32
}

/** `lookaheadFrames` of at least 2. */
export function createGainCurve(lookaheadFrames: i32): GainCurve {
  const curve = changetype<GainCurve>(heap.alloc(offsetof<GainCurve>()))
  curve.window = lookaheadFrames + 2
  // The boxes' support, length1 + length2 + length3 − 2, is look-ahead + 1.
  const total = lookaheadFrames + 3
  curve.length1 = total / 3
  curve.length2 = (total - curve.length1) / 2
  curve.length3 = total - curve.length1 - curve.length2
  curve.ring1 = heap.alloc(curve.length1 << 3)
  curve.ring2 = heap.alloc(curve.length2 << 3)
  curve.ring3 = heap.alloc(curve.length3 << 3)
  curve.wanted = heap.alloc(curve.window << 3)
  curve.ahead = heap.alloc((curve.window + 1) << 3)
  curve.releaseFactor = 0
  resetGainCurve(curve)
  return curve
}

export function releaseGainCurve(curve: GainCurve): void {
  heap.free(curve.ring1)
  heap.free(curve.ring2)
  heap.free(curve.ring3)
  heap.free(curve.wanted)
  heap.free(curve.ahead)
  heap.free(changetype<usize>(curve))
}

/** Opens the limiter fully, as if nothing had been heard. */
export function resetGainCurve(curve: GainCurve): void {
  curve.sum1 = ONE * curve.length1
  curve.sum2 = curve.sum1 * curve.length2
  curve.sum3 = curve.sum2 * curve.length3
  fill(curve.ring1, curve.length1, ONE)
  fill(curve.ring2, curve.length2, curve.sum1)
  fill(curve.ring3, curve.length3, curve.sum2)
  curve.place1 = 0
  curve.place2 = 0
  curve.place3 = 0
  beginStretches(curve)
  curve.released = 0
  curve.minimum = 1
  curve.minimumLog = 0
  curve.openFrames = curve.window
  curve.sustained = 0
  curve.heldFrames = 0
}

/** As if nothing but one had ever been wanted. */
function beginStretches(curve: GainCurve): void {
  curve.place = 0
  curve.least = 1
  curve.fresh = true
  for (let i = 0; i <= curve.window; i++) store<f64>(curve.ahead + (i << 3), 1)
}

function fill(ring: usize, length: i32, value: i64): void {
  for (let i = 0; i < length; i++) store<i64>(ring + (i << 3), value)
}

/** Whether the curve stands at one and stays there as long as one is wanted. */
export function isOpen(curve: GainCurve): bool {
  return curve.openFrames >= curve.window
}

/** Passes any number of frames at which one is wanted, while the curve is open. */
export function stayOpen(curve: GainCurve): void {
  if (!curve.fresh) beginStretches(curve)
}

/**
 * Turns the gains wanted next (float64, above 0 and at most 1), in place, into the gains of the frames that `window − 2`
 * frames have passed since. Room for an even number of frames.
 */
export function runGainCurve(curve: GainCurve, gains: usize, frames: i32): void {
  slideMinimum(curve, gains, frames)
  release(curve, gains, frames)
  smooth(curve, gains, frames)
}

function slideMinimum(curve: GainCurve, gains: usize, frames: i32): void {
  const window = curve.window
  const wanted = curve.wanted
  const ahead = curve.ahead
  let place = curve.place
  let least = curve.least
  curve.fresh = false
  for (let i = 0; i < frames; i++) {
    const at = gains + (<usize>i << 3)
    const gain = load<f64>(at)
    store<f64>(wanted + (<usize>place << 3), gain)
    least = min<f64>(least, gain)
    place++
    store<f64>(at, min<f64>(least, load<f64>(ahead + (<usize>place << 3))))
    if (place < window) continue
    least = 1
    for (place = window - 1; place >= 0; place--) {
      least = min<f64>(least, load<f64>(wanted + (<usize>place << 3)))
      store<f64>(ahead + (<usize>place << 3), least)
    }
    place = 0
    least = 1
  }
  curve.place = place
  curve.least = least
}

/** Natural logarithms of the released gains of one block. */
const logs: usize = memory.data(8 * 130, 16)

function release(curve: GainCurve, gains: usize, frames: i32): void {
  let released = curve.released
  let minimum = curve.minimum
  let minimumLog = curve.minimumLog
  let sustained = curve.sustained
  let heldFrames = curve.heldFrames
  const share = curve.sustainedShare
  const factor = curve.releaseFactor
  const rise = curve.releaseStep
  for (let i = 0; i < frames; i++) {
    const here = load<f64>(gains + (<usize>i << 3))
    if (here != minimum) {
      minimum = here
      minimumLog = Math.log(here)
    }
    if (share != 0) {
      // What has been taken lately: follows the minimum slowly, down and up.
      const next = minimumLog + (sustained - minimumLog) * curve.sustainedFactor
      sustained = next > -ARRIVED ? 0 : next
    }
    if (minimumLog <= released) {
      released = minimumLog
      heldFrames = 0
    } else if (heldFrames < curve.holdFrames) {
      heldFrames++
    } else {
      const floor = min<f64>(minimumLog, sustained * share)
      const next = rise != 0 ? released + rise : floor + (released - floor) * factor
      // Above the floor the release has ended, and only the floor rises.
      released = next > minimumLog - ARRIVED ? minimumLog : max<f64>(released, next)
    }
    store<f64>(logs + (<usize>i << 3), released)
  }
  curve.released = released
  curve.minimum = minimum
  curve.minimumLog = minimumLog
  curve.sustained = sustained
  curve.heldFrames = heldFrames
  for (let at: usize = 0, end = <usize>frames << 3; at < end; at += 16)
    v128.store(gains + at, f64x2.min(expx2(v128.load(logs + at)), v128.load(gains + at)))
}

function smooth(curve: GainCurve, gains: usize, frames: i32): void {
  const ring1 = curve.ring1
  const ring2 = curve.ring2
  const ring3 = curve.ring3
  let place1 = curve.place1
  let place2 = curve.place2
  let place3 = curve.place3
  let sum1 = curve.sum1
  let sum2 = curve.sum2
  let sum3 = curve.sum3
  let openFrames = curve.openFrames
  const whole = <f64>curve.length1 * <f64>curve.length2 * <f64>curve.length3 * <f64>ONE
  for (let i = 0; i < frames; i++) {
    const at = gains + (<usize>i << 3)
    const fixed = <i64>(load<f64>(at) * <f64>ONE)
    openFrames = fixed == ONE ? openFrames + 1 : 0
    const slot1 = ring1 + (<usize>place1 << 3)
    sum1 += fixed - load<i64>(slot1)
    store<i64>(slot1, fixed)
    place1 = place1 + 1 == curve.length1 ? 0 : place1 + 1
    const slot2 = ring2 + (<usize>place2 << 3)
    sum2 += sum1 - load<i64>(slot2)
    store<i64>(slot2, sum1)
    place2 = place2 + 1 == curve.length2 ? 0 : place2 + 1
    const slot3 = ring3 + (<usize>place3 << 3)
    sum3 += sum2 - load<i64>(slot3)
    store<i64>(slot3, sum2)
    place3 = place3 + 1 == curve.length3 ? 0 : place3 + 1
    store<f64>(at, <f64>sum3 / whole)
  }
  curve.place1 = place1
  curve.place2 = place2
  curve.place3 = place3
  curve.sum1 = sum1
  curve.sum2 = sum2
  curve.sum3 = sum3
  curve.openFrames = min(openFrames, curve.window)
}
