import { CELL_FRAMES } from './grid'

/**
 * A slow sine that is a function of the frames since its reset: exact at every cell's start, turned frame by frame
 * inside the cell.
 */
@unmanaged
export class Oscillator {
  /** At the next cell's start, in turns. */
  phase: f64
  sin: f64
  cos: f64
  private stepSin: f64
  private stepCos: f64

  reset(): void {
    this.phase = 0
    this.sin = 0
    this.cos = 1
  }

  /** Begins a cell at `hertz`. */
  startCell(hertz: f64, sampleRate: f64): void {
    const step = hertz / sampleRate
    this.sin = Math.sin(2 * Math.PI * this.phase)
    this.cos = Math.cos(2 * Math.PI * this.phase)
    this.stepSin = Math.sin(2 * Math.PI * step)
    this.stepCos = Math.cos(2 * Math.PI * step)
    this.phase += step * CELL_FRAMES
    this.phase -= Math.floor(this.phase)
  }

  /** Goes on by one frame. */
  // @ts-ignore: decorator
  @inline
  turn(): void {
    const sin = this.sin
    this.sin = sin * this.stepCos + this.cos * this.stepSin
    this.cos = this.cos * this.stepCos - sin * this.stepSin
  }
}
