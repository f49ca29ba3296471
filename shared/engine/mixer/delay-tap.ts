import { CellRamp } from '../kernel/cell-ramp.ts'
import { CELL_FRAMES } from '../kernel/grid.ts'
import type { Kernel } from '../kernel/kernel.ts'

interface DelayExports {
  crossfade(wet: number, dry: number, frames: number, offset: number, from: number, to: number): void
  delayNew(maxFrames: number): number
  delayClear(line: number): void
  delayWrite(line: number, source: number, frames: number): void
  delayRead(line: number, target: number, frames: number, delayFrames: number): void
  delayReplay(source: number, target: number): void
}

/** Scratch memory of one cell each, shared by all taps of an engine. */
export interface TapScratch {
  readonly tap: number
  readonly oldTap: number
}

/** Lets a signal wait a whole number of frames; a changed wait crossfades. */
export class DelayTap {
  private readonly kernel: Kernel
  private readonly exports: DelayExports
  private readonly scratch: TapScratch
  private readonly fade = new CellRamp(1)
  private line = 0
  private lineFrames = 0
  private delayFrames = 0
  private oldDelayFrames = 0

  constructor(kernel: Kernel, scratch: TapScratch, delayFrames: number) {
    this.kernel = kernel
    this.exports = kernel.exports as unknown as DelayExports
    this.scratch = scratch
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
    this.fade.jump(0)
    // A new line has nothing to give until it is full.
    this.fade.glide(1, cells, isNewLine ? Math.ceil(delayFrames / CELL_FRAMES) : 0)
  }

  /** Takes at most one cell and gives where its delayed twin lies: the source itself, or scratch until the next call. */
  through(source: number, frames: number, offsetInCell: number): number {
    const { exports, fade, scratch, line } = this
    if (offsetInCell === 0) fade.advance()
    if (line === 0) return source
    exports.delayWrite(line, source, frames)
    const moving = fade.value !== 1 || fade.next !== 1
    if (this.delayFrames === 0 && !moving) return source
    exports.delayRead(line, scratch.tap, frames, this.delayFrames)
    if (moving) {
      exports.delayRead(line, scratch.oldTap, frames, this.oldDelayFrames)
      exports.crossfade(scratch.tap, scratch.oldTap, frames, offsetInCell, fade.value, fade.next)
    }
    return scratch.tap
  }

  /** Whether nothing waits: `through` gives the source itself. */
  isIdle(): boolean {
    return this.line === 0
  }

  /** Silences the line and ends a crossfade. */
  reset(): void {
    this.fade.jump(1)
    if (this.line !== 0) this.exports.delayClear(this.line)
  }

  release(): void {
    if (this.line !== 0) this.kernel.release(this.line)
  }
}
