import type { DeviceFactory } from './device.ts'
import { kernelDevice } from './kernel-device.ts'
import { matcheqSpec } from './matcheq.spec.ts'

/** The match equalizer; a new curve is heard about a tenth of a second later. */
export const createMatcheq: DeviceFactory = (setup) => kernelDevice(setup, matcheqSpec, 'matcheq')
