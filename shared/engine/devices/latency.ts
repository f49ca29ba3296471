import type { DeviceKind } from '../../model/document.ts'
import type { ParamValues } from './device.ts'
import { limiterSpec } from './limiter.spec.ts'
import { paramValue } from './param-values.ts'

/** How far the limiter's true-peak detector looks to both sides. */
const LIMITER_DETECTOR_FRAMES = 64

/**
 * Frames by which a device's output lags its input, known without a kernel, so that plans compile anywhere. The engine
 * holds every processor to it.
 */
export function deviceLatencyFrames(kind: DeviceKind, params: ParamValues, sampleRate: number): number {
  if (kind !== 'limiter') return 0
  const lookaheadMs = paramValue(limiterSpec, params, 'lookahead')
  return Math.max(2, Math.round((lookaheadMs * sampleRate) / 1000)) + LIMITER_DETECTOR_FRAMES
}
