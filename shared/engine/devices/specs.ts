import { compressorSpec } from './compressor.spec.ts'
import type { DeviceKind, DeviceSpec } from './device.ts'
import { eqSpec } from './eq.spec.ts'
import { limiterSpec } from './limiter.spec.ts'

/** Every device there is, as data. */
export const deviceSpecs: Readonly<Record<DeviceKind, DeviceSpec>> = {
  eq: eqSpec,
  compressor: compressorSpec,
  limiter: limiterSpec,
}
