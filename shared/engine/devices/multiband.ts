import type { DeviceFactory } from './device.ts'
import { kernelDevice } from './kernel-device.ts'
import { multibandSpec } from './multiband.spec.ts'

/** The multiband compressor; no latency. */
export const createMultiband: DeviceFactory = (setup) => kernelDevice(setup, multibandSpec, 'multiband')
