// One streaming meter: loudness, range, true peak and the plain figures of a signal of 1 to 8 channels.
import { gainToDb } from './decibel'
import { dbOfPower, lufsOfPower } from './loudness-scale'
import {
  LoudnessHistory, clearHistory, createHistory, gatedMean, loudnessRange, releaseHistory, remember,
} from './loudness-history'
import { ChannelPair, KWeighting, closePairHop, designKWeighting, weigh } from './loudness-weighting'
import { TRUE_PEAK_HISTORY, readTruePeak } from './true-peak'

/** Momentary and short-term windows move by 10 ms. */
const HOPS_PER_SECOND: i64 = 100
const MOMENTARY_HOPS: i32 = 40
const SHORT_TERM_HOPS: i32 = 300
/** A gating block and a short-term value of the range every 100 ms. */
const HOPS_PER_BLOCK: i64 = 10
/** Frames weighed at once; small enough that a chunk stays in the first cache. */
const CHUNK: i32 = 512
/** History rounded up to even frames, so that chunks start 16-byte aligned; one frame past the chunk is readable. */
const HEAD: i32 = 12
const BUFFER_BYTES: i32 = (HEAD + CHUNK + 4) * 8
/** Samples beyond this are no sound; they, infinities and NaN count as silence. */
const ABSURD: f32 = 1e15

@unmanaged
class LoudnessMeter {
  filters: KWeighting
  blocks: LoudnessHistory
  range: LoudnessHistory
  sampleRate: i64
  frames: i64
  hops: i64
  channels: i32
  pairs: i32
  /** Per pair a ChannelPair, and a buffer of HEAD frames of history and CHUNK frames. */
  pairStates: usize
  buffers: usize
  /** BS.1770 weight of each channel, in pairs. */
  weights: usize
  /** Weighted sums of the last 300 hops; left², right², left·right sums of the last 40. */
  hopSums: usize
  correlationHops: usize
  momentary: f64
  shortTerm: f64
  momentaryMax: f64
  shortTermMax: f64
}

/** Makes a meter; `exact` keeps every gating block (files), otherwise memory never grows (live). */
export function meterCreate(sampleRate: i32, channels: i32, exact: i32): usize {
  const meter = changetype<LoudnessMeter>(heap.alloc(offsetof<LoudnessMeter>()))
  meter.filters = changetype<KWeighting>(heap.alloc(offsetof<KWeighting>()))
  designKWeighting(meter.filters, <f64>sampleRate)
  meter.blocks = createHistory(exact != 0)
  meter.range = createHistory(exact != 0)
  meter.sampleRate = sampleRate
  meter.channels = channels
  meter.pairs = (channels + 1) >> 1
  meter.pairStates = heap.alloc(meter.pairs * offsetof<ChannelPair>())
  meter.buffers = heap.alloc(meter.pairs * BUFFER_BYTES)
  meter.weights = heap.alloc(8 * 8)
  meter.hopSums = heap.alloc(SHORT_TERM_HOPS * 8)
  meter.correlationHops = heap.alloc(MOMENTARY_HOPS * 24)
  for (let channel = 0; channel < 8; channel++) store<f64>(meter.weights + (channel << 3), weightOf(channel, channels))
  meterReset(changetype<usize>(meter))
  return changetype<usize>(meter)
}

export function meterRelease(pointer: usize): void {
  const meter = changetype<LoudnessMeter>(pointer)
  releaseHistory(meter.blocks)
  releaseHistory(meter.range)
  heap.free(changetype<usize>(meter.filters))
  heap.free(meter.pairStates)
  heap.free(meter.buffers)
  heap.free(meter.weights)
  heap.free(meter.hopSums)
  heap.free(meter.correlationHops)
  heap.free(pointer)
}

/** Begins anew, as if nothing had been heard. */
export function meterReset(pointer: usize): void {
  const meter = changetype<LoudnessMeter>(pointer)
  clearHistory(meter.blocks)
  clearHistory(meter.range)
  memory.fill(meter.pairStates, 0, meter.pairs * offsetof<ChannelPair>())
  memory.fill(meter.buffers, 0, meter.pairs * BUFFER_BYTES)
  memory.fill(meter.hopSums, 0, SHORT_TERM_HOPS * 8)
  memory.fill(meter.correlationHops, 0, MOMENTARY_HOPS * 24)
  meter.frames = 0
  meter.hops = 0
  meter.momentary = 0
  meter.shortTerm = 0
  meter.momentaryMax = 0
  meter.shortTermMax = 0
}

/**
 * BS.1770-5 weights in WAV channel order: front 1, low frequency 0, beside the listener 1.41, behind 1. A file of four
 * or five channels holds L R (C) Ls Rs, of six L R C LFE Ls Rs, of seven L R C LFE Cs Ls Rs, of eight L R C LFE Lb Rb Ls Rs.
 */
function weightOf(channel: i32, channels: i32): f64 {
  if (channel >= channels) return 0.0
  if (channels >= 6 && channel == 3) return 0.0
  return channels >= 4 && channel >= channels - 2 ? 1.41 : 1.0
}

function pairAt(meter: LoudnessMeter, pair: i32): ChannelPair {
  return changetype<ChannelPair>(meter.pairStates + pair * offsetof<ChannelPair>())
}

function hopEnd(meter: LoudnessMeter, hop: i64): i64 {
  return ((hop + 1) * meter.sampleRate) / HOPS_PER_SECOND
}

/** Measures `frames` frames of interleaved float32 at `source`. Any division into calls gives the same figures. */
export function meterPush(pointer: usize, source: usize, frames: i32): void {
  const meter = changetype<LoudnessMeter>(pointer)
  while (frames > 0) {
    const left = <i32>(hopEnd(meter, meter.hops) - meter.frames)
    const count = min(min(frames, CHUNK), left)
    for (let pair = 0; pair < meter.pairs; pair++) {
      const state = pairAt(meter, pair)
      const buffer = meter.buffers + pair * BUFFER_BYTES
      const block = buffer + (HEAD << 3)
      fetchPair(block, source + (pair << 3), count, meter.channels, 2 * pair + 1 < meter.channels)
      weigh(state, meter.filters, block, count)
      state.samplePeak = samplePeak(block, count, state.samplePeak)
      readTruePeak(block, count, changetype<usize>(state) + offsetof<ChannelPair>('truePeak'))
      memory.copy(block - (TRUE_PEAK_HISTORY << 3), block + ((count - TRUE_PEAK_HISTORY) << 3), TRUE_PEAK_HISTORY << 3)
    }
    source += (count * meter.channels) << 2
    frames -= count
    meter.frames += count
    if (count == left) closeHop(meter)
  }
}

/** Copies one pair of channels to `block`, silencing what is no sound. An odd last channel sits beside silence. */
function fetchPair(block: usize, source: usize, frames: i32, channels: i32, paired: bool): void {
  const stride: usize = channels << 2
  const limit = f32x4.splat(ABSURD)
  if (channels == 2) {
    const end = block + (frames << 3)
    while (block + 16 <= end) {
      const x = v128.load(source)
      v128.store(block, v128.and(x, f32x4.lt(f32x4.abs(x), limit)))
      block += 16
      source += 16
    }
    if (block < end) storePair(block, v128.load64_zero(source), limit)
  } else if (paired) {
    for (let end = block + (frames << 3); block < end; block += 8, source += stride) {
      storePair(block, v128.load64_zero(source), limit)
    }
  } else {
    for (let end = block + (frames << 3); block < end; block += 8, source += stride) {
      storePair(block, v128.load32_zero(source), limit)
    }
  }
}

function storePair(block: usize, x: v128, limit: v128): void {
  v128.store64_lane(block, v128.and(x, f32x4.lt(f32x4.abs(x), limit)), 0)
}

function samplePeak(block: usize, frames: i32, peak: v128): v128 {
  const end = block + (frames << 3)
  for (; block + 16 <= end; block += 16) peak = f32x4.max(peak, f32x4.abs(v128.load(block)))
  if (block < end) peak = f32x4.max(peak, f32x4.abs(v128.load64_zero(block)))
  return f32x4.max(peak, v128.shuffle<i32>(peak, peak, 2, 3, 0, 1))
}

function closeHop(meter: LoudnessMeter): void {
  let weighted = 0.0
  for (let pair = 0; pair < meter.pairs; pair++) {
    const state = pairAt(meter, pair)
    const weights = meter.weights + (pair << 4)
    weighted += f64x2.extract_lane(state.hopWeighted, 0) * load<f64>(weights)
    weighted += f64x2.extract_lane(state.hopWeighted, 1) * load<f64>(weights, 8)
    if (pair == 0) {
      const slot = meter.correlationHops + <i32>(meter.hops % MOMENTARY_HOPS) * 24
      v128.store(slot, state.hopSquares)
      store<f64>(slot, f64x2.extract_lane(state.hopProducts, 0), 16)
    }
    closePairHop(state)
  }
  const last = meter.hops
  store<f64>(meter.hopSums + (<i32>(last % SHORT_TERM_HOPS) << 3), weighted)
  meter.momentary = windowPower(meter, MOMENTARY_HOPS)
  meter.shortTerm = windowPower(meter, SHORT_TERM_HOPS)
  meter.momentaryMax = Math.max(meter.momentaryMax, meter.momentary)
  meter.shortTermMax = Math.max(meter.shortTermMax, meter.shortTerm)
  meter.hops = last + 1
  if (meter.hops % HOPS_PER_BLOCK == 0) {
    if (meter.hops >= MOMENTARY_HOPS) remember(meter.blocks, meter.momentary)
    if (meter.hops >= SHORT_TERM_HOPS) remember(meter.range, meter.shortTerm)
  }
}

/** Mean weighted power of the last `hops` hops; what lies before the first frame counts as silence. */
function windowPower(meter: LoudnessMeter, hops: i32): f64 {
  let sum = 0.0
  let slot = <i32>(meter.hops % SHORT_TERM_HOPS)
  for (let i = 0; i < hops; i++) {
    sum += load<f64>(meter.hopSums + (slot << 3))
    slot = slot == 0 ? SHORT_TERM_HOPS - 1 : slot - 1
  }
  const frames = meter.hops >= hops
    ? hopEnd(meter, meter.hops) - hopEnd(meter, meter.hops - hops)
    : (meter.sampleRate * hops) / HOPS_PER_SECOND
  return sum / <f64>frames
}

// What a meter reads. An undefined value is NaN or at most −144 dB.

export function meterMomentary(pointer: usize): f64 {
  return lufsOfPower(changetype<LoudnessMeter>(pointer).momentary)
}

export function meterShortTerm(pointer: usize): f64 {
  return lufsOfPower(changetype<LoudnessMeter>(pointer).shortTerm)
}

export function meterMomentaryMax(pointer: usize): f64 {
  return lufsOfPower(changetype<LoudnessMeter>(pointer).momentaryMax)
}

export function meterShortTermMax(pointer: usize): f64 {
  return lufsOfPower(changetype<LoudnessMeter>(pointer).shortTermMax)
}

export function meterIntegrated(pointer: usize): f64 {
  return lufsOfPower(gatedMean(changetype<LoudnessMeter>(pointer).blocks, 0.1))
}

export function meterRange(pointer: usize): f64 {
  return loudnessRange(changetype<LoudnessMeter>(pointer).range)
}

/** Channel counted from 0, or −1 for the highest of all. */
export function meterTruePeak(pointer: usize, channel: i32): f64 {
  const meter = changetype<LoudnessMeter>(pointer)
  if (channel >= 0) return gainToDb(highestTruePeak(meter, channel))
  let peak: f32 = 0
  for (let each = 0; each < meter.channels; each++) peak = max(peak, highestTruePeak(meter, each))
  return gainToDb(peak)
}

function highestTruePeak(meter: LoudnessMeter, channel: i32): f32 {
  const pair = pairAt(meter, channel >> 1)
  return max(lane(pair.truePeak, channel & 1), lane(pair.takenTruePeak, channel & 1))
}

/** The highest true peak of a channel of the first pair since it was taken last, linear. */
export function meterTakeTruePeak(pointer: usize, channel: i32): f32 {
  const pair = pairAt(changetype<LoudnessMeter>(pointer), 0)
  const peak = lane(pair.truePeak, channel)
  pair.takenTruePeak = f32x4.max(pair.takenTruePeak, keepSide(pair.truePeak, channel))
  pair.truePeak = keepSide(pair.truePeak, 1 - channel)
  return peak
}

/** A pair's peaks with the other side at 0. */
function keepSide(pair: v128, side: i32): v128 {
  return side == 0 ? v128.and(pair, i32x4(-1, 0, -1, 0)) : v128.and(pair, i32x4(0, -1, 0, -1))
}

/** Channel counted from 0, or −1 for the highest of all. */
export function meterSamplePeak(pointer: usize, channel: i32): f64 {
  const meter = changetype<LoudnessMeter>(pointer)
  if (channel >= 0) return gainToDb(lane(pairAt(meter, channel >> 1).samplePeak, channel & 1))
  let peak: f32 = 0
  for (let each = 0; each < meter.channels; each++) peak = max(peak, lane(pairAt(meter, each >> 1).samplePeak, each & 1))
  return gainToDb(peak)
}

function lane(pair: v128, side: i32): f32 {
  return side == 0 ? f32x4.extract_lane(pair, 0) : f32x4.extract_lane(pair, 1)
}

function half(pair: v128, side: i32): f64 {
  return side == 0 ? f64x2.extract_lane(pair, 0) : f64x2.extract_lane(pair, 1)
}

/** RMS over all channels in dB; a full-scale sine reads −3.01. */
export function meterRms(pointer: usize): f64 {
  const meter = changetype<LoudnessMeter>(pointer)
  let squares = 0.0
  for (let channel = 0; channel < meter.channels; channel++) {
    const pair = pairAt(meter, channel >> 1)
    squares += half(f64x2.add(pair.squares, pair.hopSquares), channel & 1)
  }
  return dbOfPower(squares / (<f64>meter.frames * <f64>meter.channels))
}

/** The mean of the channel that lies farthest from zero, full scale = 1. */
export function meterDcOffset(pointer: usize): f64 {
  const meter = changetype<LoudnessMeter>(pointer)
  let offset = 0.0
  for (let channel = 0; channel < meter.channels; channel++) {
    const pair = pairAt(meter, channel >> 1)
    const mean = half(f64x2.add(pair.sum, pair.hopSum), channel & 1) / <f64>meter.frames
    if (Math.abs(mean) > Math.abs(offset)) offset = mean
  }
  return meter.frames == 0 ? NaN : offset
}

/** Correlation of the first two channels from the start, −1 to 1. */
export function meterCorrelation(pointer: usize): f64 {
  const meter = changetype<LoudnessMeter>(pointer)
  const pair = pairAt(meter, 0)
  const squares = f64x2.add(pair.squares, pair.hopSquares)
  return correlationOf(half(squares, 0), half(squares, 1), half(f64x2.add(pair.products, pair.hopProducts), 0))
}

/** Correlation of the first two channels over the last 400 ms, −1 to 1. */
export function meterRecentCorrelation(pointer: usize): f64 {
  const meter = changetype<LoudnessMeter>(pointer)
  let left = 0.0
  let right = 0.0
  let products = 0.0
  for (let slot = meter.correlationHops, end = slot + MOMENTARY_HOPS * 24; slot < end; slot += 24) {
    left += load<f64>(slot)
    right += load<f64>(slot, 8)
    products += load<f64>(slot, 16)
  }
  return correlationOf(left, right, products)
}

/** NaN where one side is silent. */
function correlationOf(left: f64, right: f64, products: f64): f64 {
  return left > 0 && right > 0 ? Math.min(1.0, Math.max(-1.0, products / Math.sqrt(left * right))) : NaN
}
