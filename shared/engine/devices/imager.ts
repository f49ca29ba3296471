import type { DeviceFactory } from './device.ts'
import { imagerSpec } from './imager.spec.ts'
import { kernelDevice } from './kernel-device.ts'

/** The stereo imager; no latency. */
export const createImager: DeviceFactory = (setup) => kernelDevice(setup, imagerSpec, 'imager')
