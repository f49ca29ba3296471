import type { Random } from '../../../shared/random.ts'
import { StateVariableFilter } from '../synthesis/filter.ts'
import { sine } from '../synthesis/oscillator.ts'

/** Noise through a band that glides from one frequency to another while it swells or dies: risers and passing trains. Mono. */
export function noiseSweep(
  seconds: number,
  fromHz: number,
  toHz: number,
  /** Level at a place 0..1 of the sweep. */
  level: (place: number) => number,
  sampleRate: number,
  random: Random,
): Float32Array {
  const out = new Float32Array(Math.round(seconds * sampleRate))
  const band = new StateVariableFilter()
  for (let i = 0; i < out.length; i++) {
    const place = i / out.length
    if ((i & 31) === 0) band.tune(fromHz * (toHz / fromHz) ** place, 1.3, sampleRate)
    band.process(random.bipolar())
    out[i] = level(place) * (band.band + 0.12 * band.low)
  }
  return out
}

/** A sine that falls an octave and a half and dies: the weight under a new section. Mono. */
export function subDrop(seconds: number, fromHz: number, sampleRate: number): Float32Array {
  const out = new Float32Array(Math.round(seconds * sampleRate))
  let phase = 0
  for (let i = 0; i < out.length; i++) {
    const place = i / out.length
    phase += (fromHz * 2 ** (-1.5 * Math.sqrt(place))) / sampleRate
    out[i] = sine(phase) * (1 - place) ** 2 * Math.min(1, i / (0.004 * sampleRate))
  }
  return out
}
