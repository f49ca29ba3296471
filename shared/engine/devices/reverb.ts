import type { DeviceFactory } from './device.ts'
import { kernelDevice } from './kernel-device.ts'
import { reverbSpec } from './reverb.spec.ts'

/** The algorithmic reverb; no latency. */
export const createReverb: DeviceFactory = (setup) => kernelDevice(setup, reverbSpec, 'reverb')
