import type { DeviceKind } from '../../model/document.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { createCompressor } from './compressor.ts'
import type { DeviceFactory, DeviceProcessor, ParamValues } from './device.ts'
import { createEq } from './eq.ts'
import { createLimiter } from './limiter.ts'

const factories: Readonly<Record<DeviceKind, DeviceFactory>> = {
  eq: createEq,
  compressor: createCompressor,
  limiter: createLimiter,
}

/** Makes a device with its parameters in place. `params` may lack ids; those stand at their defaults. */
export function createDevice(
  kernel: Kernel,
  kind: DeviceKind,
  sampleRate: number,
  params: ParamValues,
  bypass: boolean,
): DeviceProcessor {
  return factories[kind](kernel, sampleRate, params, bypass)
}
