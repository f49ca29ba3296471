import { SECTION_BYTES, SECTION_NEXT, section1, sectionFlush, sectionRamped } from './biquad'
import { Coefficients } from './biquad-design'

/** Below and above these the filters are out of the way, bit for bit. */
export const LOWEST_CUT: f64 = 20
export const HIGHEST_CUT: f64 = 20000

const BUTTERWORTH: f64 = Math.SQRT1_2
const HIGH: usize = SECTION_BYTES
const RAMPS: usize = 2 * SECTION_BYTES
/** Bytes of a low cut and a high cut, 16-byte aligned. */
export const CUTS_BYTES: usize = RAMPS + 16

function follow(section: usize): void {
  memory.copy(section, section + SECTION_NEXT, SECTION_NEXT)
}

function design(cuts: usize, sampleRate: f64, lowHz: f64, highHz: f64): void {
  const low = changetype<Coefficients>(cuts + SECTION_NEXT)
  const high = changetype<Coefficients>(cuts + HIGH + SECTION_NEXT)
  if (lowHz <= LOWEST_CUT) low.identity()
  else low.lowCut((2 * Math.PI * lowHz) / sampleRate, BUTTERWORTH)
  if (highHz >= HIGHEST_CUT) high.identity()
  else high.highCut((2 * Math.PI * highHz) / sampleRate, BUTTERWORTH)
}

/** Both filters (12 dB per octave, never above unity) jump to these frequencies. */
export function cutsJump(cuts: usize, sampleRate: f64, lowHz: f64, highHz: f64): void {
  design(cuts, sampleRate, lowHz, highHz)
  follow(cuts)
  follow(cuts + HIGH)
  store<i32>(cuts + RAMPS, 0)
}

/** Begins a cell: with `moves` the filters run to these frequencies across it. */
export function cutsAdvance(cuts: usize, sampleRate: f64, lowHz: f64, highHz: f64, moves: bool): void {
  if (load<i32>(cuts + RAMPS) != 0) {
    follow(cuts)
    follow(cuts + HIGH)
  }
  if (moves) design(cuts, sampleRate, lowHz, highHz)
  store<i32>(cuts + RAMPS, <i32>moves)
}

/** Filters stereo float64 in place, inside one cell. */
export function cutsProcess(cuts: usize, data: usize, frames: i32, offsetInCell: i32): void {
  if (load<i32>(cuts + RAMPS) != 0) {
    sectionRamped(cuts, data, frames, offsetInCell)
    sectionRamped(cuts + HIGH, data, frames, offsetInCell)
    return
  }
  if (!changetype<Coefficients>(cuts).passes()) section1<f64, f64>(cuts, data, data, frames)
  if (!changetype<Coefficients>(cuts + HIGH).passes()) section1<f64, f64>(cuts + HIGH, data, data, frames)
}

/** Sets vanishing states to zero; once per cell. */
export function cutsFlush(cuts: usize): void {
  sectionFlush(cuts)
  sectionFlush(cuts + HIGH)
}

function clear(section: usize): void {
  memory.fill(section + 2 * SECTION_NEXT, 0, SECTION_BYTES - 2 * SECTION_NEXT)
}

/** Forgets what was heard. */
export function cutsReset(cuts: usize): void {
  clear(cuts)
  clear(cuts + HIGH)
}
