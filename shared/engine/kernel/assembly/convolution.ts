import {
  CONVOLVER_LATENCY,
  convolverFree,
  convolverLoad,
  convolverNew,
  convolverParts,
  convolverProcess,
  convolverReset,
} from './convolver'
import { narrowPairs, widenPairs } from './crossover'
import { CUTS_BYTES, cutsAdvance, cutsFlush, cutsJump, cutsProcess, cutsReset } from './cuts'
import { dbToGain } from './decibel'
import { delayClear, delayNew, delayRead, delayWrite } from './delay'
import { advanceParams, newDevice, param, sampleRateOf, setParam, snapParams, stateAt } from './device'
import { CELL_FRAMES, FRAME_BYTES } from './grid'

/** The sound convolved with a file, such as the response of a room. Start, length and level of the response are fixed when it is made. */
const MIX: i32 = 0
const GAIN: i32 = 1
const PRE_DELAY: i32 = 2
const WIDTH: i32 = 3
const LOW: i32 = 4
const HIGH: i32 = 5
const START: i32 = 6
const LENGTH: i32 = 7
const NORMALISE: i32 = 8
const PARAMS: i32 = 9

/** The last part of a shortened response fades out. */
const FADE_SHARE: f64 = 0.2

@unmanaged
class State {
  /** 0 without a file. */
  convolver: usize
  dryLine: usize
  preLine: usize
  preDelay: i32
  /** Where the pre-delay comes from while it crossfades, and how far it is. */
  oldPreDelay: i32
  fade: f64
}

const CUTS: usize = 32
const BYTES: usize = CUTS + CUTS_BYTES
const MOST_PRE_DELAY_MS: f64 = 500

const wet: usize = memory.data(8 * 132, 16)
const late: usize = memory.data(8 * 132, 16)
const pairs: usize = memory.data(16 * 132, 16)

// @ts-ignore: decorator
@inline
function stateOf(device: usize): State {
  return changetype<State>(device + stateAt(PARAMS))
}

// @ts-ignore: decorator
@inline
function cutsOf(device: usize): usize {
  return device + stateAt(PARAMS) + CUTS
}

export function convolutionNew(sampleRate: f64): usize {
  const device = newDevice(sampleRate, PARAMS, BYTES)
  const state = stateOf(device)
  state.dryLine = delayNew(CONVOLVER_LATENCY)
  state.preLine = delayNew(<i32>((MOST_PRE_DELAY_MS * sampleRate) / 1000))
  return device
}

export function convolutionSet(device: usize, index: i32, value: f64, cells: i32): void {
  setParam(device, index, value, index == PRE_DELAY ? 0 : cells)
}

/** Takes the response: `frames` frames of one or two channels, interleaved float32, which are not kept. */
export function convolutionLoad(device: usize, samples: usize, frames: i32, channels: i32): void {
  const first = <i32>((<f64>frames * param(device, START).target) / 100)
  const count = min(frames - first, <i32>Math.ceil((<f64>frames * param(device, LENGTH).target) / 100))
  if (count <= 0) return
  const response = heap.alloc(<usize>count * FRAME_BYTES)
  const fadeFrom = <i32>(<f64>count * (1 - FADE_SHARE))
  const shortened = first + count < frames
  let energyLeft: f64 = 0
  let energyRight: f64 = 0
  for (let i = 0; i < count; i++) {
    const from = samples + (<usize>(first + i) * <usize>channels << 2)
    const x = <f64>(i - fadeFrom) / <f64>(count - fadeFrom)
    const gain = shortened && i >= fadeFrom ? 0.5 + 0.5 * Math.cos(Math.PI * x) : 1
    const left = <f64>load<f32>(from) * gain
    const right = channels == 2 ? <f64>load<f32>(from, 4) * gain : left
    energyLeft += left * left
    energyRight += right * right
    store<f32>(response + <usize>i * FRAME_BYTES, <f32>left)
    store<f32>(response + <usize>i * FRAME_BYTES, <f32>right, 4)
  }
  const energy = Math.max(energyLeft, energyRight)
  if (param(device, NORMALISE).target != 0 && energy > 0) {
    const scale = <f32>(1 / Math.sqrt(energy))
    for (let i = 0; i < 2 * count; i++) {
      const at = response + (<usize>i << 2)
      store<f32>(at, load<f32>(at) * scale)
    }
  }
  const convolver = convolverNew(count)
  const parts = convolverParts(convolver, count, channels == 2 ? 1 : 0)
  for (let part = 0; part < parts; part++) convolverLoad(convolver, part, response, response + 4, 2, count)
  heap.free(response)
  stateOf(device).convolver = convolver
}

export function convolutionStart(device: usize): void {
  convolutionSnap(device)
  convolutionReset(device)
}

function wantedPreDelay(device: usize): i32 {
  return <i32>Math.round((param(device, PRE_DELAY).target * sampleRateOf(device)) / 1000)
}

export function convolutionSnap(device: usize): void {
  snapParams(device)
  const state = stateOf(device)
  state.preDelay = wantedPreDelay(device)
  state.oldPreDelay = state.preDelay
  state.fade = 1
  cutsJump(cutsOf(device), sampleRateOf(device), param(device, LOW).next, param(device, HIGH).next)
}

export function convolutionReset(device: usize): void {
  const state = stateOf(device)
  if (state.convolver != 0) convolverReset(state.convolver)
  delayClear(state.dryLine)
  delayClear(state.preLine)
  cutsReset(cutsOf(device))
}

export function convolutionTap(device: usize, index: i32): f64 {
  return 0
}

export function convolutionFree(device: usize): void {
  const state = stateOf(device)
  if (state.convolver != 0) convolverFree(state.convolver)
  heap.free(state.dryLine)
  heap.free(state.preLine)
  heap.free(device)
}

/** The convolved sound behind its pre-delay, which crossfades within a cell when it changes. */
function delayWet(state: State, frames: i32, offsetInCell: i32): void {
  delayWrite(state.preLine, wet, frames)
  delayRead(state.preLine, wet, frames, state.preDelay)
  if (state.fade == 1) return
  delayRead(state.preLine, late, frames, state.oldPreDelay)
  for (let i = 0; i < frames; i++) {
    const at = <usize>i * FRAME_BYTES
    const share = f32x4.splat(<f32>(offsetInCell + i) / <f32>CELL_FRAMES)
    const x = v128.load64_zero(late + at)
    v128.store64_lane(wet + at, f32x4.add(x, f32x4.mul(f32x4.sub(v128.load64_zero(wet + at), x), share)), 0)
  }
}

export function convolutionProcess(device: usize, data: usize, key: usize, frames: i32, offsetInCell: i32): void {
  const state = stateOf(device)
  const cuts = cutsOf(device)
  if (offsetInCell == 0) {
    const moves = advanceParams(device)
    cutsAdvance(cuts, sampleRateOf(device), param(device, LOW).next, param(device, HIGH).next, moves)
    state.oldPreDelay = state.preDelay
    state.preDelay = wantedPreDelay(device)
    state.fade = state.preDelay == state.oldPreDelay ? 1 : 0
  }
  delayWrite(state.dryLine, data, frames)
  if (state.convolver != 0) {
    convolverProcess(state.convolver, data, wet, frames, offsetInCell)
    delayWet(state, frames, offsetInCell)
    widenPairs(wet, pairs, frames)
    cutsProcess(cuts, pairs, frames, offsetInCell)
  } else memory.fill(pairs, 0, <usize>frames << 4)
  delayRead(state.dryLine, data, frames, CONVOLVER_LATENCY)
  const mix = param(device, MIX)
  const width = param(device, WIDTH)
  const gain = dbToGain(param(device, GAIN).value)
  const gainStep = dbToGain(param(device, GAIN).next) - gain
  for (let i = 0; i < frames; i++) {
    const at = data + <usize>i * FRAME_BYTES
    const place = offsetInCell + i
    const share = mix.at(place) / 100
    const level = (gain + gainStep * (<f64>place / <f64>CELL_FRAMES)) * share
    const x = v128.load(pairs + (<usize>i << 4))
    const y = v128.shuffle<i64>(x, x, 1, 0)
    const side = width.at(place) / 200
    const placed = f64x2.add(f64x2.mul(x, f64x2.splat(0.5 + side)), f64x2.mul(y, f64x2.splat(0.5 - side)))
    const dry = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(at)), f64x2.splat(1 - share))
    v128.store64_lane(at, f32x4.demote_f64x2_zero(f64x2.add(dry, f64x2.mul(placed, f64x2.splat(level)))), 0)
  }
  if (offsetInCell + frames == CELL_FRAMES) cutsFlush(cuts)
}
