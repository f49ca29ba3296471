import { CellRamp } from '../kernel/cell-ramp.ts'
import { CELL_FRAMES, cellsFor, FRAME_BYTES, PADDING_FRAMES, SWITCH_MS } from '../kernel/grid.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { DeviceProcessor } from './device.ts'

/** A device without a bypass of its own. */
export interface DeviceCore extends Omit<DeviceProcessor, 'setBypass' | 'run'> {
  /** Any number of frames in one call; null where there is no such way. */
  readonly runCells: ((pointer: number, frames: number, offsetInCell: number) => void) | null
}

interface SwitchExports {
  copyFrames(source: number, target: number, frames: number): void
  crossfade(wet: number, dry: number, frames: number, offsetInCell: number, from: number, to: number): void
  delayNew(maxFrames: number): number
  delayClear(line: number): void
  delayWrite(line: number, source: number, frames: number): void
  delayRead(line: number, target: number, frames: number, delayFrames: number): void
}

/**
 * Gives a device its bypass: 10 ms from wet to dry, the dry signal as late as the wet one, and nothing is computed while
 * it rests dry.
 */
export class BypassSwitch implements DeviceProcessor {
  readonly latencyFrames: number
  private readonly kernel: Kernel
  private readonly exports: SwitchExports
  private readonly core: DeviceCore
  private readonly dry: number
  /** The dry signal on its way; 0 for a device without latency. */
  private readonly line: number
  private readonly cells: number
  private readonly wet: CellRamp

  constructor(kernel: Kernel, core: DeviceCore, sampleRate: number, bypass: boolean) {
    this.kernel = kernel
    this.exports = kernel.exports as unknown as SwitchExports
    this.core = core
    this.latencyFrames = core.latencyFrames
    this.dry = kernel.alloc((CELL_FRAMES + PADDING_FRAMES) * FRAME_BYTES)
    this.line = core.latencyFrames > 0 ? this.exports.delayNew(core.latencyFrames) : 0
    this.cells = cellsFor(SWITCH_MS, sampleRate)
    this.wet = new CellRamp(bypass ? 0 : 1)
  }

  setParam(id: string, value: number): void {
    this.core.setParam(id, value)
    if (this.wet.restsAt(0)) this.core.snap()
  }

  rampParam(index: number, value: number): void {
    this.core.rampParam(index, value)
    if (this.wet.restsAt(0)) this.core.snap()
  }

  setBypass(on: boolean): void {
    const target = on ? 0 : 1
    if (this.wet.target === target) return
    // A device that rests has to fill its lines before it may be heard.
    const wait = this.wet.restsAt(0) ? Math.ceil(this.latencyFrames / CELL_FRAMES) : 0
    if (wait > 0) this.core.reset()
    this.wet.glide(target, this.cells, wait)
  }

  setTempo(bpm: number): void {
    this.core.setTempo(bpm)
    if (this.wet.restsAt(0)) this.core.snap()
  }

  snap(): void {
    this.wet.jump(this.wet.target)
    this.core.snap()
  }

  reset(): void {
    this.core.reset()
    if (this.line !== 0) this.exports.delayClear(this.line)
  }

  process(pointer: number, frames: number, offsetInCell: number, key: number): void {
    const { wet, exports, core, line } = this
    if (offsetInCell === 0) {
      const wasDry = wet.next === 0
      wet.advance()
      if (wasDry && wet.next !== 0 && line === 0) core.reset()
    }
    if (line !== 0) {
      exports.delayWrite(line, pointer, frames)
      exports.delayRead(line, this.dry, frames, this.latencyFrames)
    }
    if (wet.restsAt(0) || (line === 0 && wet.value === 0 && wet.next === 0)) {
      if (line !== 0) exports.copyFrames(this.dry, pointer, frames)
      return
    }
    if (wet.value === 1 && wet.next === 1) {
      core.process(pointer, frames, offsetInCell, key)
      return
    }
    if (line === 0) exports.copyFrames(pointer, this.dry, frames)
    core.process(pointer, frames, offsetInCell, key)
    exports.crossfade(pointer, this.dry, frames, offsetInCell, wet.value, wet.next)
  }

  run(pointer: number, frames: number, offsetInCell: number): boolean {
    // With a line the dry signal has to be kept too, and a fade moves from cell to cell.
    if (this.line !== 0 || this.core.runCells === null || !this.wet.restsAt(1)) return false
    this.core.runCells(pointer, frames, offsetInCell)
    return true
  }

  tap(index: number): number {
    return this.wet.restsAt(0) ? 0 : this.core.tap(index)
  }

  release(): void {
    this.core.release()
    this.kernel.release(this.dry)
    if (this.line !== 0) this.kernel.release(this.line)
  }
}
