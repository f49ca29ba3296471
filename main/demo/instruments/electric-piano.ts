import { noteHz, sine } from '../synthesis/oscillator.ts'

/**
 * A tine piano by two pairs of FM operators (after Chowning): a round body at 1:1 and a bell at 1:14 that dies at once.
 * Struck harder it barks. Mono; ends by its damper after `seconds`.
 */
export function electricPianoNote(midi: number, seconds: number, velocity: number, sampleRate: number): Float32Array {
  const hz = noteHz(midi)
  const release = 0.09
  const out = new Float32Array(Math.round((seconds + release * 5) * sampleRate))
  const step = hz / sampleRate
  const decay = 1.5 * 2 ** ((60 - midi) / 20)
  const bark = (0.35 + 1.5 * velocity * velocity) * 2 ** ((60 - midi) / 30)
  let body = bark
  let bell = 0.9 * velocity
  let level = 0.5 + 0.5 * velocity
  level *= level
  const bodyFall = Math.exp(-1 / (0.55 * sampleRate))
  const bellFall = Math.exp(-1 / (0.11 * sampleRate))
  const levelFall = Math.exp(-1 / (decay * sampleRate))
  const damp = Math.exp(-1 / (release * sampleRate))
  const held = Math.round(seconds * sampleRate)
  let phase = 0
  for (let i = 0; i < out.length; i++) {
    const attack = Math.min(1, i / (0.0025 * sampleRate))
    const main = sine(phase + (0.2 + body) * 0.28 * sine(phase + 0.02))
    const tine = sine(phase + bell * 0.14 * sine(phase * 14))
    out[i] = attack * level * (0.74 * main + 0.36 * tine)
    phase += step
    // Both modulators are whole multiples, so the phase may wrap.
    if (phase >= 1) phase -= 1
    body *= bodyFall
    bell *= bellFall
    level *= i < held ? levelFall : damp
  }
  return out
}
