import type { DeviceFactory } from './device.ts'
import { kernelDevice } from './kernel-device.ts'
import { saturationSpec } from './saturation.spec.ts'

/** Saturation; its latency is that of the oversampling. */
export const createSaturation: DeviceFactory = (setup) => kernelDevice(setup, saturationSpec, 'saturation')
