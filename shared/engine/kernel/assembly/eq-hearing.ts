import { SECTION_BYTES, SECTION_NEXT, SECTION_S1, section1, sectionFlush, sectionRamped } from './biquad'
import { Coefficients } from './biquad-design'
import { narrowPairs, widenPairs } from './crossover'
import { bandHearing } from './eq-band'
import { CELL_FRAMES, Ramp } from './grid'

/** One band of an equalizer heard alone: what lies where it works, of the equalized sound. */
@unmanaged
export class Hearing {
  /** The band that is heard, from 1, and the one that is wanted; 0: the whole. */
  band: i32
  wanted: i32
}

const WET: usize = offsetof<Hearing>()
/** Two sections alike, so that a band is told from its neighbours. */
const SECTIONS: usize = (WET + offsetof<Ramp>() + 15) & ~15
export const HEARING_BYTES: usize = SECTIONS + 2 * SECTION_BYTES

const whole: usize = memory.data(16 * 132, 16)
const part: usize = memory.data(16 * 132, 16)

// @ts-ignore: decorator
@inline
function wetOf(at: usize): Ramp {
  return changetype<Ramp>(at + WET)
}

// @ts-ignore: decorator
@inline
function section(at: usize, index: usize): usize {
  return at + SECTIONS + index * SECTION_BYTES
}

/** See `eqSetListen`; it fades within `cells` cells. */
export function hearingWant(at: usize, band: i32, cells: i32): void {
  const hearing = changetype<Hearing>(at)
  hearing.wanted = band
  wetOf(at).glide(band != 0 && band == hearing.band ? 1 : 0, cells)
}

/** Designs both sections for the end of the cell. */
function design(at: usize, band: usize, sampleRate: f64): void {
  for (let i: usize = 0; i < 2; i++)
    bandHearing(band, changetype<Coefficients>(section(at, i) + SECTION_NEXT), sampleRate)
}

function adopt(at: usize): void {
  for (let i: usize = 0; i < 2; i++) memory.copy(section(at, i), section(at, i) + SECTION_NEXT, SECTION_NEXT)
}

/** Forgets what went through. */
export function hearingClear(at: usize): void {
  for (let i: usize = 0; i < 2; i++) memory.fill(section(at, i) + SECTION_S1, 0, 32)
}

/** Jumps to what is wanted; `band` is that band's. */
export function hearingSnap(at: usize, band: usize, sampleRate: f64): void {
  const hearing = changetype<Hearing>(at)
  hearing.band = hearing.wanted
  wetOf(at).jump(hearing.band != 0 ? 1 : 0)
  design(at, band, sampleRate)
  adopt(at)
}

/**
 * Steps to the next cell; another band comes in once the one before has faded back to the whole. `band` is the one that is
 * heard, or that is wanted while none is.
 */
export function hearingAdvance(at: usize, band: usize, sampleRate: f64, cells: i32): void {
  const hearing = changetype<Hearing>(at)
  const wet = wetOf(at)
  if (hearing.band != hearing.wanted && wet.next == 0 && wet.cellsLeft == 0) {
    const comes = hearing.band == 0
    hearing.band = comes ? hearing.wanted : 0
    if (comes) {
      hearingClear(at)
      design(at, band, sampleRate)
      wet.glide(1, cells)
    }
  }
  wet.advance()
  if (hearing.band == 0) return
  adopt(at)
  design(at, band, sampleRate)
}

/** Keeps of interleaved stereo float32 what lies where the band is, inside one cell. */
export function hear(at: usize, data: usize, frames: i32, offsetInCell: i32): void {
  const wet = wetOf(at)
  widenPairs(data, whole, frames)
  memory.copy(part, whole, <usize>frames << 4)
  for (let i: usize = 0; i < 2; i++) {
    const each = section(at, i)
    if (changetype<Coefficients>(each).equals(changetype<Coefficients>(each + SECTION_NEXT)))
      section1<f64, f64>(each, part, part, frames)
    else sectionRamped(each, part, frames, offsetInCell)
  }
  for (let i = 0; i < frames; i++) {
    const pair = <usize>i << 4
    const x = v128.load(whole + pair)
    const share = f64x2.splat(wet.at(offsetInCell + i))
    v128.store(whole + pair, f64x2.add(x, f64x2.mul(f64x2.sub(v128.load(part + pair), x), share)))
  }
  narrowPairs(whole, data, frames)
  if (offsetInCell + frames == CELL_FRAMES) for (let i: usize = 0; i < 2; i++) sectionFlush(section(at, i))
}
