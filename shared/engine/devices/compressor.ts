import { cellsFor, PARAM_MS } from '../kernel/grid.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { BypassSwitch, type DeviceCore } from './bypass-switch.ts'
import { compressorSpec } from './compressor.spec.ts'
import type { DeviceFactory, ParamValues } from './device.ts'
import { boundedValue, paramValue, unknownParam } from './param-values.ts'

interface CompressorExports {
  compressorNew(sampleRate: number, paramCells: number): number
  compressorSet(compressor: number, index: number, value: number): void
  compressorSnap(compressor: number): void
  compressorReset(compressor: number): void
  compressorReduction(compressor: number): number
  compressorProcess(compressor: number, data: number, frames: number, offsetInCell: number): void
}

class CompressorCore implements DeviceCore {
  private readonly kernel: Kernel
  private readonly exports: CompressorExports
  private readonly compressor: number

  constructor(kernel: Kernel, sampleRate: number, params: ParamValues) {
    this.kernel = kernel
    this.exports = kernel.exports as unknown as CompressorExports
    this.compressor = this.exports.compressorNew(sampleRate, cellsFor(PARAM_MS, sampleRate))
    // The kernel counts its parameters as the spec lists them.
    compressorSpec.params.forEach((param, index) => {
      this.exports.compressorSet(this.compressor, index, paramValue(compressorSpec, params, param.id))
    })
    this.snap()
  }

  setParam(id: string, value: number): void {
    const index = compressorSpec.params.findIndex((param) => param.id === id)
    const param = compressorSpec.params[index]
    if (!param) throw unknownParam(compressorSpec, id)
    this.exports.compressorSet(this.compressor, index, boundedValue(param, value))
  }

  snap(): void {
    this.exports.compressorSnap(this.compressor)
  }

  reset(): void {
    this.exports.compressorReset(this.compressor)
  }

  process(pointer: number, frames: number, offsetInCell: number): void {
    this.exports.compressorProcess(this.compressor, pointer, frames, offsetInCell)
  }

  gainReductionDb(): number {
    return 0 - this.exports.compressorReduction(this.compressor)
  }

  release(): void {
    this.kernel.release(this.compressor)
  }
}

/** The stereo-linked peak compressor; no latency. */
export const createCompressor: DeviceFactory = (kernel, sampleRate, params, bypass) =>
  new BypassSwitch(kernel, new CompressorCore(kernel, sampleRate, params), sampleRate, bypass)
