import { advanceParams, newDevice, param, rests, sampleRateOf, setParam, snapParams, stateAt } from './device'
import { CELL_FRAMES, FRAME_BYTES } from './grid'
import { exp2x4, log2x4 } from './logarithm'

/**
 * Shapes onsets and what rings after them by ratios of envelopes, so that the level of the source plays no part: the peak
 * envelope over one that rises slowly tells an onset, one that falls slowly over the peak envelope tells what follows it.
 */
const ATTACK: i32 = 0
const SUSTAIN: i32 = 1
const ATTACK_MS: i32 = 2
const SUSTAIN_MS: i32 = 3
const OUTPUT: i32 = 4
const MIX: i32 = 5
const PARAMS: i32 = 6

/** The peak envelope falls with this time, so that a bass note's own wave does not read as onsets. */
const PEAK_FALL_MS: f64 = 60
const GAIN_SMOOTHING_MS: f64 = 0.5
/** A ratio counts up to here, in dB, and by half for each of the 100 %: 12 dB of lift. */
const MOST_DB: f32 = 24
const SHARE: f64 = 0.005
const SILENT: f64 = 1e-12
const DB_PER_DOUBLING: f32 = 6.020599913279624

@unmanaged
class State {
  peak: f64
  rising: f64
  falling: f64
  gainDb: f64
  peakFall: f64
  riseShare: f64
  fall: f64
  smoothing: f64
  furthest: f64
  shown: f64
}

const onsets: usize = memory.data(4 * 132, 16)
const tails: usize = memory.data(4 * 132, 16)

// @ts-ignore: decorator
@inline
function stateOf(device: usize): State {
  return changetype<State>(device + stateAt(PARAMS))
}

export function transientNew(sampleRate: f64): usize {
  return newDevice(sampleRate, PARAMS, offsetof<State>())
}

export function transientSet(device: usize, index: i32, value: f64, cells: i32): void {
  setParam(device, index, value, cells)
}

function pole(ms: f64, sampleRate: f64): f64 {
  return Math.exp(-1000 / (ms * sampleRate))
}

function design(device: usize): void {
  const state = stateOf(device)
  const sampleRate = sampleRateOf(device)
  state.peakFall = pole(PEAK_FALL_MS, sampleRate)
  state.smoothing = pole(GAIN_SMOOTHING_MS, sampleRate)
  state.riseShare = 1 - pole(param(device, ATTACK_MS).next, sampleRate)
  state.fall = pole(PEAK_FALL_MS + param(device, SUSTAIN_MS).next, sampleRate)
}

export function transientStart(device: usize): void {
  transientSnap(device)
}

export function transientSnap(device: usize): void {
  snapParams(device)
  design(device)
}

export function transientReset(device: usize): void {
  const state = stateOf(device)
  state.peak = 0
  state.rising = 0
  state.falling = 0
  state.gainDb = 0
  state.furthest = 0
  state.shown = 0
}

/** Gain of the last whole cell where it was furthest from 0, in dB. */
export function transientTap(device: usize, index: i32): f64 {
  return stateOf(device).shown
}

export function transientFree(device: usize): void {
  heap.free(device)
}

/** The envelopes of every frame, as ratios of at least 1 in the scratch. */
function detect(state: State, data: usize, frames: i32): void {
  let peak = state.peak
  let rising = state.rising
  let falling = state.falling
  for (let i = 0; i < frames; i++) {
    const at = data + <usize>i * FRAME_BYTES
    const level = <f64>max(abs(load<f32>(at)), abs(load<f32>(at, 4)))
    peak = max(level, peak * state.peakFall)
    if (peak < SILENT) peak = 0
    rising = peak > rising ? rising + (peak - rising) * state.riseShare : peak
    falling = max(peak, falling * state.fall)
    const heard = peak > 0
    store<f32>(onsets + (<usize>i << 2), heard ? <f32>(peak / rising) : 1)
    store<f32>(tails + (<usize>i << 2), heard ? <f32>(falling / peak) : 1)
  }
  if (falling < SILENT) falling = 0
  state.peak = peak
  state.rising = rising
  state.falling = falling
}

/** Ratios to dB, at most `MOST_DB`. */
function toDb(ratios: usize, frames: i32): void {
  const unit = f32x4.splat(DB_PER_DOUBLING)
  for (let i = 0; i < frames; i += 4) {
    const at = ratios + (<usize>i << 2)
    v128.store(at, f32x4.pmin(f32x4.mul(log2x4(v128.load(at)), unit), f32x4.splat(MOST_DB)))
  }
}

export function transientProcess(device: usize, data: usize, key: usize, frames: i32, offsetInCell: i32): void {
  const state = stateOf(device)
  if (offsetInCell == 0) {
    if (advanceParams(device)) design(device)
    state.shown = state.furthest
    state.furthest = 0
  }
  const attack = param(device, ATTACK)
  const sustain = param(device, SUSTAIN)
  const output = param(device, OUTPUT)
  const mix = param(device, MIX)
  if (rests(attack) && rests(sustain) && rests(output) && attack.value == 0 && sustain.value == 0 && output.value == 0) {
    // Nothing to do to the sound: only the envelopes go on.
    detect(state, data, frames)
    state.gainDb = 0
    return
  }
  detect(state, data, frames)
  toDb(onsets, frames)
  toDb(tails, frames)
  let gainDb = state.gainDb
  for (let i = 0; i < frames; i++) {
    const at = <usize>i << 2
    const place = offsetInCell + i
    const wanted =
      SHARE *
      (attack.at(place) * <f64>load<f32>(onsets + at) + sustain.at(place) * <f64>load<f32>(tails + at))
    gainDb = wanted + (gainDb - wanted) * state.smoothing
    if (abs(gainDb) > abs(state.furthest)) state.furthest = gainDb
    store<f32>(onsets + at, <f32>((gainDb + output.at(place)) / <f64>DB_PER_DOUBLING))
  }
  if (abs(gainDb) < SILENT) gainDb = 0
  state.gainDb = gainDb
  for (let i = 0; i < frames; i += 4)
    v128.store(onsets + (<usize>i << 2), exp2x4(v128.load(onsets + (<usize>i << 2))))
  for (let i = 0; i < frames; i++) {
    const at = data + <usize>i * FRAME_BYTES
    const share = mix.at(offsetInCell + i) / 100
    const gain = <f32>(1 + share * (<f64>load<f32>(onsets + (<usize>i << 2)) - 1))
    store<f32>(at, load<f32>(at) * gain)
    store<f32>(at, load<f32>(at, 4) * gain, 4)
  }
}
