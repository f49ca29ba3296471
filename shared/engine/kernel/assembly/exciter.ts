import { CUTS_BYTES, cutsAdvance, cutsFlush, cutsJump, cutsProcess, cutsReset } from './cuts'
import { narrowPairs, widenPairs } from './crossover'
import { dbToGain } from './decibel'
import { delayClear, delayNew, delayRead, delayWrite } from './delay'
import { advanceParams, newDevice, param, sampleRateOf, setParam, snapParams, stateAt } from './device'
import { CELL_FRAMES, FRAME_BYTES } from './grid'
import {
  oversampleDown,
  oversampleUp,
  oversamplerBytes,
  oversamplerDesign,
  oversamplerLatency,
  oversamplerTaps,
} from './oversampler'
import { tanhx4 } from './shapers'

/**
 * Adds harmonics of the upper band alone: what lies above a frequency is bent at four times the rate, kept between that
 * frequency and a highest one, and added to the sound, which waits for it.
 */
const FREQ: i32 = 0
const DRIVE: i32 = 1
const EVEN: i32 = 2
const AMOUNT: i32 = 3
const TOP: i32 = 4
const PARAMS: i32 = 5

/** The working point at 100 % of even harmonics. */
const MOST_BIAS: f64 = 0.8

const BEFORE: usize = 16
const BEHIND: usize = BEFORE + CUTS_BYTES
const OVERSAMPLER: usize = BEHIND + CUTS_BYTES

const pairs: usize = memory.data(16 * 132, 16)
const upper: usize = memory.data(8 * 136, 16)
const fast: usize = memory.data(8 * 528, 16)
const added: usize = memory.data(8 * 136, 16)

// @ts-ignore: decorator
@inline
function at(device: usize, offset: usize): usize {
  return device + stateAt(PARAMS) + offset
}

/** The delay line of the dry sound. */
// @ts-ignore: decorator
@inline
function lineOf(device: usize): usize {
  return load<usize>(at(device, 0))
}

export function exciterNew(sampleRate: f64): usize {
  oversamplerDesign()
  const device = newDevice(sampleRate, PARAMS, OVERSAMPLER + oversamplerBytes())
  store<usize>(at(device, 0), delayNew(oversamplerLatency(oversamplerTaps(sampleRate))))
  return device
}

export function exciterSet(device: usize, index: i32, value: f64, cells: i32): void {
  setParam(device, index, value, cells)
}

export function exciterStart(device: usize): void {
  exciterSnap(device)
}

export function exciterSnap(device: usize): void {
  snapParams(device)
  const low = param(device, FREQ).next
  cutsJump(at(device, BEFORE), sampleRateOf(device), low, 20000)
  cutsJump(at(device, BEHIND), sampleRateOf(device), low, param(device, TOP).next)
}

export function exciterReset(device: usize): void {
  cutsReset(at(device, BEFORE))
  cutsReset(at(device, BEHIND))
  memory.fill(at(device, OVERSAMPLER), 0, oversamplerBytes())
  delayClear(lineOf(device))
}

export function exciterTap(device: usize, index: i32): f64 {
  return 0
}

export function exciterFree(device: usize): void {
  heap.free(lineOf(device))
  heap.free(device)
}

/** Bends `many` frames at four times the rate in place; `place` is the first one's in its cell. Quiet sounds keep their level. */
function bend(device: usize, many: i32, place: i32): void {
  const from = dbToGain(param(device, DRIVE).value)
  const step = (dbToGain(param(device, DRIVE).next) - from) / <f64>(4 * CELL_FRAMES)
  const even = param(device, EVEN)
  const evenStep = ((even.next - even.value) * (MOST_BIAS / 100)) / <f64>(4 * CELL_FRAMES)
  const point = even.value * (MOST_BIAS / 100)
  const one = f32x4.splat(1)
  for (let i = 0; i < many; i += 2) {
    const here = fast + <usize>i * FRAME_BYTES
    const passed = <f64>(place + i)
    const lift = <f32>(from + step * passed)
    const lift2 = <f32>(from + step * (passed + 1))
    const offset = <f32>(point + evenStep * passed)
    const offset2 = <f32>(point + evenStep * (passed + 1))
    const drive = f32x4(lift, lift, lift2, lift2)
    const bias = f32x4(offset, offset, offset2, offset2)
    const rest = tanhx4(bias)
    const slope = f32x4.mul(f32x4.sub(one, f32x4.mul(rest, rest)), drive)
    const y = f32x4.sub(tanhx4(f32x4.add(f32x4.mul(v128.load(here), drive), bias)), rest)
    v128.store(here, f32x4.div(y, slope))
  }
}

export function exciterProcess(device: usize, data: usize, key: usize, frames: i32, offsetInCell: i32): void {
  const before = at(device, BEFORE)
  const behind = at(device, BEHIND)
  const half = oversamplerTaps(sampleRateOf(device))
  if (offsetInCell == 0) {
    const moves = advanceParams(device)
    const low = param(device, FREQ).next
    cutsAdvance(before, sampleRateOf(device), low, 20000, moves)
    cutsAdvance(behind, sampleRateOf(device), low, param(device, TOP).next, moves)
  }
  widenPairs(data, pairs, frames)
  cutsProcess(before, pairs, frames, offsetInCell)
  narrowPairs(pairs, upper, frames)
  oversampleUp(half, at(device, OVERSAMPLER), upper, fast, frames)
  bend(device, 4 * frames, 4 * offsetInCell)
  oversampleDown(half, at(device, OVERSAMPLER), fast, added, frames)
  widenPairs(added, pairs, frames)
  cutsProcess(behind, pairs, frames, offsetInCell)
  delayWrite(lineOf(device), data, frames)
  delayRead(lineOf(device), data, frames, oversamplerLatency(half))
  const amount = param(device, AMOUNT)
  for (let i = 0; i < frames; i++) {
    const to = data + <usize>i * FRAME_BYTES
    const x = f64x2.promote_low_f32x4(v128.load64_zero(to))
    const share = f64x2.splat(amount.at(offsetInCell + i) / 100)
    const y = f64x2.add(x, f64x2.mul(v128.load(pairs + (<usize>i << 4)), share))
    v128.store64_lane(to, f32x4.demote_f64x2_zero(y), 0)
  }
  if (offsetInCell + frames == CELL_FRAMES) {
    cutsFlush(before)
    cutsFlush(behind)
  }
}
