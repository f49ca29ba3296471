import { compressorSpec } from './compressor.spec.ts'
import type { DeviceFactory } from './device.ts'
import { kernelDevice } from './kernel-device.ts'

/** The stereo-linked peak compressor; no latency. */
export const createCompressor: DeviceFactory = (setup) => kernelDevice(setup, compressorSpec, 'compressor')
