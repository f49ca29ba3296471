import type { DeviceKind } from '../../model/document.ts'
import { createChorus } from './chorus.ts'
import { createCompressor } from './compressor.ts'
import { createConvolution } from './convolution.ts'
import { createDeesser } from './deesser.ts'
import { createDelay } from './delay.ts'
import type { DeviceFactory, DeviceProcessor, DeviceSetup } from './device.ts'
import { createEq } from './eq.ts'
import { createExciter } from './exciter.ts'
import { createGate } from './gate.ts'
import { createImager } from './imager.ts'
import { createLimiter } from './limiter.ts'
import { createLineareq } from './lineareq.ts'
import { createMatcheq } from './matcheq.ts'
import { createMultiband } from './multiband.ts'
import { createReverb } from './reverb.ts'
import { createSaturation } from './saturation.ts'
import { createTransient } from './transient.ts'
import { createUtility } from './utility.ts'

const factories: Readonly<Record<DeviceKind, DeviceFactory>> = {
  eq: createEq,
  compressor: createCompressor,
  limiter: createLimiter,
  saturation: createSaturation,
  utility: createUtility,
  imager: createImager,
  multiband: createMultiband,
  gate: createGate,
  transient: createTransient,
  delay: createDelay,
  reverb: createReverb,
  deesser: createDeesser,
  exciter: createExciter,
  convolution: createConvolution,
  lineareq: createLineareq,
  matcheq: createMatcheq,
  chorus: createChorus,
}

/** Makes a device with its parameters in place. */
export function createDevice(kind: DeviceKind, setup: DeviceSetup): DeviceProcessor {
  return factories[kind](setup)
}
