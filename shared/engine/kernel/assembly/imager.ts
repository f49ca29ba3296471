import {
  BAND_BUFFER, CROSSOVER_BYTES, crossoverAdopt, crossoverDesign, crossoverFlush, crossoverReset, crossoverSplit, narrowPairs,
  setCrossover, widenPairs,
} from './crossover'
import { advanceParams, newDevice, param, rests, sampleRateOf, setParam, snapParams, stateAt } from './device'
import { CELL_FRAMES } from './grid'

/**
 * The width of up to four bands. Only the side signal is scaled, so that the mono sum is what it was. The guard narrows a
 * band that is widened until its sides agree at least as much as they differ.
 */
const BANDS: i32 = 0
const CROSSOVERS: i32 = 1
const WIDTHS: i32 = 4
const GUARD: i32 = 8
const PARAMS: i32 = 9
const MOST: i32 = 4

/** How long the guard listens. */
const GUARD_MS: f64 = 60
const SILENT: f64 = 1e-20

@unmanaged
class BandState {
  /** Mean squares of mid and side. */
  mid: f64
  side: f64
  /** The width at the cell's start and end, guard included. */
  width: f64
  target: f64
}

const STATES: usize = CROSSOVER_BYTES
const buffers: usize = memory.data(16 * 132 * 5, 16)

// @ts-ignore: decorator
@inline
function crossoverOf(device: usize): usize {
  return device + stateAt(PARAMS)
}

// @ts-ignore: decorator
@inline
function stateOf(device: usize, band: i32): BandState {
  return changetype<BandState>(device + stateAt(PARAMS) + STATES + <usize>band * offsetof<BandState>())
}

// @ts-ignore: decorator
@inline
function bandsOf(device: usize): i32 {
  return 1 + <i32>param(device, BANDS).target
}

export function imagerNew(sampleRate: f64): usize {
  return newDevice(sampleRate, PARAMS, STATES + offsetof<BandState>() * MOST)
}

export function imagerSet(device: usize, index: i32, value: f64, cells: i32): void {
  if (index >= CROSSOVERS && index < WIDTHS) setCrossover(device, index, value, cells)
  else setParam(device, index, value, cells)
}

function design(device: usize): void {
  let hz: f64 = 0
  for (let k = 0; k < bandsOf(device) - 1; k++) {
    // A crossover that was moved below its neighbour stands on it.
    hz = Math.max(hz, Math.exp(param(device, CROSSOVERS + k).next))
    crossoverDesign(crossoverOf(device), k, hz, sampleRateOf(device))
  }
}

export function imagerStart(device: usize): void {
  imagerSnap(device)
  imagerReset(device)
}

export function imagerSnap(device: usize): void {
  snapParams(device)
  design(device)
  crossoverAdopt(crossoverOf(device))
}

export function imagerReset(device: usize): void {
  crossoverReset(crossoverOf(device))
  for (let band = 0; band < MOST; band++) {
    const state = stateOf(device, band)
    state.mid = 0
    state.side = 0
    state.width = param(device, WIDTHS + band).next / 100
  }
}

export function imagerTap(device: usize, index: i32): f64 {
  return 0
}

export function imagerFree(device: usize): void {
  heap.free(device)
}

/** The width a band may have: with the guard, none beyond 100 % makes the side louder than the mid. */
function allowed(device: usize, band: i32): f64 {
  const width = param(device, WIDTHS + band).next / 100
  const guard = param(device, GUARD).next
  const state = stateOf(device, band)
  if (guard == 0 || width <= 1 || state.side < SILENT) return width
  const most = Math.max(1, Math.sqrt(state.mid / state.side))
  return width + guard * (Math.min(width, most) - width)
}

/** Scales the side of a band's pairs from one width to another across the cell, and listens to what came in. */
function widen(state: BandState, pairs: usize, frames: i32, offsetInCell: i32, from: f64, to: f64, fall: f64): void {
  let mids = state.mid
  let sides = state.side
  for (let i = 0; i < frames; i++) {
    const at = pairs + (<usize>i << 4)
    const left = load<f64>(at)
    const right = load<f64>(at, 8)
    const mid = 0.5 * (left + right)
    const side = 0.5 * (left - right)
    mids = mid * mid + (mids - mid * mid) * fall
    sides = side * side + (sides - side * side) * fall
    const scaled = side * (from + (to - from) * (<f64>(offsetInCell + i) / <f64>CELL_FRAMES))
    store<f64>(at, mid + scaled)
    store<f64>(at, mid - scaled, 8)
  }
  state.mid = mids < SILENT ? 0 : mids
  state.side = sides < SILENT ? 0 : sides
}

/** Whether every band is as wide as it came, so that nothing has to be split. */
function idle(device: usize): bool {
  for (let band = 0; band < bandsOf(device); band++) {
    const width = param(device, WIDTHS + band)
    if (width.value != 100 || !rests(width) || stateOf(device, band).width != 1) return false
  }
  return bandsOf(device) == 1
}

export function imagerProcess(device: usize, data: usize, key: usize, frames: i32, offsetInCell: i32): void {
  const bands = bandsOf(device)
  const crossover = crossoverOf(device)
  if (offsetInCell == 0) {
    crossoverAdopt(crossover)
    if (advanceParams(device)) design(device)
  }
  if (idle(device)) return
  widenPairs(data, buffers + <usize>(bands - 1) * BAND_BUFFER, frames)
  crossoverSplit(crossover, buffers, bands, frames, offsetInCell)
  const fall = Math.exp(-1000 / (GUARD_MS * sampleRateOf(device)))
  const ends = offsetInCell + frames == CELL_FRAMES
  for (let band = 0; band < bands; band++) {
    const state = stateOf(device, band)
    const pairs = buffers + <usize>band * BAND_BUFFER
    // Fixed at the cell's start: the guard's reading moves on inside the cell.
    if (offsetInCell == 0) state.target = allowed(device, band)
    widen(state, pairs, frames, offsetInCell, state.width, state.target, fall)
  }
  for (let band = 1; band < bands; band++)
    for (let i = 0; i < frames; i++) {
      const at = <usize>i << 4
      const pairs = buffers + <usize>band * BAND_BUFFER
      v128.store(buffers + at, f64x2.add(v128.load(buffers + at), v128.load(pairs + at)))
    }
  narrowPairs(buffers, data, frames)
  if (!ends) return
  for (let band = 0; band < bands; band++) stateOf(device, band).width = stateOf(device, band).target
  crossoverFlush(crossover)
}
