import type { DeviceSpec } from './device.ts'

/** The true-peak limiter: drive into a ceiling that no inter-sample peak passes. */
export const limiterSpec: DeviceSpec = {
  kind: 'limiter',
  name: 'Limiter',
  params: [
    { id: 'drive', name: 'Drive', unit: 'dB', min: -36, max: 36, default: 0, taper: 'linear', smoothed: true },
    { id: 'ceiling', name: 'Ceiling', unit: 'dB', min: -20, max: 0, default: -1, taper: 'linear', smoothed: true },
    { id: 'release', name: 'Release', unit: 'ms', min: 10, max: 1000, default: 120, taper: 'log', smoothed: true },
    { id: 'lookahead', name: 'Look-ahead', unit: 'ms', min: 0.5, max: 5, default: 1.5, taper: 'log', smoothed: false },
  ],
}
