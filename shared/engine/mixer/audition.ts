import { CellRamp } from '../kernel/cell-ramp.ts'
import { CELL_FRAMES, cellsFor, FRAME_BYTES, PADDING_FRAMES, SWITCH_MS } from '../kernel/grid.ts'
import type { Kernel } from '../kernel/kernel.ts'

/** What is heard in the place of a stretch of a chain while somebody listens closely to it; no part of the mix. */
export interface AuditionRequest {
  /** The first and the last device of the stretch; one device is both. */
  readonly firstId: string
  readonly lastId: string
  /** What it changes: its output minus what came in. Or what came in, as loud as `gainDb` makes it. */
  readonly hear: 'difference' | 'input'
  /** Of the input when that is heard. */
  readonly gainDb: number
}

interface AuditionExports {
  copyFrames(source: number, target: number, frames: number): void
  blendFrames(
    target: number,
    other: number,
    frames: number,
    offsetInCell: number,
    from: number,
    to: number,
    otherFrom: number,
    otherTo: number,
  ): void
  delayNew(maxFrames: number): number
  delayClear(line: number): void
  delayWrite(line: number, source: number, frames: number): void
  delayRead(line: number, target: number, frames: number, delayFrames: number): void
  dbToGain(db: number): number
}

/**
 * Puts what is asked for in the place of a stretch's output, in 10 ms: the input is kept and as late as the output is, so
 * that the two can be subtracted.
 */
export class Audition {
  /** Of the stretch, from its input to its output. */
  readonly latencyFrames: number
  private readonly kernel: Kernel
  private readonly exports: AuditionExports
  private readonly cells: number
  /** What came into the stretch, as late as its output. */
  private readonly dry: number
  /** 0 for a stretch without latency. */
  private readonly line: number
  private readonly wetGain = new CellRamp(1)
  private readonly dryGain = new CellRamp(0)

  constructor(kernel: Kernel, latencyFrames: number, sampleRate: number) {
    this.kernel = kernel
    this.exports = kernel.exports as unknown as AuditionExports
    this.latencyFrames = latencyFrames
    this.cells = cellsFor(SWITCH_MS, sampleRate)
    this.dry = kernel.alloc((CELL_FRAMES + PADDING_FRAMES) * FRAME_BYTES)
    this.line = latencyFrames > 0 ? this.exports.delayNew(latencyFrames) : 0
  }

  /** Glides to what is asked for; null: to the stretch's own output. */
  set(request: AuditionRequest | null): void {
    // The line has to fill before what comes out of it may be heard.
    const wait = this.line !== 0 && this.dryGain.restsAt(0) ? Math.ceil(this.latencyFrames / CELL_FRAMES) : 0
    const dry = request === null ? 0 : request.hear === 'difference' ? -1 : this.exports.dbToGain(request.gainDb)
    this.dryGain.glide(dry, this.cells, wait)
    this.wetGain.glide(request?.hear === 'input' ? 0 : 1, this.cells, wait)
  }

  /** Whether only the devices themselves are heard. */
  isSilent(): boolean {
    return this.wetGain.restsAt(1) && this.dryGain.restsAt(0)
  }

  /** Keeps what comes into the stretch: at most one cell. */
  before(pointer: number, frames: number, offsetInCell: number): void {
    if (offsetInCell === 0) {
      this.wetGain.advance()
      this.dryGain.advance()
    }
    if (this.line === 0) {
      this.exports.copyFrames(pointer, this.dry, frames)
      return
    }
    this.exports.delayWrite(this.line, pointer, frames)
    this.exports.delayRead(this.line, this.dry, frames, this.latencyFrames)
  }

  /** Puts what is heard in the place of the stretch's output. */
  after(pointer: number, frames: number, offsetInCell: number): void {
    const { wetGain: wet, dryGain: dry } = this
    this.exports.blendFrames(pointer, this.dry, frames, offsetInCell, wet.value, wet.next, dry.value, dry.next)
  }

  /** Forgets what was kept, as at a seek. */
  reset(): void {
    if (this.line !== 0) this.exports.delayClear(this.line)
  }

  release(): void {
    this.kernel.release(this.dry)
    if (this.line !== 0) this.kernel.release(this.line)
  }
}
