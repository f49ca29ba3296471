import { chorusSpec } from './chorus.spec.ts'
import type { DeviceFactory } from './device.ts'
import { kernelDevice } from './kernel-device.ts'

/** The chorus and flanger; no latency. */
export const createChorus: DeviceFactory = (setup) => kernelDevice(setup, chorusSpec, 'chorus')
