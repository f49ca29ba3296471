import { CellRamp } from '../kernel/cell-ramp.ts'
import { CELL_FRAMES } from '../kernel/grid.ts'
import type { Kernel } from '../kernel/kernel.ts'

interface RouteExports {
  sumAdd(sums: number, source: number, frames: number): void
  sumAddRamped(sums: number, source: number, frames: number, offset: number, from: number, to: number): void
  crossfade(wet: number, dry: number, frames: number, offset: number, from: number, to: number): void
  delayNew(maxFrames: number): number
  delayClear(line: number): void
  delayWrite(line: number, source: number, frames: number): void
  delayRead(line: number, target: number, frames: number, delayFrames: number): void
  delayReplay(source: number, target: number): void
}

/** Scratch memory of one cell each, shared by all routes of an engine. */
export interface RouteScratch {
  readonly tap: number
  readonly oldTap: number
}

/** A connection from a strip to a summing point: fades in and out, and waits for the slowest path. */
export class Route {
  readonly sourceId: string
  readonly gain: CellRamp
  private readonly kernel: Kernel
  private readonly exports: RouteExports
  private readonly scratch: RouteScratch
  private readonly tap = new CellRamp(1)
  private line = 0
  private lineFrames = 0
  private delayFrames = 0
  private oldDelayFrames = 0

  constructor(kernel: Kernel, scratch: RouteScratch, sourceId: string, delayFrames: number, gain: number) {
    this.kernel = kernel
    this.exports = kernel.exports as unknown as RouteExports
    this.scratch = scratch
    this.sourceId = sourceId
    this.gain = new CellRamp(gain)
    this.reserve(delayFrames)
    this.delayFrames = delayFrames
    this.oldDelayFrames = delayFrames
  }

  private reserve(delayFrames: number): void {
    if (delayFrames === 0 || delayFrames <= this.lineFrames) return
    const line = this.exports.delayNew(delayFrames)
    if (this.line !== 0) {
      this.exports.delayReplay(this.line, line)
      this.kernel.release(this.line)
    }
    this.line = line
    this.lineFrames = delayFrames
  }

  /** Changes the wait; the old and the new tap crossfade within `cells` cells. */
  setDelay(delayFrames: number, cells: number): void {
    if (delayFrames === this.delayFrames) return
    const isNewLine = this.line === 0
    this.reserve(delayFrames)
    this.oldDelayFrames = this.delayFrames
    this.delayFrames = delayFrames
    this.tap.jump(0)
    // A new line has nothing to give until it is full.
    this.tap.glide(1, cells, isNewLine ? Math.ceil(delayFrames / CELL_FRAMES) : 0)
  }

  /** Adds at most one cell of the source to the sums. */
  addTo(sums: number, source: number, frames: number, offsetInCell: number): void {
    const { exports, gain, tap, scratch } = this
    if (offsetInCell === 0) {
      gain.advance()
      tap.advance()
    }
    let from = source
    if (this.line !== 0) {
      exports.delayWrite(this.line, source, frames)
      const moving = tap.value !== 1 || tap.next !== 1
      if (this.delayFrames !== 0 || moving) {
        from = scratch.tap
        exports.delayRead(this.line, from, frames, this.delayFrames)
        if (moving) {
          exports.delayRead(this.line, scratch.oldTap, frames, this.oldDelayFrames)
          exports.crossfade(from, scratch.oldTap, frames, offsetInCell, tap.value, tap.next)
        }
      }
    }
    if (gain.value === 1 && gain.next === 1) exports.sumAdd(sums, from, frames)
    else exports.sumAddRamped(sums, from, frames, offsetInCell, gain.value, gain.next)
  }

  /** Silences the line and ends every fade. */
  reset(): void {
    this.gain.jump(this.gain.target)
    this.tap.jump(1)
    if (this.line !== 0) this.exports.delayClear(this.line)
  }

  release(): void {
    if (this.line !== 0) this.kernel.release(this.line)
  }
}
