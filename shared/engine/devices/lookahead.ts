import type { ParamSpec, ParamValues } from './device.ts'

/** How far a device's detector hears ahead of the sound, up to `maxMs`; none by default. */
export function lookaheadParam(maxMs: number): ParamSpec {
  return {
    id: 'lookahead',
    name: 'Look-ahead',
    unit: 'ms',
    min: 0,
    max: maxMs,
    default: 0,
    taper: 'linear',
    update: 'rebuild',
  }
}

/** The frames by which a look-ahead delays the sound. */
export function lookaheadFrames(params: ParamValues, sampleRate: number): number {
  return Math.round(((params.lookahead ?? 0) * sampleRate) / 1000)
}
