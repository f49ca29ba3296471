import type { DeviceFactory } from './device.ts'
import { kernelDevice } from './kernel-device.ts'
import { lineareqSpec } from './lineareq.spec.ts'

/** The linear-phase equalizer; a new setting is heard about a tenth of a second later. */
export const createLineareq: DeviceFactory = (setup) => kernelDevice(setup, lineareqSpec, 'lineareq')
