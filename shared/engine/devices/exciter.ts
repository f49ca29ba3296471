import type { DeviceFactory } from './device.ts'
import { exciterSpec } from './exciter.spec.ts'
import { kernelDevice } from './kernel-device.ts'

/** The exciter. */
export const createExciter: DeviceFactory = (setup) => kernelDevice(setup, exciterSpec, 'exciter')
