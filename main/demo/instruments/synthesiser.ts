import type { Random } from '../../../shared/random.ts'
import { Envelope, type EnvelopeShape } from '../synthesis/envelope.ts'
import { StateVariableFilter } from '../synthesis/filter.ts'
import { noteHz, pulse, saw, sine } from '../synthesis/oscillator.ts'

/** A subtractive patch: oscillators into a low-pass with its own envelope, into an amplifier. */
export interface Patch {
  /** Detuning of each saw in cents. */
  sawCents: readonly number[]
  /** Level of a pulse of the given width at pitch, and of a sine an octave below. */
  pulseLevel: number
  pulseWidth: number
  subLevel: number
  /** Resting cutoff; the filter's envelope and the velocity open it by so many octaves. */
  cutoffHz: number
  openOctaves: number
  q: number
  filter: EnvelopeShape
  amplifier: EnvelopeShape
}

/** One note of a patch, mono, `seconds` held. Saws start at random phases, so stacked notes do not beat in step. */
export function synthesiserNote(
  midi: number,
  seconds: number,
  velocity: number,
  patch: Patch,
  sampleRate: number,
  random: Random,
): Float32Array {
  const out = new Float32Array(Math.round((seconds + patch.amplifier.release) * sampleRate))
  const held = Math.round(seconds * sampleRate)
  const step = noteHz(midi) / sampleRate
  const steps = Float64Array.from(patch.sawCents, (cents) => step * 2 ** (cents / 1200))
  const phases = Float64Array.from(patch.sawCents, () => random.next())
  const sawGain = patch.sawCents.length ? 1 / Math.sqrt(patch.sawCents.length) : 0
  const amplifier = new Envelope(patch.amplifier, sampleRate)
  const opening = new Envelope(patch.filter, sampleRate)
  const lowPass = new StateVariableFilter()
  const drift = random.next()
  // Filters follow the keyboard by half, as players set them.
  const rest = patch.cutoffHz * 2 ** ((midi - 60) / 24)
  let phase = random.next()
  let sub = 0
  for (let i = 0; i < out.length; i++) {
    const gate = i < held
    const open = opening.next(gate)
    if ((i & 15) === 0)
      lowPass.tune(
        rest * 2 ** (patch.openOctaves * open * (0.45 + 0.55 * velocity) + 0.12 * sine(i / sampleRate / 3.1 + drift)),
        patch.q,
        sampleRate,
      )
    let sum = 0
    for (let k = 0; k < steps.length; k++) {
      let p = phases[k]! + steps[k]!
      if (p >= 1) p -= 1
      phases[k] = p
      sum += saw(p, steps[k]!)
    }
    sum *= sawGain
    phase += step
    if (phase >= 1) phase -= 1
    if (patch.pulseLevel > 0) sum += patch.pulseLevel * pulse(phase, step, patch.pulseWidth)
    sub += step * 0.5
    if (sub >= 1) sub -= 1
    lowPass.process(sum)
    out[i] = (lowPass.low + patch.subLevel * sine(sub)) * amplifier.next(gate) * velocity
  }
  const fade = Math.round(0.004 * sampleRate)
  for (let i = 0; i < fade && i < out.length; i++) out[out.length - 1 - i]! *= i / fade
  return out
}
