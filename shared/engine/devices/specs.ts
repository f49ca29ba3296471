import type { DeviceKind } from '../../model/document.ts'
import { chorusSpec } from './chorus.spec.ts'
import { compressorSpec } from './compressor.spec.ts'
import { convolutionSpec } from './convolution.spec.ts'
import { deesserSpec } from './deesser.spec.ts'
import { delaySpec } from './delay.spec.ts'
import type { DeviceSpec } from './device.ts'
import { eqSpec } from './eq.spec.ts'
import { exciterSpec } from './exciter.spec.ts'
import { gateSpec } from './gate.spec.ts'
import { imagerSpec } from './imager.spec.ts'
import { limiterSpec } from './limiter.spec.ts'
import { lineareqSpec } from './lineareq.spec.ts'
import { matcheqSpec } from './matcheq.spec.ts'
import { multibandSpec } from './multiband.spec.ts'
import { reverbSpec } from './reverb.spec.ts'
import { saturationSpec } from './saturation.spec.ts'
import { transientSpec } from './transient.spec.ts'
import { utilitySpec } from './utility.spec.ts'

/** Every device there is, as data. */
export const deviceSpecs: Readonly<Record<DeviceKind, DeviceSpec>> = {
  eq: eqSpec,
  compressor: compressorSpec,
  limiter: limiterSpec,
  saturation: saturationSpec,
  utility: utilitySpec,
  imager: imagerSpec,
  multiband: multibandSpec,
  gate: gateSpec,
  transient: transientSpec,
  delay: delaySpec,
  reverb: reverbSpec,
  chorus: chorusSpec,
  deesser: deesserSpec,
  exciter: exciterSpec,
  convolution: convolutionSpec,
  lineareq: lineareqSpec,
  matcheq: matcheqSpec,
}
