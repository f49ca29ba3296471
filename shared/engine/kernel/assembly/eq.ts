import { SECTION_NEXT, section1, sectionFlush, sectionRamped } from './biquad'
import { Coefficients } from './biquad-design'
import { narrowPairs, widenPairs } from './crossover'
import { dbToGain } from './decibel'
import {
  BAND_BYTES,
  Band,
  SECTIONS_PER_BAND,
  bandAdvance,
  bandFlush,
  bandInit,
  bandIsDynamic,
  bandIsSettled,
  bandListen,
  bandReset,
  bandSection,
  bandSet,
  bandSnap,
  sectionRests,
} from './eq-band'
import { cascade, listed } from './eq-cascade'
import { HEARING_BYTES, Hearing, hear, hearingAdvance, hearingClear, hearingSnap, hearingWant } from './eq-hearing'
import { CELL_FRAMES, Ramp } from './grid'

const BANDS: i32 = 8

const STEREO: i32 = 0
const LEFT: i32 = 1
const MID: i32 = 3

/** An equalizer: header, output ramp, bands, and the list of the stereo sections that work. */
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
  /** Bits of the bands that filter one channel alone, and of those that listen. */
  apart: i32
  dynamic: i32
}

const OUTPUT: usize = offsetof<Equalizer>()
const BANDS_AT: usize = (OUTPUT + offsetof<Ramp>() + 15) & ~15
const WORK_AT: usize = BANDS_AT + BAND_BYTES * BANDS
/** What one band alone is heard through. */
const HEARING_AT: usize = (WORK_AT + 4 * BANDS * SECTIONS_PER_BAND + 15) & ~15
const BYTES: usize = HEARING_AT + HEARING_BYTES

/** Float64 pairs of the cell, as they are and as one band filters them. */
const pairs: usize = memory.data(16 * 132, 16)
const filtered: usize = memory.data(16 * 132, 16)

// @ts-ignore: decorator
@inline
function bandAt(eq: usize, band: i32): usize {
  return eq + BANDS_AT + <usize>band * BAND_BYTES
}

// @ts-ignore: decorator
@inline
function outputOf(eq: usize): Ramp {
  return changetype<Ramp>(eq + OUTPUT)
}

/** Makes an equalizer whose bands are all off. `wetCells`: how long switches glide. */
export function eqNew(sampleRate: f64, wetCells: i32): usize {
  const eq = heap.alloc(BYTES)
  memory.fill(eq, 0, BYTES)
  const header = changetype<Equalizer>(eq)
  header.sampleRate = sampleRate
  header.wetCells = wetCells
  for (let i = 0; i < BANDS; i++) bandInit(bandAt(eq, i))
  return eq
}

/**
 * Moves a band's parameter within `cells` cells: 0 on, 1 type, 2 frequency in Hz, 3 gain in dB, 4 Q, 5 channel (0 stereo,
 * 1 left, 2 right, 3 mid, 4 side), 6 range in dB, 7 threshold in dB, 8 attack and 9 release in ms.
 */
export function eqSetBand(eq: usize, index: i32, param: i32, value: f64, cells: i32): void {
  const header = changetype<Equalizer>(eq)
  header.settled = 0
  bandSet(bandAt(eq, index), param, value, cells, header.wetCells)
}

/** Moves the output gain in dB within `cells` cells. */
export function eqSetOutput(eq: usize, db: f64, cells: i32): void {
  outputOf(eq).glide(db, cells)
}

/** Lets one band's part of the sound be heard alone, counted from 1; 0: the whole again. */
export function eqSetListen(eq: usize, band: i32): void {
  hearingWant(eq + HEARING_AT, band, changetype<Equalizer>(eq).wetCells)
}

// @ts-ignore: decorator
@inline
function hearingOf(eq: usize): Hearing {
  return changetype<Hearing>(eq + HEARING_AT)
}

/** All parameters jump to their targets. */
export function eqSnap(eq: usize): void {
  const header = changetype<Equalizer>(eq)
  for (let i = 0; i < BANDS; i++) bandSnap(bandAt(eq, i), header.sampleRate, header.wetCells)
  outputOf(eq).jump(outputOf(eq).target)
  hearingSnap(eq + HEARING_AT, bandAt(eq, max(0, hearingOf(eq).wanted - 1)), header.sampleRate)
  header.prepared = 0
  header.settled = 0
}

/** Clears the filters' states. */
export function eqReset(eq: usize): void {
  const header = changetype<Equalizer>(eq)
  for (let i = 0; i < BANDS; i++) bandReset(bandAt(eq, i), header.sampleRate)
  hearingClear(eq + HEARING_AT)
  header.prepared = 0
  header.settled = 0
}

/** Lists the stereo sections that do something this cell, and marks the bands that stand apart or listen. */
function prepare(eq: usize): void {
  const header = changetype<Equalizer>(eq)
  header.active = 0
  header.prepared = 1
  header.apart = 0
  header.dynamic = 0
  for (let i = 0; i < BANDS; i++) {
    const band = bandAt(eq, i)
    if (bandIsDynamic(band)) header.dynamic |= 1 << i
    for (let s = 0; s < SECTIONS_PER_BAND; s++) {
      const section = bandSection(band, s)
      if (sectionRests(section)) continue
      if (changetype<Band>(band).channel != STEREO) {
        header.apart |= 1 << i
        break
      }
      store<u32>(eq + WORK_AT + (<usize>header.active << 2), <u32>section)
      header.active++
    }
  }
}

/** Steps to the next cell. */
function advance(eq: usize): void {
  const header = changetype<Equalizer>(eq)
  outputOf(eq).advance()
  if (header.settled != 0) return
  let settled = true
  for (let i = 0; i < BANDS; i++) {
    bandAdvance(bandAt(eq, i), header.sampleRate, header.wetCells)
    if (!bandIsSettled(bandAt(eq, i))) settled = false
  }
  header.settled = settled ? 1 : 0
  header.prepared = 0
}

/** Steps what is listened through to the next cell. */
function advanceHearing(eq: usize): void {
  const header = changetype<Equalizer>(eq)
  const hearing = hearingOf(eq)
  if (hearing.band == 0 && hearing.wanted == 0) return
  const next = hearing.band != 0 ? hearing.band : hearing.wanted
  hearingAdvance(eq + HEARING_AT, bandAt(eq, next - 1), header.sampleRate, header.wetCells)
}

/**
 * Filters interleaved stereo float32 in place, inside one cell: first the bands of both channels, then those of one alone.
 * Dynamic bands listen to the input, or to `key` where it is not 0.
 */
export function eqProcess(eq: usize, data: usize, key: usize, frames: i32, offsetInCell: i32): void {
  const header = changetype<Equalizer>(eq)
  const output = outputOf(eq)
  if (offsetInCell == 0) {
    advance(eq)
    advanceHearing(eq)
  }
  if (!header.prepared) prepare(eq)
  if (header.dynamic != 0) listen(eq, key == 0 ? data : key, frames)
  const outputRests = output.value == 0 && output.next == 0
  if (header.active != 0 || !outputRests) {
    const from = outputRests ? 1 : dbToGain(output.value)
    const to = outputRests ? 1 : dbToGain(output.next)
    cascade(eq + WORK_AT, header.active, data, frames, offsetInCell, from, to)
  }
  if (header.apart != 0) filterApart(eq, data, frames, offsetInCell)
  if (hearingOf(eq).band != 0) hear(eq + HEARING_AT, data, frames, offsetInCell)
  if (offsetInCell + frames == CELL_FRAMES) rest(eq)
}

/** Flushes the states at a cell's end; a section that has been switched off drops out once it has rung out. */
function rest(eq: usize): void {
  const header = changetype<Equalizer>(eq)
  for (let i = 0; i < header.active; i++) {
    const section = listed(eq + WORK_AT, i)
    sectionFlush(section)
    if (changetype<Coefficients>(section).passes()) header.prepared = 0
  }
  const others = header.apart | header.dynamic
  if (others == 0) return
  for (let i = 0; i < BANDS; i++) if (others & (1 << i) && bandFlush(bandAt(eq, i))) header.prepared = 0
}

function listen(eq: usize, source: usize, frames: i32): void {
  const header = changetype<Equalizer>(eq)
  widenPairs(source, pairs, frames)
  for (let i = 0; i < BANDS; i++)
    if (header.dynamic & (1 << i)) bandListen(bandAt(eq, i), pairs, filtered, frames, header.sampleRate)
}

/** Left and right to mid and side: half their sum and half their difference. */
function encode(frames: i32): void {
  for (let i = 0; i < frames; i++) {
    const at = pairs + (<usize>i << 4)
    const x = f64x2.mul(v128.load(at), f64x2.splat(0.5))
    const y = v128.shuffle<i64>(x, x, 1, 0)
    v128.store(at, v128.shuffle<i64>(f64x2.add(x, y), f64x2.sub(x, y), 0, 2))
  }
}

function decode(frames: i32): void {
  for (let i = 0; i < frames; i++) {
    const at = pairs + (<usize>i << 4)
    const x = v128.load(at)
    const y = v128.shuffle<i64>(x, x, 1, 0)
    v128.store(at, v128.shuffle<i64>(f64x2.add(x, y), f64x2.sub(y, x), 0, 3))
  }
}

/** The bands of one channel alone, one after the other. */
function filterApart(eq: usize, data: usize, frames: i32, offsetInCell: i32): void {
  const header = changetype<Equalizer>(eq)
  widenPairs(data, pairs, frames)
  for (let i = 0; i < BANDS; i++) {
    if (!(header.apart & (1 << i))) continue
    const band = bandAt(eq, i)
    const channel = changetype<Band>(band).channel
    if (channel >= MID) encode(frames)
    memory.copy(filtered, pairs, <usize>frames << 4)
    for (let s = 0; s < SECTIONS_PER_BAND; s++) {
      const section = bandSection(band, s)
      if (sectionRests(section)) continue
      if (changetype<Coefficients>(section).equals(changetype<Coefficients>(section + SECTION_NEXT)))
        section1<f64, f64>(section, filtered, filtered, frames)
      else sectionRamped(section, filtered, frames, offsetInCell)
    }
    const lane: usize = channel == LEFT || channel == MID ? 0 : 8
    for (let f = 0; f < frames; f++) {
      const at = (<usize>f << 4) + lane
      store<f64>(pairs + at, load<f64>(filtered + at))
    }
    if (channel >= MID) decode(frames)
  }
  narrowPairs(pairs, data, frames)
}

/** What dynamic bands add to their gains: 0 the deepest cut of all, at most 0; 1 to 8 each band's, in dB. */
export function eqTap(eq: usize, index: i32): f64 {
  if (index > 0) return changetype<Band>(bandAt(eq, index - 1)).offsetDb
  let deepest: f64 = 0
  for (let i = 0; i < BANDS; i++) deepest = Math.min(deepest, changetype<Band>(bandAt(eq, i)).offsetDb)
  return deepest
}

/**
 * Magnitude in dB at each of `count` frequencies (float64, Hz), with all parameters at their targets after `eqSnap`, of
 * what one channel passes: 0 stereo bands alone, or those and a channel's own, as in `eqSetBand`.
 */
export function eqResponse(eq: usize, frequencies: usize, levelsDb: usize, count: i32, channel: i32): void {
  const header = changetype<Equalizer>(eq)
  for (let i = 0; i < count; i++) {
    const w = (2 * Math.PI * load<f64>(frequencies + (<usize>i << 3))) / header.sampleRate
    let power: f64 = 1
    for (let b = 0; b < BANDS; b++) {
      const own = changetype<Band>(bandAt(eq, b)).channel
      if (own != STEREO && own != channel) continue
      for (let s = 0; s < SECTIONS_PER_BAND; s++)
        power *= changetype<Coefficients>(bandSection(bandAt(eq, b), s)).power(w)
    }
    const level = power > 1e-30 ? 10 * Math.log10(power) : -300
    store<f64>(levelsDb + (<usize>i << 3), level + outputOf(eq).next)
  }
}
