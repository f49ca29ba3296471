import { Coefficients } from './biquad-design'
import { SECTION_BYTES, SECTION_NEXT, SECTION_S1, section1, sectionFlush, sectionSilent } from './biquad'
import { gainToDb } from './decibel'
import { Ramp } from './grid'
import {
  matchHighCut,
  matchHighCut6,
  matchHighShelf,
  matchLowCut,
  matchLowCut6,
  matchLowShelf,
  matchTilt,
} from './matched-design'

/** What a band can be; 0 to 3 and 8 to 15 are cuts of Butterworth order, the last section's Q turned up by the band's. */
export const LOW_CUT_12: i32 = 0
export const LOW_CUT_24: i32 = 1
export const HIGH_CUT_12: i32 = 2
export const HIGH_CUT_24: i32 = 3
export const LOW_SHELF: i32 = 4
export const HIGH_SHELF: i32 = 5
export const BELL: i32 = 6
const NOTCH: i32 = 7
const LOW_CUT_6: i32 = 8
const HIGH_CUT_6: i32 = 12
const TILT: i32 = 16

/** Sections of the steepest cut. */
export const SECTIONS_PER_BAND: i32 = 4
/** A filter's frequency stays below this share of the sample rate. */
const HIGHEST: f64 = 0.49
/** From this level over the threshold to twice the range, a dynamic band goes half a dB for every dB. */
const DYNAMIC_SLOPE: f64 = 0.5
const SILENT: f64 = 1e-15

/** One band. A change of type, channel or switch fades the band out, changes it, and fades it in again. */
@unmanaged
export class Band {
  type: i32
  wantedType: i32
  channel: i32
  wantedChannel: i32
  on: i32
  /** Set by every edit: the sections' coefficients are designed again. */
  stale: i32
  /** Set by every design: the next cell starts from the new coefficients. */
  designed: i32
  freqHz: f64
  q: f64
  thresholdDb: f64
  attackMs: f64
  releaseMs: f64
  /** Peak envelope of what the band hears, linear; and what it adds to the gain, dB. */
  envelope: f64
  offsetDb: f64
}

const RAMP: usize = offsetof<Ramp>()
const LOG_FREQ: usize = offsetof<Band>()
const GAIN: usize = LOG_FREQ + RAMP
const LOG_Q: usize = GAIN + RAMP
const WET: usize = LOG_Q + RAMP
const RANGE: usize = WET + RAMP
/** What the dynamic band listens through, then its own sections. */
const LISTEN: usize = (RANGE + RAMP + 15) & ~15
const SECTIONS: usize = LISTEN + SECTION_BYTES
export const BAND_BYTES: usize = SECTIONS + SECTION_BYTES * SECTIONS_PER_BAND

/** Q of the sections of Butterworth filters of order 2, 4, 6, 8, and of 3, whose first section is of first order. */
const BUTTERWORTH: usize = memory.data<f64>([
  0.7071067811865476, 0, 0, 0, 0.541196100146197, 1.3065629648763766, 0, 0, 0.5176380902050415, 0.7071067811865476,
  1.9318516525781366, 0, 0.5097955791041592, 0.6013448869350453, 0.8999762231364156, 2.5629154477415055,
])

// @ts-ignore: decorator
@inline
function ramp(band: usize, offset: usize): Ramp {
  return changetype<Ramp>(band + offset)
}

// @ts-ignore: decorator
@inline
export function bandSection(band: usize, index: i32): usize {
  return band + SECTIONS + <usize>index * SECTION_BYTES
}

/** A band that is off. */
export function bandInit(at: usize): void {
  const band = changetype<Band>(at)
  band.type = BELL
  band.wantedType = BELL
  band.stale = 1
  band.freqHz = 1000
  band.q = 1
  band.attackMs = 10
  band.releaseMs = 100
  ramp(at, LOG_FREQ).jump(Math.log(1000))
  for (let s = 0; s < SECTIONS_PER_BAND; s++) {
    changetype<Coefficients>(bandSection(at, s)).identity()
    changetype<Coefficients>(bandSection(at, s) + SECTION_NEXT).identity()
  }
}

// @ts-ignore: decorator
@inline
function changes(band: Band): bool {
  return band.type != band.wantedType || band.channel != band.wantedChannel
}

function setWet(at: usize, wetCells: i32): void {
  const band = changetype<Band>(at)
  const want: f64 = band.on && !changes(band) ? 1 : 0
  const wet = ramp(at, WET)
  if (wet.target != want) wet.glide(want, wetCells)
}

/** See `eqSetBand`. */
export function bandSet(at: usize, param: i32, value: f64, cells: i32, wetCells: i32): void {
  const band = changetype<Band>(at)
  band.stale = 1
  if (param == 0) band.on = value != 0 ? 1 : 0
  else if (param == 1) band.wantedType = <i32>value
  else if (param == 2) {
    band.freqHz = value
    ramp(at, LOG_FREQ).glide(Math.log(value), cells)
  } else if (param == 3) ramp(at, GAIN).glide(value, cells)
  else if (param == 4) {
    band.q = value
    ramp(at, LOG_Q).glide(Math.log(value), cells)
  } else if (param == 5) band.wantedChannel = <i32>value
  else if (param == 6) ramp(at, RANGE).glide(value, cells)
  else if (param == 7) band.thresholdDb = value
  else if (param == 8) band.attackMs = value
  else band.releaseMs = value
  setWet(at, wetCells)
}

/** A value that glides as a logarithm: the exact target once it stands there. */
function exponential(glide: Ramp, target: f64): f64 {
  return glide.next == glide.target ? target : Math.exp(glide.next)
}

/** Sections of Butterworth order `2 · count`, each a high-pass or a low-pass. */
function designCut(at: usize, w: f64, q: f64, count: i32, isLow: bool, first: i32): void {
  for (let s = 0; s < count; s++) {
    const c = changetype<Coefficients>(bandSection(at, first + s) + SECTION_NEXT)
    let sectionQ = load<f64>(BUTTERWORTH + (<usize>(4 * (count - 1) + s) << 3))
    if (first > 0) sectionQ = 1
    if (s == count - 1) sectionQ *= q / Math.SQRT1_2
    if (isLow) matchLowCut(c, w, sectionQ)
    else matchHighCut(c, w, sectionQ)
  }
}

function designCuts(at: usize, type: i32, w: f64, q: f64): i32 {
  const isLow = type <= LOW_CUT_24 || (type >= LOW_CUT_6 && type < HIGH_CUT_6)
  if (type <= HIGH_CUT_24) {
    const count = 1 + (type & 1)
    designCut(at, w, q, count, isLow, 0)
    return count
  }
  const steep = (type - LOW_CUT_6) & 3
  if (steep >= 2) {
    designCut(at, w, q, steep + 1, isLow, 0)
    return steep + 1
  }
  const first = changetype<Coefficients>(bandSection(at, 0) + SECTION_NEXT)
  if (isLow) matchLowCut6(first, w)
  else matchHighCut6(first, w)
  if (steep == 0) return 1
  designCut(at, w, q, 1, isLow, 1)
  return 2
}

/** Designs the sections of a band for the end of the cell. */
export function bandDesign(at: usize, sampleRate: f64): void {
  const band = changetype<Band>(at)
  const freqHz = Math.min(exponential(ramp(at, LOG_FREQ), band.freqHz), HIGHEST * sampleRate)
  const w = (2 * Math.PI * freqHz) / sampleRate
  const q = exponential(ramp(at, LOG_Q), band.q)
  const gainDb = ramp(at, GAIN).next + band.offsetDb
  const wet = ramp(at, WET).next
  const type = band.type
  const first = changetype<Coefficients>(bandSection(at, 0) + SECTION_NEXT)
  const hasGain = type == LOW_SHELF || type == HIGH_SHELF || type == BELL || type == TILT
  let count = 1
  if (hasGain && gainDb == 0) first.identity()
  else if (type == LOW_SHELF) matchLowShelf(first, w, q, gainDb)
  else if (type == HIGH_SHELF) matchHighShelf(first, w, q, gainDb)
  else if (type == BELL) first.bell(w, q, gainDb)
  else if (type == NOTCH) first.notch(w, q)
  else if (type == TILT) matchTilt(first, w, gainDb)
  else count = designCuts(at, type, w, q)
  for (let s = 0; s < SECTIONS_PER_BAND; s++) {
    const c = changetype<Coefficients>(bandSection(at, s) + SECTION_NEXT)
    if (s < count) c.blend(wet)
    else c.identity()
  }
  band.designed = 1
}

/** The coefficients of the cell's end become those of its start. */
function adopt(at: usize): void {
  for (let s = 0; s < SECTIONS_PER_BAND; s++)
    memory.copy(bandSection(at, s), bandSection(at, s) + SECTION_NEXT, SECTION_NEXT)
  changetype<Band>(at).designed = 0
}

/** All values jump to their targets. */
export function bandSnap(at: usize, sampleRate: f64, wetCells: i32): void {
  const band = changetype<Band>(at)
  band.type = band.wantedType
  band.channel = band.wantedChannel
  setWet(at, wetCells)
  for (let offset = LOG_FREQ; offset <= RANGE; offset += RAMP) ramp(at, offset).jump(ramp(at, offset).target)
  band.offsetDb = 0
  designListener(at, sampleRate)
  bandDesign(at, sampleRate)
  adopt(at)
  band.stale = 0
}

/** Clears the filters and the envelope. */
export function bandReset(at: usize, sampleRate: f64): void {
  const band = changetype<Band>(at)
  for (let s = 0; s < SECTIONS_PER_BAND; s++) memory.fill(bandSection(at, s) + SECTION_S1, 0, 32)
  memory.fill(at + LISTEN + SECTION_S1, 0, 32)
  band.envelope = 0
  if (band.offsetDb == 0) return
  band.offsetDb = 0
  bandDesign(at, sampleRate)
  adopt(at)
}

/** Whether the band's gain follows what it hears. */
// @ts-ignore: decorator
@inline
export function bandIsDynamic(at: usize): bool {
  const range = ramp(at, RANGE)
  const band = changetype<Band>(at)
  return (range.next != 0 || range.target != 0 || band.offsetDb != 0) && (band.on != 0 || ramp(at, WET).next != 0)
}

/** Whether no value of the band moves or waits for a change. */
export function bandIsSettled(at: usize): bool {
  const band = changetype<Band>(at)
  if (band.stale || band.designed || changes(band) || bandIsDynamic(at)) return false
  for (let offset = LOG_FREQ; offset <= RANGE; offset += RAMP) if (ramp(at, offset).cellsLeft > 0) return false
  return true
}

/** A band-pass around the band, or for shelves and tilt the half that they lift. */
function designListener(at: usize, sampleRate: f64): void {
  const band = changetype<Band>(at)
  const w = (2 * Math.PI * Math.min(band.freqHz, HIGHEST * sampleRate)) / sampleRate
  const c = changetype<Coefficients>(at + LISTEN)
  if (band.type == LOW_SHELF) matchHighCut(c, w, Math.SQRT1_2)
  else if (band.type == HIGH_SHELF || band.type == TILT) matchLowCut(c, w, Math.SQRT1_2)
  else c.bandPass(w, band.q)
}

/** Designs what a band is heard through alone: around a bell, what a cut takes away, what a shelf moves. */
export function bandHearing(at: usize, c: Coefficients, sampleRate: f64): void {
  const band = changetype<Band>(at)
  const w = (2 * Math.PI * Math.min(exponential(ramp(at, LOG_FREQ), band.freqHz), HIGHEST * sampleRate)) / sampleRate
  const type = band.type
  const isBelow = type <= LOW_CUT_24 || type == LOW_SHELF || (type >= LOW_CUT_6 && type < HIGH_CUT_6)
  if (type == BELL || type == NOTCH) c.bandPass(w, exponential(ramp(at, LOG_Q), band.q))
  else if (isBelow) matchHighCut(c, w, Math.SQRT1_2)
  else matchLowCut(c, w, Math.SQRT1_2)
}

/** Steps to the next cell. */
export function bandAdvance(at: usize, sampleRate: f64, wetCells: i32): void {
  const band = changetype<Band>(at)
  const wet = ramp(at, WET)
  if (changes(band) && wet.next == 0 && wet.cellsLeft == 0) {
    band.type = band.wantedType
    band.channel = band.wantedChannel
    band.stale = 1
    setWet(at, wetCells)
  }
  let moves = false
  for (let offset = LOG_FREQ; offset <= RANGE; offset += RAMP) if (ramp(at, offset).advance()) moves = true
  if (moves || band.stale) designListener(at, sampleRate)
  if (bandIsDynamic(at)) {
    const range = ramp(at, RANGE).next
    const over = Math.max(0, gainToDb(band.envelope) - band.thresholdDb)
    const size = Math.min(Math.abs(range), over * DYNAMIC_SLOPE)
    const offsetDb = range < 0 ? -size : size
    if (offsetDb != band.offsetDb) moves = true
    band.offsetDb = offsetDb
  }
  if (band.designed) adopt(at)
  if (moves || band.stale) bandDesign(at, sampleRate)
  band.stale = 0
}

/** Follows the peaks of what the band hears: `pairs` are float64 and are filtered in `scratch`. */
export function bandListen(at: usize, pairs: usize, scratch: usize, frames: i32, sampleRate: f64): void {
  const band = changetype<Band>(at)
  section1<f64, f64>(at + LISTEN, pairs, scratch, frames)
  const attack = 1 - Math.exp(-1000 / (band.attackMs * sampleRate))
  const release = 1 - Math.exp(-1000 / (band.releaseMs * sampleRate))
  let envelope = band.envelope
  for (let i = 0; i < frames; i++) {
    const x = f64x2.abs(v128.load(scratch + (<usize>i << 4)))
    const peak = Math.max(f64x2.extract_lane(x, 0), f64x2.extract_lane(x, 1))
    envelope += (peak - envelope) * (peak > envelope ? attack : release)
  }
  band.envelope = envelope
}

/** Flushes vanishing states at a cell's end. Returns whether a section may have come to rest. */
export function bandFlush(at: usize): bool {
  const band = changetype<Band>(at)
  if (band.envelope < SILENT) band.envelope = 0
  sectionFlush(at + LISTEN)
  let rests = false
  for (let s = 0; s < SECTIONS_PER_BAND; s++) {
    sectionFlush(bandSection(at, s))
    if (changetype<Coefficients>(bandSection(at, s)).passes() && !sectionSilent(bandSection(at, s))) rests = true
  }
  return rests
}

/** Whether a section does nothing in this cell. */
export function sectionRests(section: usize): bool {
  return (
    changetype<Coefficients>(section).passes() &&
    changetype<Coefficients>(section + SECTION_NEXT).passes() &&
    sectionSilent(section)
  )
}
