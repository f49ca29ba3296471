import { delaySpec } from './delay.spec.ts'
import type { DeviceFactory } from './device.ts'
import { kernelDevice } from './kernel-device.ts'

/** The stereo delay that follows the tempo; no latency. */
export const createDelay: DeviceFactory = (setup) => kernelDevice(setup, delaySpec, 'echo')
