/** The control grid: parameters change at cell starts and ramp inside cells, so that block sizes never change a bit. */
export const CELL_FRAMES: i32 = 128
/** One interleaved stereo float32 frame, in bytes. */
export const FRAME_BYTES: i32 = 8

/** A value that glides linearly to its target over whole cells. `value` is at the cell's start, `next` at its end. */
@unmanaged
export class Ramp {
  value: f64
  next: f64
  target: f64
  cellsLeft: i32

  /** Jumps to `target`. */
  jump(target: f64): void {
    this.value = target
    this.next = target
    this.target = target
    this.cellsLeft = 0
  }

  /** Glides to `target` within `cells` cells, from the next cell on. */
  glide(target: f64, cells: i32): void {
    this.target = target
    this.cellsLeft = target == this.next ? 0 : cells
  }

  /** Steps to the next cell. Returns whether the value moves inside it. */
  advance(): bool {
    this.value = this.next
    if (this.cellsLeft > 0) {
      this.cellsLeft--
      this.next = this.cellsLeft == 0 ? this.target : this.value + (this.target - this.value) / <f64>(this.cellsLeft + 1)
    }
    return this.value != this.next
  }

  /** The value at a frame of the cell. */
  at(offsetInCell: i32): f64 {
    return this.value + (this.next - this.value) * (<f64>offsetInCell / <f64>CELL_FRAMES)
  }
}

/** The whole cells that last at least `ms` milliseconds; at least one. */
export function cellsLasting(ms: f64, sampleRate: f64): i32 {
  return max(1, <i32>Math.ceil((ms * sampleRate) / (1000 * CELL_FRAMES)))
}
