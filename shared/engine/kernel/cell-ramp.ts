/** A value that glides linearly to its target over whole cells. `value` is at the cell's start, `next` at its end. */
export class CellRamp {
  value: number
  next: number
  target: number
  private cellsLeft = 0
  private cellsToWait = 0

  constructor(value: number) {
    this.value = value
    this.next = value
    this.target = value
  }

  /** Jumps to `target`. */
  jump(target: number): void {
    this.value = target
    this.next = target
    this.target = target
    this.cellsLeft = 0
  }

  /** Glides to `target` within `cells` cells, from the next cell on or `wait` cells later. */
  glide(target: number, cells: number, wait = 0): void {
    this.target = target
    this.cellsLeft = target === this.next ? 0 : cells
    this.cellsToWait = wait
  }

  /** Steps to the next cell. */
  advance(): void {
    this.value = this.next
    if (this.cellsLeft === 0) return
    if (this.cellsToWait > 0) {
      this.cellsToWait -= 1
      return
    }
    this.cellsLeft -= 1
    this.next = this.cellsLeft === 0 ? this.target : this.value + (this.target - this.value) / (this.cellsLeft + 1)
  }

  /** Whether it stands at `value` for this cell and until another target is set. */
  restsAt(value: number): boolean {
    return this.value === value && this.next === value && this.target === value
  }
}
