import { SECTION_BYTES, SECTION_NEXT, SECTION_S1, section1, sectionFlush, sectionRamped } from './biquad'
import { Coefficients } from './biquad-design'
import {
  BAND_BUFFER,
  CROSSOVER_BYTES,
  crossoverAdopt,
  crossoverDesign,
  crossoverFlush,
  crossoverReset,
  crossoverSplit,
  setCrossover,
  widenPairs,
} from './crossover'
import { delayClear, delayNew, delayRead, delayWrite } from './delay'
import { advanceParams, newDevice, param, sampleRateOf, setParam, snapParams, stateAt } from './device'
import { CELL_FRAMES, FRAME_BYTES } from './grid'
import { exp2x4, log2x4 } from './logarithm'

/**
 * Turns sibilants down: what lies above a crossover is brought to the threshold, at most by the range, in its own band or
 * in the whole sound. The threshold counts from full scale or from the level of the whole sound.
 */
const WIDE: i32 = 0
const RELATIVE: i32 = 1
const FREQ: i32 = 2
const THRESHOLD: i32 = 3
const RANGE: i32 = 4
const ATTACK: i32 = 5
const RELEASE: i32 = 6
const LOOKAHEAD: i32 = 7
const LINK: i32 = 8
const LISTEN: i32 = 9
const PARAMS: i32 = 10

/** The level of the whole sound is a mean square over this time. */
const WHOLE_MS: f64 = 50
/** A sibilant's own wave does not move the gain. */
const PEAK_FALL_MS: f64 = 2
const SILENT: f64 = 1e-15
const DB_PER_DOUBLING: f32 = 6.020599913279624
const BUTTERWORTH_Q: f64 = 0.7071067811865476

@unmanaged
class State {
  attack: f64
  release: f64
  peakFall: f64
  wholeShare: f64
  peakLeft: f64
  peakRight: f64
  whole: f64
  reductionLeft: f64
  reductionRight: f64
  deepest: f64
  shown: f64
  line: usize
  lookaheadFrames: i32
}

const CROSSOVER: usize = (offsetof<State>() + 15) & ~15
const LISTENER: usize = CROSSOVER + CROSSOVER_BYTES
const BYTES: usize = LISTENER + 2 * SECTION_BYTES

/** Two bands of the delayed sound; the upper band as it is heard ahead; levels and gains, left and right in turn. */
const bands: usize = memory.data(2 * 16 * 132, 16)
const ahead: usize = memory.data(16 * 132, 16)
const peaks: usize = memory.data(8 * 132, 16)
const wholes: usize = memory.data(8 * 132, 16)

// @ts-ignore: decorator
@inline
function stateOf(device: usize): State {
  return changetype<State>(device + stateAt(PARAMS))
}

// @ts-ignore: decorator
@inline
function at(device: usize, offset: usize): usize {
  return device + stateAt(PARAMS) + offset
}

function pole(ms: f64, sampleRate: f64): f64 {
  return Math.exp(-1000 / (ms * sampleRate))
}

export function deesserNew(sampleRate: f64): usize {
  const device = newDevice(sampleRate, PARAMS, BYTES)
  const state = stateOf(device)
  state.peakFall = pole(PEAK_FALL_MS, sampleRate)
  state.wholeShare = 1 - pole(WHOLE_MS, sampleRate)
  return device
}

export function deesserSet(device: usize, index: i32, value: f64, cells: i32): void {
  if (index == FREQ) setCrossover(device, index, value, cells)
  else setParam(device, index, index == LINK ? value / 100 : value, cells)
}

function design(device: usize): void {
  const state = stateOf(device)
  const sampleRate = sampleRateOf(device)
  const hz = Math.exp(param(device, FREQ).next)
  state.attack = 1 - pole(param(device, ATTACK).next, sampleRate)
  state.release = 1 - pole(param(device, RELEASE).next, sampleRate)
  crossoverDesign(at(device, CROSSOVER), 0, hz, sampleRate)
  const w = (2 * Math.PI * hz) / sampleRate
  for (let i: usize = 0; i < 2; i++)
    changetype<Coefficients>(at(device, LISTENER) + i * SECTION_BYTES + SECTION_NEXT).lowCut(w, BUTTERWORTH_Q)
}

function adopt(device: usize): void {
  crossoverAdopt(at(device, CROSSOVER))
  for (let i: usize = 0; i < 2; i++) {
    const section = at(device, LISTENER) + i * SECTION_BYTES
    memory.copy(section, section + SECTION_NEXT, SECTION_NEXT)
  }
}

export function deesserStart(device: usize): void {
  const state = stateOf(device)
  state.lookaheadFrames = <i32>Math.round((param(device, LOOKAHEAD).target * sampleRateOf(device)) / 1000)
  if (state.lookaheadFrames > 0) state.line = delayNew(state.lookaheadFrames)
  deesserSnap(device)
}

export function deesserSnap(device: usize): void {
  snapParams(device)
  design(device)
  adopt(device)
}

export function deesserReset(device: usize): void {
  const state = stateOf(device)
  state.peakLeft = 0
  state.peakRight = 0
  state.whole = 0
  state.reductionLeft = 0
  state.reductionRight = 0
  state.deepest = 0
  state.shown = 0
  crossoverReset(at(device, CROSSOVER))
  for (let i: usize = 0; i < 2; i++) memory.fill(at(device, LISTENER) + i * SECTION_BYTES + SECTION_S1, 0, 32)
  if (state.line != 0) delayClear(state.line)
}

/** Gain reduction of the last whole cell in dB, at most 0. */
export function deesserTap(device: usize, index: i32): f64 {
  return 0 - stateOf(device).shown
}

export function deesserFree(device: usize): void {
  if (stateOf(device).line != 0) heap.free(stateOf(device).line)
  heap.free(device)
}

/** The upper band as it is before the look-ahead. */
function hear(device: usize, source: usize, frames: i32, offsetInCell: i32): void {
  widenPairs(source, ahead, frames)
  for (let i: usize = 0; i < 2; i++) {
    const section = at(device, LISTENER) + i * SECTION_BYTES
    if (changetype<Coefficients>(section).equals(changetype<Coefficients>(section + SECTION_NEXT)))
      section1<f64, f64>(section, ahead, ahead, frames)
    else sectionRamped(section, ahead, frames, offsetInCell)
  }
}

/** Peak envelopes of the upper band, and the mean square of the whole sound, louder side. */
function measure(state: State, source: usize, frames: i32): void {
  const fall = f64x2.splat(state.peakFall)
  let peak = f64x2.replace_lane(f64x2.splat(state.peakLeft), 1, state.peakRight)
  let whole = state.whole
  for (let i = 0; i < frames; i++) {
    const here = <usize>i * FRAME_BYTES
    peak = f64x2.pmax(f64x2.abs(v128.load(ahead + (<usize>i << 4))), f64x2.mul(peak, fall))
    const x = f64x2.promote_low_f32x4(v128.load64_zero(source + here))
    const square = f64x2.mul(x, x)
    const louder = Math.max(f64x2.extract_lane(square, 0), f64x2.extract_lane(square, 1))
    whole += (louder - whole) * state.wholeShare
    v128.store64_lane(peaks + here, f32x4.demote_f64x2_zero(peak), 0)
    v128.store64_lane(wholes + here, f32x4.demote_f64x2_zero(f64x2.splat(whole)), 0)
  }
  state.peakLeft = f64x2.extract_lane(peak, 0)
  state.peakRight = f64x2.extract_lane(peak, 1)
  state.whole = whole
}

/** What each side is over its threshold, in dB, at most the range: in the place of the peaks. */
function ask(device: usize, frames: i32, offsetInCell: i32): void {
  const decibels = f32x4.splat(DB_PER_DOUBLING)
  const zero = f32x4.splat(0)
  for (let i = 0; i < frames; i += 2) {
    const here = <usize>i * FRAME_BYTES
    const place = offsetInCell + i
    const own = f32x4.mul(log2x4(v128.load(peaks + here)), decibels)
    const louder = f32x4.pmax(own, v128.shuffle<i32>(own, own, 1, 0, 3, 2))
    const link = f32x4.splat(<f32>param(device, LINK).at(place))
    const level = f32x4.add(own, f32x4.mul(f32x4.sub(louder, own), link))
    const whole = f32x4.mul(log2x4(v128.load(wholes + here)), f32x4.splat(0.5 * DB_PER_DOUBLING))
    const relative = f32x4.splat(<f32>param(device, RELATIVE).at(place))
    const threshold = f32x4.add(f32x4.splat(<f32>param(device, THRESHOLD).at(place)), f32x4.mul(whole, relative))
    const over = f32x4.pmax(zero, f32x4.sub(level, threshold))
    v128.store(peaks + here, f32x4.pmin(over, f32x4.splat(<f32>param(device, RANGE).at(place))))
  }
}

/** Reductions follow what is asked for, and become gains. */
function follow(state: State, frames: i32): void {
  const attack = f64x2.splat(state.attack)
  const release = f64x2.splat(state.release)
  let reduction = f64x2.replace_lane(f64x2.splat(state.reductionLeft), 1, state.reductionRight)
  let deepest = f64x2.splat(state.deepest)
  for (let i = 0; i < frames; i++) {
    const here = peaks + <usize>i * FRAME_BYTES
    const wanted = f64x2.promote_low_f32x4(v128.load64_zero(here))
    const share = v128.bitselect(attack, release, f64x2.gt(wanted, reduction))
    reduction = f64x2.add(reduction, f64x2.mul(f64x2.sub(wanted, reduction), share))
    deepest = f64x2.pmax(deepest, reduction)
    v128.store64_lane(here, f32x4.demote_f64x2_zero(reduction), 0)
  }
  state.reductionLeft = f64x2.extract_lane(reduction, 0)
  state.reductionRight = f64x2.extract_lane(reduction, 1)
  state.deepest = Math.max(f64x2.extract_lane(deepest, 0), f64x2.extract_lane(deepest, 1))
  for (let i = 0; i < frames; i += 2) {
    const here = peaks + <usize>i * FRAME_BYTES
    v128.store(here, exp2x4(f32x4.mul(v128.load(here), f32x4.splat(-1 / DB_PER_DOUBLING))))
  }
}

export function deesserProcess(device: usize, data: usize, key: usize, frames: i32, offsetInCell: i32): void {
  const state = stateOf(device)
  if (offsetInCell == 0) {
    adopt(device)
    if (advanceParams(device)) design(device)
    state.shown = state.deepest
    state.deepest = 0
  }
  const source = key ? key : data
  hear(device, source, frames, offsetInCell)
  measure(state, source, frames)
  ask(device, frames, offsetInCell)
  follow(state, frames)
  if (state.line != 0) {
    delayWrite(state.line, data, frames)
    delayRead(state.line, data, frames, state.lookaheadFrames)
  }
  const low = bands
  const high = bands + BAND_BUFFER
  widenPairs(data, high, frames)
  crossoverSplit(at(device, CROSSOVER), bands, 2, frames, offsetInCell)
  const wide = param(device, WIDE)
  const listen = param(device, LISTEN)
  const one = f64x2.splat(1)
  for (let i = 0; i < frames; i++) {
    const pair = <usize>i << 4
    const gain = f64x2.promote_low_f32x4(v128.load64_zero(peaks + <usize>i * FRAME_BYTES))
    const lowGain = f64x2.add(one, f64x2.mul(f64x2.sub(gain, one), f64x2.splat(wide.at(offsetInCell + i))))
    const upper = f64x2.mul(v128.load(high + pair), gain)
    const whole = f64x2.add(f64x2.mul(v128.load(low + pair), lowGain), upper)
    const heard = f64x2.sub(v128.load(high + pair), upper)
    const y = f64x2.add(whole, f64x2.mul(f64x2.sub(heard, whole), f64x2.splat(listen.at(offsetInCell + i))))
    v128.store64_lane(data + <usize>i * FRAME_BYTES, f32x4.demote_f64x2_zero(y), 0)
  }
  if (offsetInCell + frames == CELL_FRAMES) flush(device)
}

function flush(device: usize): void {
  const state = stateOf(device)
  crossoverFlush(at(device, CROSSOVER))
  for (let i: usize = 0; i < 2; i++) sectionFlush(at(device, LISTENER) + i * SECTION_BYTES)
  if (state.peakLeft < SILENT) state.peakLeft = 0
  if (state.peakRight < SILENT) state.peakRight = 0
  if (state.whole < SILENT) state.whole = 0
  if (state.reductionLeft < SILENT) state.reductionLeft = 0
  if (state.reductionRight < SILENT) state.reductionRight = 0
}
