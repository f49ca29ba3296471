import { SECTION_BYTES, SECTION_NEXT, SECTION_S1, section1, sectionFlush, sectionRamped } from './biquad'
import { Coefficients } from './biquad-design'
import { FRAME_BYTES } from './grid'

/** A low cut and a high cut before a detector; each is off at its end of the range. */
export const KEY_FILTER_BYTES: usize = SECTION_BYTES * 2
/** From here down a low cut is off. */
export const KEY_LOW_OFF_HZ: f64 = 20
/** From here up a high cut is off. */
export const KEY_HIGH_OFF_HZ: f64 = 20000

const HIGHEST: f64 = 0.49
const BUTTERWORTH_Q: f64 = 0.7071067811865476
/** Float64 pairs of the cell being filtered. */
const scratch: usize = memory.data(16 * 132, 16)

// @ts-ignore: decorator
@inline
function now(section: usize): Coefficients {
  return changetype<Coefficients>(section)
}

// @ts-ignore: decorator
@inline
function next(section: usize): Coefficients {
  return changetype<Coefficients>(section + SECTION_NEXT)
}

function angular(hz: f64, sampleRate: f64): f64 {
  return (2 * Math.PI * Math.min(hz, HIGHEST * sampleRate)) / sampleRate
}

/** Designs both cuts for the end of the cell. */
export function keyFilterDesign(filter: usize, lowHz: f64, highHz: f64, sampleRate: f64): void {
  if (lowHz <= KEY_LOW_OFF_HZ) next(filter).identity()
  else next(filter).lowCut(angular(lowHz, sampleRate), BUTTERWORTH_Q)
  const high = filter + SECTION_BYTES
  if (highHz >= KEY_HIGH_OFF_HZ) next(high).identity()
  else next(high).highCut(angular(highHz, sampleRate), BUTTERWORTH_Q)
}

/** The coefficients of the cell's end become those of its start. */
export function keyFilterAdopt(filter: usize): void {
  memory.copy(filter, filter + SECTION_NEXT, SECTION_NEXT)
  memory.copy(filter + SECTION_BYTES, filter + SECTION_BYTES + SECTION_NEXT, SECTION_NEXT)
}

/** Whether both cuts are off, now and at the cell's end. */
export function keyFilterRests(filter: usize): bool {
  return (
    now(filter).passes() &&
    next(filter).passes() &&
    now(filter + SECTION_BYTES).passes() &&
    next(filter + SECTION_BYTES).passes()
  )
}

/** Clears the states. */
export function keyFilterReset(filter: usize): void {
  memory.fill(filter + SECTION_S1, 0, 32)
  memory.fill(filter + SECTION_BYTES + SECTION_S1, 0, 32)
}

/** Sets tiny states to zero; at the end of a cell. */
export function keyFilterFlush(filter: usize): void {
  sectionFlush(filter)
  sectionFlush(filter + SECTION_BYTES)
}

function cut(section: usize, frames: i32, offsetInCell: i32): void {
  if (now(section).equals(next(section))) {
    if (!now(section).passes()) section1<f64, f64>(section, scratch, scratch, frames)
  } else sectionRamped(section, scratch, frames, offsetInCell)
}

/** The filtered key as float64 pairs, where they lie until the next call. */
export function keyPairs(filter: usize, source: usize, frames: i32, offsetInCell: i32): usize {
  for (let i = 0; i < frames; i++)
    v128.store(scratch + (<usize>i << 4), f64x2.promote_low_f32x4(v128.load64_zero(source + <usize>i * FRAME_BYTES)))
  cut(filter, frames, offsetInCell)
  cut(filter + SECTION_BYTES, frames, offsetInCell)
  return scratch
}

/** The larger side's filtered magnitude at every frame, float32. */
export function keyLevels(filter: usize, source: usize, levels: usize, frames: i32, offsetInCell: i32): void {
  keyPairs(filter, source, frames, offsetInCell)
  for (let i = 0; i < frames; i++) {
    const pair = f64x2.abs(v128.load(scratch + (<usize>i << 4)))
    store<f32>(levels + (<usize>i << 2), <f32>max(f64x2.extract_lane(pair, 0), f64x2.extract_lane(pair, 1)))
  }
}
