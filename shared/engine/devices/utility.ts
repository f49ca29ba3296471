import type { DeviceFactory } from './device.ts'
import { kernelDevice } from './kernel-device.ts'
import { utilitySpec } from './utility.spec.ts'

/** The utility; no latency. */
export const createUtility: DeviceFactory = (setup) => kernelDevice(setup, utilitySpec, 'utility')
