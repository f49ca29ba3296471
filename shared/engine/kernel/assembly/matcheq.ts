import { dbToGain } from './decibel'
import { newDevice, param, sampleRateOf, setParam, snapParams, stateAt } from './device'
import { FirEq, firFree, firNew, firProcess, firReset, firSettle, setGains } from './fir-eq'

/** A curve of 61 points from 20 Hz to 20 kHz for the mid and one for the side, at linear phase. */
const AMOUNT: i32 = 0
const LIMIT: i32 = 1
const SIDE: i32 = 2
const OUTPUT: i32 = 3
const RESOLUTION: i32 = 4
const POINTS_AT: i32 = 5
const POINTS: i32 = 61
const PARAMS: i32 = POINTS_AT + 2 * POINTS

const LOWEST_HZ: f64 = 20
/** Natural logarithm of the highest frequency over the lowest. */
const SPAN: f64 = 6.907755278982137
const FIRST_PASSES: i32 = 10

// @ts-ignore: decorator
@inline
function firOf(device: usize): FirEq {
  return changetype<FirEq>(load<usize>(device + stateAt(PARAMS)))
}

export function matcheqNew(sampleRate: f64): usize {
  return newDevice(sampleRate, PARAMS, 16)
}

export function matcheqSet(device: usize, index: i32, value: f64, cells: i32): void {
  setParam(device, index, value, 0)
  if (load<usize>(device + stateAt(PARAMS)) != 0) firOf(device).stale = 1
}

/** The level in dB of a curve that begins at parameter `first`, between its points along a smooth line (Catmull-Rom). */
function levelAt(device: usize, first: i32, place: f64): f64 {
  const index = min(POINTS - 2, <i32>place)
  const x = place - <f64>index
  const p0 = param(device, first + max(0, index - 1)).target
  const p1 = param(device, first + index).target
  const p2 = param(device, first + index + 1).target
  const p3 = param(device, first + min(POINTS - 1, index + 2)).target
  return p1 + 0.5 * x * (p2 - p0 + x * (2 * p0 - 5 * p1 + 4 * p2 - p3 + x * (3 * (p1 - p2) + p3 - p0)))
}

function gainOf(device: usize, first: i32, place: f64, share: f64): f64 {
  const limit = param(device, LIMIT).target
  const level = levelAt(device, first, place) * share
  return dbToGain(Math.max(-limit, Math.min(limit, level)) + param(device, OUTPUT).target)
}

/** Gains of mid and side at an angular frequency; below and above the points as at the nearest. */
function curve(device: usize, w: f64): void {
  const hz = (w * sampleRateOf(device)) / (2 * Math.PI)
  const far = hz <= LOWEST_HZ ? 0 : (Math.log(hz / LOWEST_HZ) / SPAN) * <f64>(POINTS - 1)
  const place = Math.min(<f64>(POINTS - 1), far)
  const share = param(device, AMOUNT).target / 100
  const mid = gainOf(device, POINTS_AT, place, share)
  setGains(mid, gainOf(device, POINTS_AT + POINTS, place, (share * param(device, SIDE).target) / 100))
}

export function matcheqStart(device: usize): void {
  const passes = FIRST_PASSES + <i32>param(device, RESOLUTION).target
  store<usize>(device + stateAt(PARAMS), changetype<usize>(firNew(device, passes, sampleRateOf(device), curve)))
}

export function matcheqSnap(device: usize): void {
  snapParams(device)
  firSettle(firOf(device), curve)
}

export function matcheqReset(device: usize): void {
  firReset(firOf(device))
}

export function matcheqTap(device: usize, index: i32): f64 {
  return 0
}

export function matcheqFree(device: usize): void {
  firFree(firOf(device))
  heap.free(device)
}

export function matcheqProcess(device: usize, data: usize, key: usize, frames: i32, offsetInCell: i32): void {
  firProcess(firOf(device), data, frames, offsetInCell, curve)
}
