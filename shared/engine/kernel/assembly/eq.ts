import { SECTION_BYTES, SECTION_NEXT, SECTION_S1, sectionFlush, sectionSilent } from './biquad'
import { Coefficients } from './biquad-design'
import { dbToGain } from './decibel'
import { cascade, listed } from './eq-cascade'
import { CELL_FRAMES, Ramp } from './grid'

const BANDS: i32 = 8
const SECTIONS_PER_BAND: i32 = 2

const LOW_CUT_12: i32 = 0
const LOW_CUT_24: i32 = 1
const HIGH_CUT_12: i32 = 2
const HIGH_CUT_24: i32 = 3
const LOW_SHELF: i32 = 4
const HIGH_SHELF: i32 = 5
const BELL: i32 = 6

/** Q of the two halves of a fourth-order Butterworth filter. */
const BUTTERWORTH_4_FIRST: f64 = 0.541196100146197
const BUTTERWORTH_4_SECOND: f64 = 1.3065629648763766
/** A filter's frequency stays below this share of the sample rate. */
const HIGHEST: f64 = 0.49

/** An equalizer: header, output ramp, bands, sections. */
@unmanaged
class Equalizer {
  sampleRate: f64
  wetCells: i32
  /** How many entries of the work list are in use this cell. */
  active: i32
  /** Whether the work list was made for the present cell. */
  prepared: i32
  /** Whether no band moves or waits for a change: then the grid has nothing to do. */
  settled: i32
}

/** One band. A change of type or switch fades the band out, changes it, and fades it in again. */
@unmanaged
class Band {
  type: i32
  wantedType: i32
  on: i32
  /** Set by every edit: the sections' coefficients are designed again. */
  stale: i32
  /** Set by every design: the next cell starts from the new coefficients. */
  designed: i32
  freqHz: f64
  q: f64
}

const HEADER: usize = offsetof<Equalizer>()
const RAMP: usize = offsetof<Ramp>()
const OUTPUT: usize = HEADER
const BAND_HEAD: usize = offsetof<Band>()
const LOG_FREQ: usize = BAND_HEAD
const GAIN: usize = LOG_FREQ + RAMP
const LOG_Q: usize = GAIN + RAMP
const WET: usize = LOG_Q + RAMP
const BAND_BYTES: usize = WET + RAMP
const BANDS_AT: usize = (OUTPUT + RAMP + 15) & ~15
const SECTIONS_AT: usize = (BANDS_AT + BAND_BYTES * BANDS + 15) & ~15
const WORK_AT: usize = SECTIONS_AT + SECTION_BYTES * BANDS * SECTIONS_PER_BAND
const BYTES: usize = WORK_AT + 4 * BANDS * SECTIONS_PER_BAND

// @ts-ignore: decorator
@inline
function bandAt(eq: usize, band: i32): usize {
  return eq + BANDS_AT + <usize>band * BAND_BYTES
}

// @ts-ignore: decorator
@inline
function ramp(base: usize, offset: usize): Ramp {
  return changetype<Ramp>(base + offset)
}

// @ts-ignore: decorator
@inline
function sectionAt(eq: usize, index: i32): usize {
  return eq + SECTIONS_AT + <usize>index * SECTION_BYTES
}

/** Makes an equalizer whose bands are all off. `wetCells`: how long switches glide. */
export function eqNew(sampleRate: f64, wetCells: i32): usize {
  const eq = heap.alloc(BYTES)
  memory.fill(eq, 0, BYTES)
  const header = changetype<Equalizer>(eq)
  header.sampleRate = sampleRate
  header.wetCells = wetCells
  for (let i = 0; i < BANDS; i++) {
    const base = bandAt(eq, i)
    const band = changetype<Band>(base)
    band.type = BELL
    band.wantedType = BELL
    band.stale = 1
    band.freqHz = 1000
    band.q = 1
    ramp(base, LOG_FREQ).jump(Math.log(1000))
  }
  for (let i = 0; i < BANDS * SECTIONS_PER_BAND; i++) {
    changetype<Coefficients>(sectionAt(eq, i)).identity()
    changetype<Coefficients>(sectionAt(eq, i) + SECTION_NEXT).identity()
  }
  return eq
}

function setWet(eq: usize, base: usize): void {
  const band = changetype<Band>(base)
  const want: f64 = band.on && band.type == band.wantedType ? 1 : 0
  const wet = ramp(base, WET)
  if (wet.target != want) wet.glide(want, changetype<Equalizer>(eq).wetCells)
}

/** Moves a band's parameter within `cells` cells: 0 on, 1 type, 2 frequency in Hz, 3 gain in dB, 4 Q. */
export function eqSetBand(eq: usize, index: i32, param: i32, value: f64, cells: i32): void {
  const base = bandAt(eq, index)
  const band = changetype<Band>(base)
  band.stale = 1
  changetype<Equalizer>(eq).settled = 0
  if (param == 0) band.on = value != 0 ? 1 : 0
  else if (param == 1) band.wantedType = <i32>value
  else if (param == 2) {
    band.freqHz = value
    ramp(base, LOG_FREQ).glide(Math.log(value), cells)
  } else if (param == 3) ramp(base, GAIN).glide(value, cells)
  else {
    band.q = value
    ramp(base, LOG_Q).glide(Math.log(value), cells)
  }
  setWet(eq, base)
}

/** Moves the output gain in dB within `cells` cells. */
export function eqSetOutput(eq: usize, db: f64, cells: i32): void {
  ramp(eq, OUTPUT).glide(db, cells)
}

/** A value that glides as a logarithm: the exact target once it stands there. */
function exponential(glide: Ramp, target: f64): f64 {
  return glide.next == glide.target ? target : Math.exp(glide.next)
}

/** Designs both sections of a band for the end of the cell. */
function design(eq: usize, index: i32): void {
  const base = bandAt(eq, index)
  const band = changetype<Band>(base)
  const sampleRate = changetype<Equalizer>(eq).sampleRate
  const freqHz = Math.min(exponential(ramp(base, LOG_FREQ), band.freqHz), HIGHEST * sampleRate)
  const w = (2 * Math.PI * freqHz) / sampleRate
  const q = exponential(ramp(base, LOG_Q), band.q)
  const gainDb = ramp(base, GAIN).next
  const wet = ramp(base, WET).next
  const type = band.type
  const first = changetype<Coefficients>(sectionAt(eq, index * SECTIONS_PER_BAND) + SECTION_NEXT)
  const second = changetype<Coefficients>(sectionAt(eq, index * SECTIONS_PER_BAND + 1) + SECTION_NEXT)
  const steep = type == LOW_CUT_24 || type == HIGH_CUT_24
  const q1 = steep ? BUTTERWORTH_4_FIRST : q
  const q2 = (BUTTERWORTH_4_SECOND * q) / Math.SQRT1_2
  second.identity()
  if (type == LOW_CUT_12 || type == LOW_CUT_24) {
    first.lowCut(w, q1)
    if (steep) second.lowCut(w, q2)
  } else if (type == HIGH_CUT_12 || type == HIGH_CUT_24) {
    first.highCut(w, q1)
    if (steep) second.highCut(w, q2)
  } else if (type == LOW_SHELF) first.shelf(w, q, gainDb, 1)
  else if (type == HIGH_SHELF) first.shelf(w, q, gainDb, -1)
  else if (type == BELL) first.bell(w, q, gainDb)
  else first.notch(w, q)
  const flat = gainDb == 0 && type >= LOW_SHELF && type <= BELL
  first.blend(flat ? 0 : wet)
  second.blend(wet)
  band.designed = 1
}

/** The coefficients of the cell's end become those of its start. */
function adopt(eq: usize, index: i32): void {
  for (let s = index * SECTIONS_PER_BAND; s < (index + 1) * SECTIONS_PER_BAND; s++)
    memory.copy(sectionAt(eq, s), sectionAt(eq, s) + SECTION_NEXT, SECTION_NEXT)
  changetype<Band>(bandAt(eq, index)).designed = 0
}

function jumpBand(eq: usize, index: i32): void {
  const base = bandAt(eq, index)
  const band = changetype<Band>(base)
  band.type = band.wantedType
  setWet(eq, base)
  ramp(base, LOG_FREQ).jump(ramp(base, LOG_FREQ).target)
  ramp(base, GAIN).jump(ramp(base, GAIN).target)
  ramp(base, LOG_Q).jump(ramp(base, LOG_Q).target)
  ramp(base, WET).jump(ramp(base, WET).target)
  design(eq, index)
  adopt(eq, index)
  band.stale = 0
}

/** All parameters jump to their targets. */
export function eqSnap(eq: usize): void {
  for (let i = 0; i < BANDS; i++) jumpBand(eq, i)
  ramp(eq, OUTPUT).jump(ramp(eq, OUTPUT).target)
  changetype<Equalizer>(eq).prepared = 0
  changetype<Equalizer>(eq).settled = 0
}

/** Clears the filters' states. */
export function eqReset(eq: usize): void {
  for (let i = 0; i < BANDS * SECTIONS_PER_BAND; i++) memory.fill(sectionAt(eq, i) + SECTION_S1, 0, 32)
  changetype<Equalizer>(eq).prepared = 0
}

function isSettled(eq: usize): bool {
  for (let i = 0; i < BANDS; i++) {
    const base = bandAt(eq, i)
    const band = changetype<Band>(base)
    if (band.stale || band.designed || band.type != band.wantedType) return false
    const moving =
      ramp(base, LOG_FREQ).cellsLeft +
      ramp(base, GAIN).cellsLeft +
      ramp(base, LOG_Q).cellsLeft +
      ramp(base, WET).cellsLeft
    if (moving > 0) return false
  }
  return true
}

/** Steps one band to the next cell. */
function advanceBand(eq: usize, index: i32): void {
  const base = bandAt(eq, index)
  const band = changetype<Band>(base)
  const wet = ramp(base, WET)
  if (band.type != band.wantedType && wet.next == 0 && wet.cellsLeft == 0) {
    band.type = band.wantedType
    band.stale = 1
    setWet(eq, base)
  }
  const freqMoves = ramp(base, LOG_FREQ).advance()
  const gainMoves = ramp(base, GAIN).advance()
  const qMoves = ramp(base, LOG_Q).advance()
  const wetMoves = wet.advance()
  const moves = freqMoves || gainMoves || qMoves || wetMoves
  if (band.designed) adopt(eq, index)
  if (moves || band.stale) design(eq, index)
  band.stale = 0
}

/** Lists the sections that do something this cell. */
function prepare(eq: usize): void {
  const header = changetype<Equalizer>(eq)
  header.active = 0
  header.prepared = 1
  for (let s = 0; s < BANDS * SECTIONS_PER_BAND; s++) {
    const section = sectionAt(eq, s)
    const now = changetype<Coefficients>(section)
    const next = changetype<Coefficients>(section + SECTION_NEXT)
    if (now.passes() && next.passes() && sectionSilent(section)) continue
    store<u32>(eq + WORK_AT + (<usize>header.active << 2), <u32>section)
    header.active++
  }
}

/** Filters interleaved stereo float32 in place, inside one cell. */
export function eqProcess(eq: usize, data: usize, frames: i32, offsetInCell: i32): void {
  const header = changetype<Equalizer>(eq)
  const output = ramp(eq, OUTPUT)
  if (offsetInCell == 0) {
    output.advance()
    if (header.settled == 0) {
      for (let i = 0; i < BANDS; i++) advanceBand(eq, i)
      header.settled = isSettled(eq) ? 1 : 0
      header.prepared = 0
    }
  }
  if (!header.prepared) prepare(eq)
  const outputRests = output.value == 0 && output.next == 0
  if (header.active == 0 && outputRests) return
  const from = outputRests ? 1 : dbToGain(output.value)
  const to = outputRests ? 1 : dbToGain(output.next)
  cascade(eq + WORK_AT, header.active, data, frames, offsetInCell, from, to)
  if (offsetInCell + frames == CELL_FRAMES) rest(eq)
}

/** Flushes the states at a cell's end; a band that has been switched off drops out once it has rung out. */
function rest(eq: usize): void {
  const header = changetype<Equalizer>(eq)
  for (let i = 0; i < header.active; i++) {
    const section = listed(eq + WORK_AT, i)
    sectionFlush(section)
    if (changetype<Coefficients>(section).passes()) header.prepared = 0
  }
}

/** Magnitude in dB at each of `count` frequencies (float64, Hz), with all parameters at their targets after `eqSnap`. */
export function eqResponse(eq: usize, frequencies: usize, levelsDb: usize, count: i32): void {
  const header = changetype<Equalizer>(eq)
  for (let i = 0; i < count; i++) {
    const w = (2 * Math.PI * load<f64>(frequencies + (<usize>i << 3))) / header.sampleRate
    let power: f64 = 1
    for (let s = 0; s < BANDS * SECTIONS_PER_BAND; s++) power *= changetype<Coefficients>(sectionAt(eq, s)).power(w)
    const level = power > 1e-30 ? 10 * Math.log10(power) : -300
    store<f64>(levelsDb + (<usize>i << 3), level + ramp(eq, OUTPUT).next)
  }
}
