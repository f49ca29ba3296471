import { advanceParams, newDevice, param, sampleRateOf, setParam, snapParams, stateAt } from './device'
import { delayClear, delayNew, delayRead, delayWrite } from './delay'
import { CELL_FRAMES, FRAME_BYTES } from './grid'
import { KEY_FILTER_BYTES, keyFilterAdopt, keyFilterDesign, keyFilterFlush, keyFilterReset, keyLevels } from './key-filter'
import { exp2x4, log2x4 } from './logarithm'

/**
 * A gate and downward expander, both sides linked. The key's peak envelope opens at the threshold; below it, less the
 * hysteresis, and once the hold has passed, a gate falls by its range and an expander by its ratio, at most by the range.
 */
const MODE: i32 = 0
const THRESHOLD: i32 = 1
const HYSTERESIS: i32 = 2
const RATIO: i32 = 3
const RANGE: i32 = 4
const ATTACK: i32 = 5
const HOLD: i32 = 6
const RELEASE: i32 = 7
const LOW: i32 = 8
const HIGH: i32 = 9
const LOOKAHEAD: i32 = 10
const PARAMS: i32 = 11

/** The envelope falls with this time, so that a bass note's own wave does not close the gate. */
const ENVELOPE_MS: f64 = 10
const SILENT: f64 = 1e-12
const DB_PER_DOUBLING: f64 = 6.020599913279624

@unmanaged
class State {
  envelope: f64
  envelopeFall: f64
  attack: f64
  release: f64
  holdFrames: f64
  /** Frames the hold still lasts. */
  held: f64
  open: i32
  reduction: f64
  deepest: f64
  shown: f64
  loudest: f64
  shownLevel: f64
  /** The sound on its way through the look-ahead; 0 without one. */
  line: usize
  lookaheadFrames: i32
}

const FILTER: usize = (offsetof<State>() + 15) & ~15
const levels: usize = memory.data(4 * 132, 16)
const gains: usize = memory.data(4 * 132, 16)

// @ts-ignore: decorator
@inline
function stateOf(device: usize): State {
  return changetype<State>(device + stateAt(PARAMS))
}

// @ts-ignore: decorator
@inline
function filterOf(device: usize): usize {
  return device + stateAt(PARAMS) + FILTER
}

export function gateNew(sampleRate: f64): usize {
  return newDevice(sampleRate, PARAMS, FILTER + KEY_FILTER_BYTES)
}

export function gateSet(device: usize, index: i32, value: f64, cells: i32): void {
  setParam(device, index, value, cells)
}

function pole(ms: f64, sampleRate: f64): f64 {
  return Math.exp(-1000 / (ms * sampleRate))
}

function design(device: usize): void {
  const state = stateOf(device)
  const sampleRate = sampleRateOf(device)
  state.envelopeFall = pole(ENVELOPE_MS, sampleRate)
  state.attack = pole(param(device, ATTACK).next, sampleRate)
  state.release = pole(param(device, RELEASE).next, sampleRate)
  state.holdFrames = (param(device, HOLD).next * sampleRate) / 1000
  keyFilterDesign(filterOf(device), param(device, LOW).next, param(device, HIGH).next, sampleRate)
}

export function gateStart(device: usize): void {
  const state = stateOf(device)
  state.lookaheadFrames = <i32>Math.round((param(device, LOOKAHEAD).target * sampleRateOf(device)) / 1000)
  if (state.lookaheadFrames > 0) state.line = delayNew(state.lookaheadFrames)
  gateSnap(device)
  gateReset(device)
}

export function gateSnap(device: usize): void {
  snapParams(device)
  design(device)
  keyFilterAdopt(filterOf(device))
}

/** A gate begins closed. */
export function gateReset(device: usize): void {
  const state = stateOf(device)
  state.envelope = 0
  state.held = 0
  state.open = 0
  state.reduction = wanted(device, 0, 0)
  state.deepest = 0
  state.shown = 0
  state.loudest = 0
  state.shownLevel = 0
  keyFilterReset(filterOf(device))
  if (state.line != 0) delayClear(state.line)
}

/** 0: gain reduction of the last whole cell in dB, at most 0. 1: the key's highest level in dB, at least −144. */
export function gateTap(device: usize, index: i32): f64 {
  const state = stateOf(device)
  if (index == 0) return 0 - state.shown
  return state.shownLevel > 0 ? Math.max(-144, 20 * Math.log10(state.shownLevel)) : -144
}

export function gateFree(device: usize): void {
  if (stateOf(device).line != 0) heap.free(stateOf(device).line)
  heap.free(device)
}

/** The reduction in dB that a closed gate is to reach at `levelDb`, at a place of the cell. */
// @ts-ignore: decorator
@inline
function wanted(device: usize, levelDb: f64, place: i32): f64 {
  const range = param(device, RANGE).at(place)
  if (param(device, MODE).target == 0) return range
  const below = Math.max(0, param(device, THRESHOLD).at(place) - levelDb)
  return Math.min(range, (param(device, RATIO).at(place) - 1) * below)
}

export function gateProcess(device: usize, data: usize, key: usize, frames: i32, offsetInCell: i32): void {
  const state = stateOf(device)
  const filter = filterOf(device)
  if (offsetInCell == 0) {
    keyFilterAdopt(filter)
    if (advanceParams(device)) design(device)
    state.shown = state.deepest
    state.deepest = 0
    state.shownLevel = state.loudest
    state.loudest = 0
  }
  keyLevels(filter, key ? key : data, levels, frames, offsetInCell)
  if (state.line != 0) {
    delayWrite(state.line, data, frames)
    delayRead(state.line, data, frames, state.lookaheadFrames)
  }
  let envelope = state.envelope
  for (let i = 0; i < frames; i++) {
    const at = levels + (<usize>i << 2)
    const level = <f64>load<f32>(at)
    state.loudest = max(state.loudest, level)
    envelope = max(level, envelope * state.envelopeFall)
    if (envelope < SILENT) envelope = 0
    store<f32>(at, <f32>envelope)
  }
  state.envelope = envelope
  for (let i = 0; i < frames; i += 4) v128.store(levels + (<usize>i << 2), log2x4(v128.load(levels + (<usize>i << 2))))

  const threshold = param(device, THRESHOLD)
  const hysteresis = param(device, HYSTERESIS)
  let reduction = state.reduction
  for (let i = 0; i < frames; i++) {
    const place = offsetInCell + i
    const levelDb = <f64>load<f32>(levels + (<usize>i << 2)) * DB_PER_DOUBLING
    const opens = threshold.at(place)
    if (levelDb >= opens) {
      state.open = 1
      state.held = state.holdFrames
    } else if (state.open && levelDb < opens - hysteresis.at(place)) {
      if (state.held > 0) state.held -= 1
      else state.open = 0
    }
    const target = state.open ? 0 : wanted(device, levelDb, place)
    const share = target < reduction ? state.attack : state.release
    reduction = target + (reduction - target) * share
    if (reduction > state.deepest) state.deepest = reduction
    store<f32>(gains + (<usize>i << 2), <f32>(-reduction / DB_PER_DOUBLING))
  }
  if (reduction < SILENT) reduction = 0
  state.reduction = reduction
  for (let i = 0; i < frames; i += 4) v128.store(gains + (<usize>i << 2), exp2x4(v128.load(gains + (<usize>i << 2))))
  for (let i = 0; i < frames; i++) {
    const at = data + <usize>i * FRAME_BYTES
    const gain = load<f32>(gains + (<usize>i << 2))
    store<f32>(at, load<f32>(at) * gain)
    store<f32>(at, load<f32>(at, 4) * gain, 4)
  }
  if (offsetInCell + frames == CELL_FRAMES) keyFilterFlush(filter)
}
