import type { DeviceKind } from '../../model/document.ts'
import { createCompressor } from './compressor.ts'
import { createDelay } from './delay.ts'
import type { DeviceFactory, DeviceProcessor, DeviceSetup } from './device.ts'
import { createEq } from './eq.ts'
import { createLimiter } from './limiter.ts'
import { createReverb } from './reverb.ts'

const factories: Readonly<Record<DeviceKind, DeviceFactory>> = {
  eq: createEq,
  compressor: createCompressor,
  limiter: createLimiter,
  delay: createDelay,
  reverb: createReverb,
}

/** Makes a device with its parameters in place. */
export function createDevice(kind: DeviceKind, setup: DeviceSetup): DeviceProcessor {
  return factories[kind](setup)
}
