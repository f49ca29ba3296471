import { CELL_FRAMES, FRAME_BYTES, Ramp } from './grid'

/** Four gains from two channels to two, each in a ramp of its own: left to left, right to left, left to right, right to right. */
export const MATRIX_BYTES: usize = 4 * offsetof<Ramp>()

// @ts-ignore: decorator
@inline
function gain(matrix: usize, index: i32): Ramp {
  return changetype<Ramp>(matrix + <usize>index * offsetof<Ramp>())
}

/** Moves to four gains within `cells` cells. */
export function matrixSet(matrix: usize, ll: f64, rl: f64, lr: f64, rr: f64, cells: i32): void {
  gain(matrix, 0).glide(ll, cells)
  gain(matrix, 1).glide(rl, cells)
  gain(matrix, 2).glide(lr, cells)
  gain(matrix, 3).glide(rr, cells)
}

export function matrixSnap(matrix: usize): void {
  for (let i = 0; i < 4; i++) gain(matrix, i).jump(gain(matrix, i).target)
}

/** Steps every gain to the next cell. */
export function matrixAdvance(matrix: usize): void {
  for (let i = 0; i < 4; i++) gain(matrix, i).advance()
}

/** Whether neither the matrix nor the level moves in this cell, and each channel stays on its side. */
export function matrixRests(matrix: usize, level: Ramp): bool {
  for (let i = 0; i < 4; i++) if (gain(matrix, i).value != gain(matrix, i).next) return false
  return level.value == level.next && gain(matrix, 1).value == 0 && gain(matrix, 2).value == 0
}

/** The gains of a matrix that rests, for two frames. */
// @ts-ignore: decorator
@inline
export function matrixGains(matrix: usize, level: Ramp): v128 {
  const left = <f32>(gain(matrix, 0).value * level.value)
  const right = <f32>(gain(matrix, 3).value * level.value)
  return f32x4(left, right, left, right)
}

/** Applies the matrix under a level, which both may run linearly across the cell, from `source` to `target`, which may be one. */
export function matrixApply(
  matrix: usize,
  level: Ramp,
  source: usize,
  target: usize,
  frames: i32,
  offsetInCell: i32,
): void {
  const ll = gain(matrix, 0)
  const rl = gain(matrix, 1)
  const lr = gain(matrix, 2)
  const rr = gain(matrix, 3)
  const from = f64x2.splat(level.value)
  const to = f64x2.splat(level.next)
  const straight = f64x2.mul(f64x2.replace_lane(f64x2.splat(ll.value), 1, rr.value), from)
  const straightStep = f64x2.sub(f64x2.mul(f64x2.replace_lane(f64x2.splat(ll.next), 1, rr.next), to), straight)
  const crossed = f64x2.mul(f64x2.replace_lane(f64x2.splat(rl.value), 1, lr.value), from)
  const crossedStep = f64x2.sub(f64x2.mul(f64x2.replace_lane(f64x2.splat(rl.next), 1, lr.next), to), crossed)
  for (let i = 0; i < frames; i++) {
    const at = <usize>i * FRAME_BYTES
    const position = f64x2.splat(<f64>(offsetInCell + i) / <f64>CELL_FRAMES)
    const x = f64x2.promote_low_f32x4(v128.load64_zero(source + at))
    const swapped = v128.shuffle<i64>(x, x, 1, 0)
    const y = f64x2.add(
      f64x2.mul(x, f64x2.add(straight, f64x2.mul(straightStep, position))),
      f64x2.mul(swapped, f64x2.add(crossed, f64x2.mul(crossedStep, position))),
    )
    v128.store64_lane(target + at, f32x4.demote_f64x2_zero(y), 0)
  }
}
