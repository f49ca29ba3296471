import type { DeviceProcessor, DeviceSetup } from './device.ts'
import { limiterSpec } from './limiter.spec.ts'
import { boundedValue, unknownParam } from './param-values.ts'

const CELL_FRAMES = 128
const PARAMETER_SECONDS = 0.02
const BYPASS_SECONDS = 0.01

interface LimiterExports {
  limiterCreate(
    sampleRate: number,
    lookaheadFrames: number,
    bypassCells: number,
    link: number,
    truePeak: number,
  ): number
  limiterRelease(limiter: number): void
  limiterReset(limiter: number): void
  limiterSnap(limiter: number): void
  limiterSetDrive(limiter: number, driveDb: number, cells: number): void
  limiterSetCeiling(limiter: number, ceilingDb: number, cells: number): void
  limiterSetRelease(limiter: number, releaseMs: number): void
  limiterSetStyle(limiter: number, style: number): void
  limiterSetShape(limiter: number, shape: number): void
  limiterSetBypass(limiter: number, bypassed: number): void
  limiterLatency(limiter: number): number
  limiterReduction(limiter: number): number
  limiterProcess(limiter: number, pointer: number, frames: number, offsetInCell: number): void
}

/**
 * The true-peak limiter. Its latency is the look-ahead and the detector's 64 frames. A signal that stays below the
 * ceiling at 0 dB drive leaves bit for bit as it came; samples that are no number, or beyond 1e15, count as silence.
 */
export function createLimiter({ kernel, sampleRate, params, bypass }: DeviceSetup): DeviceProcessor {
  const wasm = kernel.exports as unknown as LimiterExports
  const lookaheadMs = paramValue('lookahead', params.lookahead)
  const limiter = wasm.limiterCreate(
    sampleRate,
    Math.max(2, Math.round((lookaheadMs * sampleRate) / 1000)),
    Math.max(1, Math.round((BYPASS_SECONDS * sampleRate) / CELL_FRAMES)),
    paramValue('link', params.link) / 100,
    paramValue('truePeak', params.truePeak),
  )
  const cells = Math.max(1, Math.round((PARAMETER_SECONDS * sampleRate) / CELL_FRAMES))

  function moveParam(id: string, value: number, within: number): void {
    const clamped = paramValue(id, value)
    if (id === 'drive') wasm.limiterSetDrive(limiter, clamped, within)
    else if (id === 'ceiling') wasm.limiterSetCeiling(limiter, clamped, within)
    else if (id === 'release') wasm.limiterSetRelease(limiter, clamped)
    else if (id === 'style') wasm.limiterSetStyle(limiter, clamped)
    else if (id === 'shape') wasm.limiterSetShape(limiter, clamped)
  }

  for (const { id } of limiterSpec.params) moveParam(id, params[id] ?? Number.NaN, cells)
  wasm.limiterSetBypass(limiter, bypass ? 1 : 0)
  wasm.limiterSnap(limiter)

  return {
    latencyFrames: wasm.limiterLatency(limiter),
    setParam: (id, value) => moveParam(id, value, cells),
    rampParam: (index, value) => moveParam(limiterSpec.params[index]!.id, value, 1),
    setTempo: () => {},
    setBypass: (on) => wasm.limiterSetBypass(limiter, on ? 1 : 0),
    snap: () => wasm.limiterSnap(limiter),
    reset: () => wasm.limiterReset(limiter),
    process: (pointer, frames, offsetInCell) => wasm.limiterProcess(limiter, pointer, frames, offsetInCell),
    run: () => false,
    tap: () => wasm.limiterReduction(limiter),
    release: () => wasm.limiterRelease(limiter),
  }
}

/** `value` within the range of the limiter's parameter; its default where there is no value. */
function paramValue(id: string, value: number | undefined): number {
  const spec = limiterSpec.params.find((param) => param.id === id)
  if (!spec) throw unknownParam(limiterSpec, id)
  return value === undefined || Number.isNaN(value) ? spec.default : boundedValue(spec, value)
}
