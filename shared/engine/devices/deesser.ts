import { deesserSpec } from './deesser.spec.ts'
import type { DeviceFactory } from './device.ts'
import { kernelDevice } from './kernel-device.ts'

/** The de-esser; its look-ahead is its latency. */
export const createDeesser: DeviceFactory = (setup) => kernelDevice(setup, deesserSpec, 'deesser')
