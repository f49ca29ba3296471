// From wanted gains to the gain curve: the minimum over the look-ahead, a release that is exponential in decibels, and
// three box filters that round every corner without rising above the minimum. Gains are summed as integers, so that the
// running sums never drift and a gain of one stays exactly one.

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
  /** Rising gains still inside the window: a ring of (gain, clock) of `window` entries. */
  minima: usize
  head: i32
  held: i32
  clock: i64
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
  curve.minima = heap.alloc(curve.window << 4)
  curve.releaseFactor = 0
  resetGainCurve(curve)
  return curve
}

export function releaseGainCurve(curve: GainCurve): void {
  heap.free(curve.ring1)
  heap.free(curve.ring2)
  heap.free(curve.ring3)
  heap.free(curve.minima)
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
  curve.head = 0
  curve.held = 0
  curve.clock = 0
  curve.released = 0
  curve.minimum = 1
  curve.minimumLog = 0
  curve.openFrames = curve.window
  curve.sustained = 0
  curve.heldFrames = 0
}

function fill(ring: usize, length: i32, value: i64): void {
  for (let i = 0; i < length; i++) store<i64>(ring + (i << 3), value)
}

/** Whether the curve stands at one and stays there as long as one is wanted. */
export function isOpen(curve: GainCurve): bool {
  return curve.openFrames >= curve.window
}

/** Passes `frames` frames at which one is wanted, while the curve is open. */
export function stayOpen(curve: GainCurve, frames: i32): void {
  curve.clock += frames
}

/** Takes the gain wanted next, at most 1, and returns the gain for the frame that `window − 2` frames have passed since. */
export function nextGain(curve: GainCurve, wanted: f64): f64 {
  const minimum = slideMinimum(curve, wanted)
  const fixed = <i64>(release(curve, minimum) * <f64>ONE)
  curve.openFrames = fixed == ONE ? min(curve.openFrames + 1, curve.window) : 0
  return smooth(curve, fixed)
}

function slideMinimum(curve: GainCurve, wanted: f64): f64 {
  const window = curve.window
  const clock = curve.clock++
  if (curve.held > 0 && load<i64>(curve.minima + (curve.head << 4), 8) <= clock - window) {
    curve.head = curve.head + 1 == window ? 0 : curve.head + 1
    curve.held--
  }
  if (wanted < 1.0) {
    while (curve.held > 0) {
      let last = curve.head + curve.held - 1
      if (last >= window) last -= window
      if (load<f64>(curve.minima + (last << 4)) < wanted) break
      curve.held--
    }
    let free = curve.head + curve.held
    if (free >= window) free -= window
    store<f64>(curve.minima + (free << 4), wanted)
    store<i64>(curve.minima + (free << 4), clock, 8)
    curve.held++
  }
  return curve.held > 0 ? load<f64>(curve.minima + (curve.head << 4)) : 1.0
}

function release(curve: GainCurve, minimum: f64): f64 {
  if (minimum != curve.minimum) {
    curve.minimum = minimum
    curve.minimumLog = Math.log(minimum)
  }
  if (curve.sustainedShare != 0) curve.sustained = minimumOrLess(curve)
  if (curve.minimumLog <= curve.released) {
    curve.released = curve.minimumLog
    curve.heldFrames = 0
    return minimum
  }
  if (curve.heldFrames < curve.holdFrames) {
    curve.heldFrames++
    return Math.min(Math.exp(curve.released), minimum)
  }
  const floor = Math.min(curve.minimumLog, curve.sustained * curve.sustainedShare)
  const behind = (curve.released - floor) * curve.releaseFactor
  const next = curve.releaseStep != 0 ? curve.released + curve.releaseStep : floor + behind
  if (next > curve.minimumLog - ARRIVED) {
    curve.released = curve.minimumLog
    return minimum
  }
  // Above the floor the release has ended, and only the floor rises.
  curve.released = Math.max(curve.released, next)
  return Math.min(Math.exp(curve.released), minimum)
}

/** What has been taken lately: follows the minimum slowly, down and up. */
function minimumOrLess(curve: GainCurve): f64 {
  const next = curve.minimumLog + (curve.sustained - curve.minimumLog) * curve.sustainedFactor
  return next > -ARRIVED ? 0 : next
}

function smooth(curve: GainCurve, fixed: i64): f64 {
  const slot1 = curve.ring1 + (curve.place1 << 3)
  curve.sum1 += fixed - load<i64>(slot1)
  store<i64>(slot1, fixed)
  curve.place1 = curve.place1 + 1 == curve.length1 ? 0 : curve.place1 + 1
  const slot2 = curve.ring2 + (curve.place2 << 3)
  curve.sum2 += curve.sum1 - load<i64>(slot2)
  store<i64>(slot2, curve.sum1)
  curve.place2 = curve.place2 + 1 == curve.length2 ? 0 : curve.place2 + 1
  const slot3 = curve.ring3 + (curve.place3 << 3)
  curve.sum3 += curve.sum2 - load<i64>(slot3)
  store<i64>(slot3, curve.sum2)
  curve.place3 = curve.place3 + 1 == curve.length3 ? 0 : curve.place3 + 1
  return <f64>curve.sum3 / (<f64>curve.length1 * <f64>curve.length2 * <f64>curve.length3 * <f64>ONE)
}
