import { MATCH_POINTS } from '../../measure/match-curve.ts'
import type { DeviceSpec, ParamSpec } from './device.ts'
import { firLatencyFrames, resolutionParam } from './fir.ts'

function points(prefix: string, of: string): ParamSpec[] {
  return Array.from({ length: MATCH_POINTS }, (_, index) => ({
    id: `${prefix}${index + 1}`,
    name: `${of} ${index + 1}`,
    unit: 'dB',
    min: -24,
    max: 24,
    default: 0,
    taper: 'linear',
    update: 'switch',
    hidden: true,
  }))
}

/** The match equalizer: a measured curve, at linear phase. `shared/measure/match-curve.ts` measures it. */
export const matcheqSpec: DeviceSpec = {
  kind: 'matcheq',
  name: 'Match EQ',
  family: 'Equalizers',
  latencyFrames: firLatencyFrames,
  presets: [
    { name: 'All of it', params: { amount: 100, limit: 24 } },
    { name: 'A hint', params: { amount: 35, limit: 4 } },
    { name: 'The middle alone', params: { side: 0 } },

    { name: 'Half way, gently', params: { amount: 50, limit: 6 } },
    { name: 'Half way, middle and sides', params: { amount: 50, limit: 9, side: 100 } },
    { name: 'Lows resolved, for a master', params: { amount: 60, limit: 6, resolution: 4 } },
  ],
  params: [
    { id: 'amount', name: 'Amount', unit: '%', min: 0, max: 150, default: 70, taper: 'linear', update: 'switch' },
    { id: 'limit', name: 'At most', unit: 'dB', min: 0, max: 24, default: 9, taper: 'linear', update: 'switch' },
    { id: 'side', name: 'Side amount', unit: '%', min: 0, max: 100, default: 100, taper: 'linear', update: 'switch' },
    { id: 'output', name: 'Output', unit: 'dB', min: -24, max: 24, default: 0, taper: 'linear', update: 'switch' },
    resolutionParam,
    ...points('m', 'Mid'),
    ...points('s', 'Side'),
  ],
}
