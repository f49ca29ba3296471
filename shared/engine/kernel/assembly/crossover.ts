import { SECTION_BYTES, SECTION_NEXT, SECTION_S1, section1, sectionFlush, sectionRamped, splitPairs } from './biquad'
import { Coefficients } from './biquad-design'
import { setParam } from './device'

/**
 * Splits into two to five bands by fourth-order Linkwitz-Riley crossovers. Low-pass and high-pass of a crossover sum to
 * an allpass; every band below passes that allpass too, so that all bands together are one allpass and flat.
 */
export const MOST_BANDS: i32 = 5
/** Bytes from one band's float64 stereo pairs to the next's. */
export const BAND_BUFFER: usize = 16 * 132
/** Sections of a crossover: two low-pass, two high-pass, and the allpasses of the bands below. */
const STRIDE: i32 = 4 + MOST_BANDS - 2
export const CROSSOVER_BYTES: usize = SECTION_BYTES * <usize>(STRIDE * (MOST_BANDS - 1))

const HIGHEST: f64 = 0.49
const BUTTERWORTH_Q: f64 = 0.7071067811865476

/** A crossover turns the phase of everything it moves past: by hand it glides so many times longer than other values. */
const SLOWER: i32 = 3

/** Moves a crossover's ramp, which holds the logarithm of its frequency: octaves take equal times. */
export function setCrossover(device: usize, index: i32, hz: f64, cells: i32): void {
  setParam(device, index, Math.log(hz), cells > 1 ? cells * SLOWER : cells)
}

// @ts-ignore: decorator
@inline
function sectionOf(crossover: usize, index: i32, place: i32): usize {
  return crossover + <usize>(index * STRIDE + place) * SECTION_BYTES
}

// @ts-ignore: decorator
@inline
function next(section: usize): Coefficients {
  return changetype<Coefficients>(section + SECTION_NEXT)
}

/** Designs a crossover, counted from 0, for the end of the cell. Frequencies must ascend. */
export function crossoverDesign(crossover: usize, index: i32, hz: f64, sampleRate: f64): void {
  const w = (2 * Math.PI * Math.min(hz, HIGHEST * sampleRate)) / sampleRate
  for (let i = 0; i < 2; i++) {
    next(sectionOf(crossover, index, i)).highCut(w, BUTTERWORTH_Q)
    next(sectionOf(crossover, index, 2 + i)).lowCut(w, BUTTERWORTH_Q)
  }
  const low = next(sectionOf(crossover, index, 0))
  for (let i = 4; i < STRIDE; i++) {
    const allpass = next(sectionOf(crossover, index, i))
    allpass.b0 = low.a2
    allpass.b1 = low.a1
    allpass.b2 = 1
    allpass.a1 = low.a1
    allpass.a2 = low.a2
  }
}

/** The coefficients of the cell's end become those of its start. */
export function crossoverAdopt(crossover: usize): void {
  for (let i = 0; i < STRIDE * (MOST_BANDS - 1); i++) {
    const section = crossover + <usize>i * SECTION_BYTES
    memory.copy(section, section + SECTION_NEXT, SECTION_NEXT)
  }
}

/** Clears the states. */
export function crossoverReset(crossover: usize): void {
  for (let i = 0; i < STRIDE * (MOST_BANDS - 1); i++)
    memory.fill(crossover + <usize>i * SECTION_BYTES + SECTION_S1, 0, 32)
}

/** Sets tiny states to zero; at the end of a cell. */
export function crossoverFlush(crossover: usize): void {
  for (let i = 0; i < STRIDE * (MOST_BANDS - 1); i++) sectionFlush(crossover + <usize>i * SECTION_BYTES)
}

function pass(section: usize, source: usize, target: usize, frames: i32, offsetInCell: i32): void {
  if (changetype<Coefficients>(section).equals(next(section))) {
    section1<f64, f64>(section, source, target, frames)
    return
  }
  if (source != target) memory.copy(target, source, <usize>frames << 4)
  sectionRamped(section, target, frames, offsetInCell)
}

/**
 * Splits float64 stereo pairs that stand in the last of `bands` buffers, `BAND_BUFFER` bytes apart, into all of them from
 * the lowest up.
 */
export function crossoverSplit(crossover: usize, buffers: usize, bands: i32, frames: i32, offsetInCell: i32): void {
  const rest = buffers + <usize>(bands - 1) * BAND_BUFFER
  for (let k = 0; k < bands - 1; k++) {
    const band = buffers + <usize>k * BAND_BUFFER
    const low = sectionOf(crossover, k, 0)
    const high = sectionOf(crossover, k, 2)
    if (changetype<Coefficients>(low).equals(next(low))) splitPairs(low, high, rest, band, frames)
    else {
      pass(low, rest, band, frames, offsetInCell)
      pass(low + SECTION_BYTES, band, band, frames, offsetInCell)
      pass(high, rest, rest, frames, offsetInCell)
      pass(high + SECTION_BYTES, rest, rest, frames, offsetInCell)
    }
    for (let below = 0; below < k; below++) {
      const at = buffers + <usize>below * BAND_BUFFER
      pass(sectionOf(crossover, k, 4 + below), at, at, frames, offsetInCell)
    }
  }
}

/** Widens interleaved stereo float32 to float64 pairs. */
export function widenPairs(data: usize, pairs: usize, frames: i32): void {
  for (let i = 0; i < frames; i++)
    v128.store(pairs + (<usize>i << 4), f64x2.promote_low_f32x4(v128.load64_zero(data + (<usize>i << 3))))
}

/** Rounds float64 pairs to interleaved stereo float32. */
export function narrowPairs(pairs: usize, data: usize, frames: i32): void {
  for (let i = 0; i < frames; i++)
    v128.store64_lane(data + (<usize>i << 3), f32x4.demote_f64x2_zero(v128.load(pairs + (<usize>i << 4))), 0)
}
