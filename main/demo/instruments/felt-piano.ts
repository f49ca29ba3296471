import type { Random } from '../../../shared/random.ts'
import { OnePole } from '../synthesis/filter.ts'
import { noteHz } from '../synthesis/oscillator.ts'

const partials = 11

/**
 * An upright with felt between hammers and strings: stiff-string partials (n·f·√(1+Bn²)), each of two strings a little apart
 * and decaying faster the higher it is, plus the thud of the action. Mono; damped after `seconds`.
 */
export function feltPianoNote(
  midi: number,
  seconds: number,
  velocity: number,
  sampleRate: number,
  random: Random,
): Float32Array {
  const hz = noteHz(midi)
  const release = 0.16
  const out = new Float32Array(Math.round((seconds + release * 4) * sampleRate))
  const stiffness = 0.00018 * 2 ** ((midi - 60) / 9)
  const strike = 0.13 + 0.015 * random.gaussian()
  for (let n = 1; n <= partials; n++) {
    const partialHz = n * hz * Math.sqrt(1 + stiffness * n * n)
    if (partialHz > sampleRate * 0.4) break
    // Felt swallows the upper partials, less of them when struck harder.
    const felt = Math.exp(-partialHz / (620 + 900 * velocity)) + 0.004
    const gain = Math.abs(Math.sin(Math.PI * n * strike)) * felt * velocity
    if (gain < 1e-5) continue
    const seconds60 = (7.5 * 2 ** ((60 - midi) / 17)) / (1 + 0.32 * (n - 1))
    for (const detune of n <= 4 ? [-0.32, 0.37] : [0]) {
      const w = (2 * Math.PI * partialHz * 2 ** (detune / 1200)) / sampleRate
      addPartial(out, w, random.next() * 2 * Math.PI, gain * (n <= 4 ? 0.5 : 1), 10 ** (-3 / (seconds60 * sampleRate)))
    }
  }
  const thud = new OnePole(190, sampleRate)
  const held = Math.round(seconds * sampleRate)
  const damp = Math.exp(-1 / (release * sampleRate))
  let level = 1
  for (let i = 0; i < out.length; i++) {
    const t = i / sampleRate
    if (i >= held) level *= damp
    const action = t < 0.2 ? thud.process(random.bipolar()) * 0.9 * velocity * Math.exp(-t / 0.028) : 0
    out[i] = (out[i]! * Math.min(1, t / 0.005) + action * Math.min(1, t / 0.002)) * level
  }
  return out
}

/** Adds a decaying sine by turning a phasor: two multiplications and no sine a sample. */
function addPartial(out: Float32Array, w: number, phase: number, gain: number, decay: number): void {
  const turnRe = Math.cos(w) * decay
  const turnIm = Math.sin(w) * decay
  let re = Math.cos(phase) * gain
  let im = Math.sin(phase) * gain
  for (let i = 0; i < out.length; i++) {
    out[i] = out[i]! + im
    const next = re * turnRe - im * turnIm
    im = re * turnIm + im * turnRe
    re = next
  }
}
