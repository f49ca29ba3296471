import type { DeviceFactory } from './device.ts'
import { gateSpec } from './gate.spec.ts'
import { kernelDevice } from './kernel-device.ts'

/** The gate and expander; no latency. */
export const createGate: DeviceFactory = (setup) => kernelDevice(setup, gateSpec, 'gate')
