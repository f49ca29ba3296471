import type { DeviceKind } from '../../model/document.ts'
import { compressorSpec } from './compressor.spec.ts'
import { delaySpec } from './delay.spec.ts'
import type { DeviceSpec } from './device.ts'
import { eqSpec } from './eq.spec.ts'
import { limiterSpec } from './limiter.spec.ts'
import { reverbSpec } from './reverb.spec.ts'

/** Every device there is, as data. */
export const deviceSpecs: Readonly<Record<DeviceKind, DeviceSpec>> = {
  eq: eqSpec,
  compressor: compressorSpec,
  limiter: limiterSpec,
  delay: delaySpec,
  reverb: reverbSpec,
}
