import { Coefficients } from './biquad-design'
import { SECTION_NEXT, section1, section3, sectionRamped } from './biquad'
import { CELL_FRAMES, FRAME_BYTES } from './grid'

/** Float64 pairs of the cell being filtered. */
const scratch: usize = memory.data(16 * 128, 16)

/** The section at a place of a list of sections. */
// @ts-ignore: decorator
@inline
export function listed(list: usize, index: i32): usize {
  return <usize>load<u32>(list + (<usize>index << 2))
}

// @ts-ignore: decorator
@inline
function steady(section: usize): bool {
  return changetype<Coefficients>(section).equals(changetype<Coefficients>(section + SECTION_NEXT))
}

function widen(data: usize, frames: i32): void {
  for (let i = 0; i < frames; i++)
    v128.store(scratch + (<usize>i << 4), f64x2.promote_low_f32x4(v128.load64_zero(data + <usize>i * FRAME_BYTES)))
}

function narrow(data: usize, frames: i32): void {
  for (let i = 0; i < frames; i++)
    v128.store64_lane(data + <usize>i * FRAME_BYTES, f32x4.demote_f64x2_zero(v128.load(scratch + (<usize>i << 4))), 0)
}

function applyGain(from: f64, to: f64, frames: i32, offsetInCell: i32): void {
  for (let i = 0; i < frames; i++) {
    const at = scratch + (<usize>i << 4)
    const gain = from + (to - from) * (<f64>(offsetInCell + i) / <f64>CELL_FRAMES)
    v128.store(at, f64x2.mul(v128.load(at), f64x2.splat(gain)))
  }
}

/**
 * Runs the `active` sections of a list over a block of interleaved stereo float32 in place, then a gain that goes from
 * `from` to `to` across the cell. The first steady pass reads float32 and the last writes it where nothing else has to
 * touch the numbers in between: rounding happens once, at the end.
 */
export function cascade(
  list: usize,
  active: i32,
  data: usize,
  frames: i32,
  offsetInCell: i32,
  from: f64,
  to: f64,
): void {
  const unity = from == 1 && to == 1
  let inScratch = false
  let i = 0
  while (i < active) {
    const p = listed(list, i)
    if (!steady(p)) {
      if (!inScratch) widen(data, frames)
      inScratch = true
      sectionRamped(p, scratch, frames, offsetInCell)
      i++
      continue
    }
    const three = i + 2 < active && steady(listed(list, i + 1)) && steady(listed(list, i + 2))
    const count = three ? 3 : 1
    const ends = i + count == active && unity
    if (three) {
      const q = listed(list, i + 1)
      const r = listed(list, i + 2)
      if (inScratch && ends) section3<f64, f32>(p, q, r, scratch, data, frames)
      else if (inScratch) section3<f64, f64>(p, q, r, scratch, scratch, frames)
      else if (ends) section3<f32, f32>(p, q, r, data, data, frames)
      else section3<f32, f64>(p, q, r, data, scratch, frames)
    } else {
      if (inScratch && ends) section1<f64, f32>(p, scratch, data, frames)
      else if (inScratch) section1<f64, f64>(p, scratch, scratch, frames)
      else if (ends) section1<f32, f32>(p, data, data, frames)
      else section1<f32, f64>(p, data, scratch, frames)
    }
    if (ends) return
    inScratch = true
    i += count
  }
  if (!inScratch) widen(data, frames)
  if (!unity) applyGain(from, to, frames, offsetInCell)
  narrow(data, frames)
}
