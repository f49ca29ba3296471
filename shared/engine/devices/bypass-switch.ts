import { CellRamp } from '../kernel/cell-ramp.ts'
import { CELL_FRAMES, cellsFor, FRAME_BYTES, SWITCH_MS } from '../kernel/grid.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { DeviceProcessor } from './device.ts'

/** A device without a bypass of its own and without latency. */
export type DeviceCore = Omit<DeviceProcessor, 'setBypass' | 'latencyFrames'>

interface SwitchExports {
  copyFrames(source: number, target: number, frames: number): void
  crossfade(wet: number, dry: number, frames: number, offsetInCell: number, from: number, to: number): void
}

/** Gives a device its bypass: 10 ms from wet to dry, and nothing is computed while it rests dry. */
export class BypassSwitch implements DeviceProcessor {
  readonly latencyFrames = 0
  private readonly kernel: Kernel
  private readonly exports: SwitchExports
  private readonly core: DeviceCore
  private readonly dry: number
  private readonly cells: number
  private readonly wet: CellRamp

  constructor(kernel: Kernel, core: DeviceCore, sampleRate: number, bypass: boolean) {
    this.kernel = kernel
    this.exports = kernel.exports as unknown as SwitchExports
    this.core = core
    this.dry = kernel.alloc(CELL_FRAMES * FRAME_BYTES)
    this.cells = cellsFor(SWITCH_MS, sampleRate)
    this.wet = new CellRamp(bypass ? 0 : 1)
  }

  setParam(id: string, value: number): void {
    this.core.setParam(id, value)
    if (this.wet.restsAt(0)) this.core.snap()
  }

  setBypass(on: boolean): void {
    const target = on ? 0 : 1
    if (this.wet.target !== target) this.wet.glide(target, this.cells)
  }

  snap(): void {
    this.wet.jump(this.wet.target)
    this.core.snap()
  }

  reset(): void {
    this.core.reset()
  }

  process(pointer: number, frames: number, offsetInCell: number): void {
    const wet = this.wet
    if (offsetInCell === 0) {
      const wasDry = wet.next === 0
      wet.advance()
      if (wasDry && wet.next !== 0) this.core.reset()
    }
    if (wet.value === 0 && wet.next === 0) return
    if (wet.value === 1 && wet.next === 1) {
      this.core.process(pointer, frames, offsetInCell)
      return
    }
    this.exports.copyFrames(pointer, this.dry, frames)
    this.core.process(pointer, frames, offsetInCell)
    this.exports.crossfade(pointer, this.dry, frames, offsetInCell, wet.value, wet.next)
  }

  gainReductionDb(): number {
    return this.wet.restsAt(0) ? 0 : this.core.gainReductionDb()
  }

  release(): void {
    this.core.release()
    this.kernel.release(this.dry)
  }
}
