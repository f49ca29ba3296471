import type { DeviceKind } from '../../model/document.ts'
import type { ParamValues } from './device.ts'
import { deviceSpecs } from './specs.ts'

/**
 * Frames by which a device's output lags its input, known without a kernel, so that plans compile anywhere. The engine
 * holds every processor to it.
 */
export function deviceLatencyFrames(kind: DeviceKind, params: ParamValues, sampleRate: number): number {
  return deviceSpecs[kind].latencyFrames?.(params, sampleRate) ?? 0
}
