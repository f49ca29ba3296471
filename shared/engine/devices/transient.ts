import type { DeviceFactory } from './device.ts'
import { kernelDevice } from './kernel-device.ts'
import { transientSpec } from './transient.spec.ts'

/** The transient shaper; no latency. */
export const createTransient: DeviceFactory = (setup) => kernelDevice(setup, transientSpec, 'transient')
