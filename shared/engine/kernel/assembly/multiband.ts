import {
  BAND_BUFFER, CROSSOVER_BYTES, crossoverAdopt, crossoverDesign, crossoverFlush, crossoverReset, crossoverSplit, MOST_BANDS,
  narrowPairs, setCrossover, widenPairs,
} from './crossover'
import { advanceParams, newDevice, param, sampleRateOf, setParam, snapParams, stateAt } from './device'
import { CELL_FRAMES } from './grid'
import { clearLoudest, LOWEST_DB, loudestOfBlock, noteLoudest } from './level-tap'
import { exp2x4, log2x4 } from './logarithm'
import { between, CURVE_BYTES, curve, layCurve, places, units } from './static-curve'

/** A compressor on each of two to five bands, both sides linked: curve and smoothing as in the compressor. */
const BANDS: i32 = 0
const CROSSOVERS: i32 = 1
const KNEE: i32 = 5
const MIX: i32 = 6
const FIRST_BAND: i32 = 7
/** Parameters of a band, from its first. */
const ON: i32 = 0
const THRESHOLD: i32 = 1
const RATIO: i32 = 2
const ATTACK: i32 = 3
const RELEASE: i32 = 4
const MAKEUP: i32 = 5
const SOLO: i32 = 6
const MUTE: i32 = 7
const PER_BAND: i32 = 8
const PARAMS: i32 = FIRST_BAND + PER_BAND * MOST_BANDS

const SILENT: f64 = 1e-15

@unmanaged
class BandState {
  attack: f64
  release: f64
  held: f64
  reduction: f64
  deepest: f64
  shown: f64
  /** Highest level of the present cell and of the last whole one, dB. */
  loudest: f64
  shownLevel: f64
}

const STATES: usize = CROSSOVER_BYTES
const STATE_BYTES: usize = STATES + offsetof<BandState>() * MOST_BANDS

const buffers: usize = memory.data(16 * 132 * 5, 16)
const sums: usize = memory.data(16 * 132, 16)
const scratch: usize = memory.data(4 * 132, 16)
const from: usize = memory.data(CURVE_BYTES, 4)
const to: usize = memory.data(CURVE_BYTES, 4)

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
  return 2 + <i32>param(device, BANDS).target
}

// @ts-ignore: decorator
@inline
function index(band: i32, which: i32): i32 {
  return FIRST_BAND + band * PER_BAND + which
}

export function multibandNew(sampleRate: f64): usize {
  return newDevice(sampleRate, PARAMS, STATE_BYTES)
}

export function multibandSet(device: usize, at: i32, value: f64, cells: i32): void {
  if (at >= CROSSOVERS && at < KNEE) setCrossover(device, at, value, cells)
  else setParam(device, at, value, cells)
}

function pole(ms: f64, sampleRate: f64): f64 {
  return Math.exp(-1000 / (ms * sampleRate))
}

function design(device: usize): void {
  const sampleRate = sampleRateOf(device)
  let hz: f64 = 0
  for (let k = 0; k < bandsOf(device) - 1; k++) {
    // A crossover that was moved below its neighbour stands on it.
    hz = Math.max(hz, Math.exp(param(device, CROSSOVERS + k).next))
    crossoverDesign(crossoverOf(device), k, hz, sampleRate)
  }
  for (let band = 0; band < bandsOf(device); band++) {
    stateOf(device, band).attack = pole(param(device, index(band, ATTACK)).next, sampleRate)
    stateOf(device, band).release = pole(param(device, index(band, RELEASE)).next, sampleRate)
  }
}

export function multibandStart(device: usize): void {
  multibandSnap(device)
  multibandReset(device)
}

export function multibandSnap(device: usize): void {
  snapParams(device)
  design(device)
  crossoverAdopt(crossoverOf(device))
}

export function multibandReset(device: usize): void {
  crossoverReset(crossoverOf(device))
  for (let band = 0; band < MOST_BANDS; band++) {
    const state = stateOf(device, band)
    state.held = 0
    state.reduction = 0
    state.deepest = 0
    state.shown = 0
    state.loudest = LOWEST_DB
    state.shownLevel = LOWEST_DB
  }
}

/**
 * Of the last whole cell: 0 the deepest gain reduction in dB, at most 0, 1 to 5 each band's from the lowest up, and 6 to 10
 * the highest level of each in dB, at least −144.
 */
export function multibandTap(device: usize, tap: i32): f64 {
  if (tap > MOST_BANDS) return stateOf(device, tap - 1 - MOST_BANDS).shownLevel
  if (tap > 0) return 0 - stateOf(device, tap - 1).shown
  let deepest: f64 = 0
  for (let band = 0; band < bandsOf(device); band++) deepest = Math.max(deepest, stateOf(device, band).shown)
  return 0 - deepest
}

export function multibandFree(device: usize): void {
  heap.free(device)
}

/** The larger side's magnitude of every frame in dB, then what the curve asks for, in the scratch. */
function detect(device: usize, band: i32, pairs: usize, frames: i32, offsetInCell: i32): void {
  for (let i = 0; i < frames; i += 2) {
    const first = f64x2.abs(v128.load(pairs + (<usize>i << 4)))
    const second = f64x2.abs(v128.load(pairs + (<usize>i << 4), 16))
    const larger = f64x2.pmax(v128.shuffle<i64>(first, second, 0, 2), v128.shuffle<i64>(first, second, 1, 3))
    v128.store64_lane(scratch + (<usize>i << 2), f32x4.demote_f64x2_zero(larger), 0)
  }
  clearLoudest()
  const threshold = param(device, index(band, THRESHOLD))
  const ratio = param(device, index(band, RATIO))
  const knee = param(device, KNEE)
  const bends = threshold.value != threshold.next || ratio.value != ratio.next || knee.value != knee.next
  layCurve(from, threshold.value, 1 - 1 / ratio.value, knee.value)
  if (bends) layCurve(to, threshold.next, 1 - 1 / ratio.next, knee.next)
  for (let i = 0; i < frames; i += 4) {
    const at = scratch + (<usize>i << 2)
    const level = f32x4.mul(log2x4(v128.load(at)), v128.load32_splat(units))
    noteLoudest(level)
    let over = curve(level, from)
    if (bends) over = between(over, curve(level, to), places(offsetInCell + i))
    v128.store(at, over)
  }
  const state = stateOf(device, band)
  state.loudest = Math.max(state.loudest, loudestOfBlock())
}

/** Attack and release on the reductions in the scratch. */
function smooth(state: BandState, frames: i32): void {
  // Only the first lane counts: vector instructions have a maximum without a branch.
  const release = f64x2.splat(state.release)
  const attack = f64x2.splat(state.attack)
  const releaseShare = f64x2.splat(1 - state.release)
  const attackShare = f64x2.splat(1 - state.attack)
  let held = f64x2.splat(state.held)
  let reduction = f64x2.splat(state.reduction)
  let deepest = f64x2.splat(state.deepest)
  for (let i = 0; i < frames; i++) {
    const at = scratch + (<usize>i << 2)
    const over = f64x2.promote_low_f32x4(v128.load32_zero(at))
    held = f64x2.pmax(over, f64x2.add(f64x2.mul(release, held), f64x2.mul(releaseShare, over)))
    reduction = f64x2.add(f64x2.mul(attack, reduction), f64x2.mul(attackShare, held))
    deepest = f64x2.pmax(deepest, reduction)
    v128.store32_lane(at, f32x4.demote_f64x2_zero(reduction), 0)
  }
  state.held = f64x2.extract_lane(held, 0)
  state.reduction = f64x2.extract_lane(reduction, 0)
  state.deepest = f64x2.extract_lane(deepest, 0)
}

/** How much of a band is heard at the cell's start or end: mute, and the other bands' solo. */
function audible(device: usize, band: i32, atEnd: bool): f64 {
  let soloed: f64 = 0
  for (let other = 0; other < bandsOf(device); other++) {
    const solo = param(device, index(other, SOLO))
    soloed = Math.max(soloed, atEnd ? solo.next : solo.value)
  }
  const solo = param(device, index(band, SOLO))
  const mute = param(device, index(band, MUTE))
  const own = atEnd ? solo.next : solo.value
  return (1 - (atEnd ? mute.next : mute.value)) * (1 - soloed * (1 - own))
}

/** Adds a band under its gains to the sums. */
function addBand(device: usize, band: i32, pairs: usize, frames: i32, offsetInCell: i32): void {
  const on = param(device, index(band, ON))
  const mix = param(device, MIX)
  const makeup = param(device, index(band, MAKEUP))
  const share = f32x4.splat(<f32>((on.value * mix.value) / 100))
  const shareEnd = f32x4.splat(<f32>((on.next * mix.next) / 100))
  const heard = f32x4.splat(<f32>audible(device, band, false))
  const heardEnd = f32x4.splat(<f32>audible(device, band, true))
  const lift = f32x4.splat(<f32>makeup.value)
  const liftEnd = f32x4.splat(<f32>makeup.next)
  const one = v128.load32_splat(units, 8)
  const moves =
    on.value != on.next ||
    mix.value != mix.next ||
    makeup.value != makeup.next ||
    v128.any_true(f32x4.ne(heard, heardEnd))
  let place = f32x4.splat(0)
  for (let i = 0; i < frames; i += 4) {
    const at = scratch + (<usize>i << 2)
    if (moves) place = places(offsetInCell + i)
    const db = f32x4.sub(between(lift, liftEnd, place), v128.load(at))
    const wet = exp2x4(f32x4.mul(db, v128.load32_splat(units, 4)))
    const part = between(share, shareEnd, place)
    const gain = f32x4.add(f32x4.sub(one, part), f32x4.mul(wet, part))
    v128.store(at, f32x4.mul(gain, between(heard, heardEnd, place)))
  }
  for (let i = 0; i < frames; i++) {
    const at = <usize>i << 4
    const gain = f64x2.splat(<f64>load<f32>(scratch + (<usize>i << 2)))
    v128.store(sums + at, f64x2.add(v128.load(sums + at), f64x2.mul(v128.load(pairs + at), gain)))
  }
}

export function multibandProcess(device: usize, data: usize, key: usize, frames: i32, offsetInCell: i32): void {
  const bands = bandsOf(device)
  const crossover = crossoverOf(device)
  if (offsetInCell == 0) {
    crossoverAdopt(crossover)
    if (advanceParams(device)) design(device)
    for (let band = 0; band < bands; band++) {
      const state = stateOf(device, band)
      state.shown = state.deepest
      state.deepest = 0
      state.shownLevel = state.loudest
      state.loudest = LOWEST_DB
    }
  }
  widenPairs(data, buffers + <usize>(bands - 1) * BAND_BUFFER, frames)
  crossoverSplit(crossover, buffers, bands, frames, offsetInCell)
  memory.fill(sums, 0, <usize>frames << 4)
  for (let band = 0; band < bands; band++) {
    const pairs = buffers + <usize>band * BAND_BUFFER
    detect(device, band, pairs, frames, offsetInCell)
    smooth(stateOf(device, band), frames)
    addBand(device, band, pairs, frames, offsetInCell)
  }
  narrowPairs(sums, data, frames)
  if (offsetInCell + frames < CELL_FRAMES) return
  crossoverFlush(crossover)
  for (let band = 0; band < bands; band++) {
    const state = stateOf(device, band)
    if (state.held < SILENT) state.held = 0
    if (state.reduction < SILENT) state.reduction = 0
  }
}
