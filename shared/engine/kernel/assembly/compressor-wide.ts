import { Compressor, FEEDBACK, LINK, LISTEN, MIX, RMS, filterOf, from, param, to } from './compressor'
import { delayRead, delayWrite } from './delay'
import { CELL_FRAMES, FRAME_BYTES, Ramp } from './grid'
import { keyPairs } from './key-filter'
import { clearLoudest, loudestOfBlock, noteLoudest } from './level-tap'
import { exp2x4, log2x4 } from './logarithm'
import { between, curve } from './static-curve'

/**
 * The compressor with everything it can: a key of its own, filtered and to be listened to; peaks or mean squares; the
 * sides linked as far as wanted; feed-back; look-ahead. Left and right stand beside each other, two frames to a vector.
 */

const DB_PER_DOUBLING: f32 = 6.020599913279624

/** One cell of pairs (float32): magnitudes, then reductions; mean squares. */
const levels: usize = memory.data(8 * 132, 16)
const squares: usize = memory.data(8 * 132, 16)

/** Places in the cell, 0 to 1, of the two frames from `offset` on. */
// @ts-ignore: decorator
@inline
function pairPlaces(offset: i32): v128 {
  const first = <f32>offset / <f32>CELL_FRAMES
  const second = <f32>(offset + 1) / <f32>CELL_FRAMES
  return f32x4(first, first, second, second)
}

// @ts-ignore: decorator
@inline
function running(ramp: Ramp, place: v128): v128 {
  return between(f32x4.splat(<f32>ramp.value), f32x4.splat(<f32>ramp.next), place)
}

/** The other side's value beside each. */
// @ts-ignore: decorator
@inline
function swapped(x: v128): v128 {
  return v128.shuffle<i32>(x, x, 1, 0, 3, 2)
}

/** Levels in dB of magnitudes and mean squares: the detector between the two, each side lifted towards the louder one. */
// @ts-ignore: decorator
@inline
function levelOf(magnitude: v128, square: v128, rms: v128, link: v128): v128 {
  const peak = log2x4(magnitude)
  const mean = f32x4.mul(log2x4(square), f32x4.splat(0.5))
  const level = f32x4.mul(f32x4.add(peak, f32x4.mul(f32x4.sub(mean, peak), rms)), f32x4.splat(DB_PER_DOUBLING))
  return f32x4.add(level, f32x4.mul(f32x4.sub(f32x4.pmax(level, swapped(level)), level), link))
}

/** What the static curve asks for, in the middle between the cell's two curves. */
// @ts-ignore: decorator
@inline
function asked(level: v128, place: v128): v128 {
  return between(curve(level, from), curve(level, to), place)
}

/** Magnitudes and mean squares of the key's pairs. */
function measure(compressor: Compressor, pairs: usize, frames: i32): void {
  const window = f64x2.splat(compressor.window)
  let mean = f64x2.replace_lane(f64x2.splat(compressor.squareLeft), 1, compressor.squareRight)
  for (let i = 0; i < frames; i++) {
    const x = v128.load(pairs + (<usize>i << 4))
    const at = <usize>i * FRAME_BYTES
    mean = f64x2.add(mean, f64x2.mul(f64x2.sub(f64x2.mul(x, x), mean), window))
    v128.store64_lane(levels + at, f32x4.demote_f64x2_zero(f64x2.abs(x)), 0)
    v128.store64_lane(squares + at, f32x4.demote_f64x2_zero(mean), 0)
  }
  compressor.squareLeft = f64x2.extract_lane(mean, 0)
  compressor.squareRight = f64x2.extract_lane(mean, 1)
}

/** How much steeper than the forward curve feed-back must be for the same ratio, no steeper than its attack can follow. */
function feedbackSteepness(pointer: usize, attack: f64): f64 {
  const slope = <f64>load<f32>(from, 16)
  if (slope <= 0) return 0
  return Math.min(slope / (1 - slope), attack / (1 - attack)) / slope
}

/** Smooths what is asked for into reductions, which take its place. Feed-back hears each frame's output in the next one. */
function smooth(pointer: usize, data: usize, frames: i32, offsetInCell: i32): void {
  const compressor = changetype<Compressor>(pointer)
  const release = f64x2.splat(compressor.release)
  const attack = f64x2.splat(compressor.attack)
  const releaseShare = f64x2.splat(1 - compressor.release)
  const attackShare = f64x2.splat(1 - compressor.attack)
  const feedback = param(pointer, FEEDBACK)
  const hasFeedback = feedback.value != 0 || feedback.next != 0
  const steepness = f32x4.splat(<f32>feedbackSteepness(pointer, compressor.attack))
  const window = f64x2.splat(compressor.window)
  let held = f64x2.replace_lane(f64x2.splat(compressor.held), 1, compressor.heldRight)
  let reduction = f64x2.replace_lane(f64x2.splat(compressor.reduction), 1, compressor.reductionRight)
  let out = f64x2.replace_lane(f64x2.splat(compressor.outLeft), 1, compressor.outRight)
  let outMean = f64x2.replace_lane(f64x2.splat(compressor.outSquareLeft), 1, compressor.outSquareRight)
  let deepest = f64x2.splat(compressor.deepest)
  for (let i = 0; i < frames; i++) {
    const at = levels + <usize>i * FRAME_BYTES
    let over = v128.load64_zero(at)
    if (hasFeedback) {
      const place = f32x4.splat(<f32>(offsetInCell + i) / <f32>CELL_FRAMES)
      const level = levelOf(
        f32x4.demote_f64x2_zero(f64x2.abs(out)),
        f32x4.demote_f64x2_zero(outMean),
        running(param(pointer, RMS), place),
        running(param(pointer, LINK), place),
      )
      const back = f32x4.mul(asked(level, place), steepness)
      over = between(over, back, running(feedback, place))
    }
    const wanted = f64x2.promote_low_f32x4(over)
    held = f64x2.pmax(wanted, f64x2.add(f64x2.mul(release, held), f64x2.mul(releaseShare, wanted)))
    reduction = f64x2.add(f64x2.mul(attack, reduction), f64x2.mul(attackShare, held))
    deepest = f64x2.pmax(deepest, reduction)
    const reduced = f32x4.demote_f64x2_zero(reduction)
    v128.store64_lane(at, reduced, 0)
    if (hasFeedback) {
      const gain = exp2x4(f32x4.mul(reduced, f32x4.splat(-1 / DB_PER_DOUBLING)))
      out = f64x2.promote_low_f32x4(f32x4.mul(v128.load64_zero(data + <usize>i * FRAME_BYTES), gain))
      outMean = f64x2.add(outMean, f64x2.mul(f64x2.sub(f64x2.mul(out, out), outMean), window))
    }
  }
  compressor.held = f64x2.extract_lane(held, 0)
  compressor.heldRight = f64x2.extract_lane(held, 1)
  compressor.reduction = f64x2.extract_lane(reduction, 0)
  compressor.reductionRight = f64x2.extract_lane(reduction, 1)
  compressor.outLeft = f64x2.extract_lane(out, 0)
  compressor.outRight = f64x2.extract_lane(out, 1)
  compressor.outSquareLeft = f64x2.extract_lane(outMean, 0)
  compressor.outSquareRight = f64x2.extract_lane(outMean, 1)
  compressor.deepest = Math.max(f64x2.extract_lane(deepest, 0), f64x2.extract_lane(deepest, 1))
}

/** Turns reductions into gains, applies them, and fades to the key where it is listened to. */
function apply(pointer: usize, data: usize, pairs: usize, frames: i32, offsetInCell: i32): void {
  const one = f32x4.splat(1)
  const lift = changetype<Compressor>(pointer).lift
  const mix = param(pointer, MIX)
  const listen = param(pointer, LISTEN)
  const listens = listen.value != 0 || listen.next != 0
  for (let i = 0; i < frames; i += 2) {
    const at = data + <usize>i * FRAME_BYTES
    const place = pairPlaces(offsetInCell + i)
    const share = running(mix, place)
    const db = f32x4.sub(running(lift, place), v128.load(levels + <usize>i * FRAME_BYTES))
    const wet = exp2x4(f32x4.mul(db, f32x4.splat(1 / DB_PER_DOUBLING)))
    let y = f32x4.mul(v128.load(at), f32x4.add(f32x4.sub(one, share), f32x4.mul(wet, share)))
    if (listens) {
      const first = f32x4.demote_f64x2_zero(v128.load(pairs + (<usize>i << 4)))
      const second = f32x4.demote_f64x2_zero(v128.load(pairs + (<usize>(i + 1) << 4)))
      y = between(y, v128.shuffle<i64>(first, second, 0, 2), running(listen, place))
    }
    if (i + 1 < frames) v128.store(at, y)
    else v128.store64_lane(at, y, 0)
  }
}

/** Compresses in place, inside one cell, with the curves laid out; up to one frame behind the block is read. */
export function compressWidely(pointer: usize, data: usize, key: usize, frames: i32, offsetInCell: i32): void {
  const compressor = changetype<Compressor>(pointer)
  const pairs = keyPairs(filterOf(pointer), key == 0 ? data : key, frames, offsetInCell)
  if (compressor.line != 0) {
    delayWrite(compressor.line, data, frames)
    delayRead(compressor.line, data, frames, compressor.lookaheadFrames)
  }
  measure(compressor, pairs, frames)
  const rms = param(pointer, RMS)
  const link = param(pointer, LINK)
  clearLoudest()
  for (let i = 0; i < frames; i += 2) {
    const at = levels + <usize>i * FRAME_BYTES
    const place = pairPlaces(offsetInCell + i)
    const square = v128.load(squares + <usize>i * FRAME_BYTES)
    const level = levelOf(v128.load(at), square, running(rms, place), running(link, place))
    noteLoudest(level)
    v128.store(at, asked(level, place))
  }
  compressor.loudest = Math.max(compressor.loudest, loudestOfBlock())
  smooth(pointer, data, frames, offsetInCell)
  apply(pointer, data, pairs, frames, offsetInCell)
}
