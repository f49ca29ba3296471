import type { Random } from '../../../shared/random.ts'
import { OnePole } from '../synthesis/filter.ts'
import { noteHz } from '../synthesis/oscillator.ts'

export interface StringMaterial {
  /** Time to -60 dB of the low partials at middle C. */
  ringSeconds: number
  /** Loss of the upper partials each round, 0 (steel) … 0.5 (old nylon). */
  dullness: number
  /** Where it is plucked, as a share of its length. */
  pluckAt: number
  /** Low-pass of a soft and of a hard pluck. */
  softHz: number
  hardHz: number
  /** Level of the fingers' or pick's own noise. */
  fingerNoise: number
}

/**
 * A plucked string: Karplus and Strong's loop with the tuning all-pass, the loss filter and the pick-position comb of Jaffe
 * and Smith (CMJ 1983). Mono; damped by the hand after `seconds`.
 */
export function pluckedStringNote(
  midi: number,
  seconds: number,
  velocity: number,
  material: StringMaterial,
  sampleRate: number,
  random: Random,
): Float32Array {
  const hz = noteHz(midi)
  const damped = 0.12
  const out = new Float32Array(Math.round((seconds + damped * 2.5) * sampleRate))
  const period = sampleRate / hz
  const loss = material.dullness
  // The loss filter delays by about `loss` samples; the all-pass makes up the fraction, kept away from 0 where it rings.
  const length = Math.floor(period - loss - 0.3)
  const fraction = period - loss - length
  const allPass = (1 - fraction) / (1 + fraction)
  const line = new Float32Array(length)
  const tone = new OnePole(
    (material.softHz + (material.hardHz - material.softHz) * velocity ** 1.5) * (1 + 0.05 * random.gaussian()),
    sampleRate,
  )
  const smooth = new OnePole(material.hardHz * 1.5, sampleRate)
  const comb = Math.max(1, Math.round(length * material.pluckAt * (1 + 0.05 * random.gaussian())))
  const burst = new Float32Array(length)
  const noise = Float32Array.from(burst, () => random.bipolar())
  // Filtered twice round, so that the burst meets its own beginning without an edge.
  for (let i = 0; i < 2 * length; i++) burst[i % length] = smooth.process(tone.process(noise[i % length]!))
  let mean = 0
  for (let i = 0; i < length; i++) {
    line[i] = burst[i]! - burst[(i - comb + length) % length]!
    mean += line[i]! / length
  }
  let energy = 0
  for (let i = 0; i < length; i++) {
    line[i] = line[i]! - mean
    energy += line[i]! ** 2 / length
  }
  // Noise bursts differ in strength: level them, so that only the velocity says how loud a note is.
  const level = (0.3 * velocity) / Math.sqrt(energy + 1e-12)
  for (let i = 0; i < length; i++) line[i] = line[i]! * level

  const ring = material.ringSeconds * 2 ** ((60 - midi) / 28)
  const w = (2 * Math.PI * hz) / sampleRate
  const lossAtPitch = Math.sqrt((1 - loss) ** 2 + loss ** 2 + 2 * loss * (1 - loss) * Math.cos(w))
  const ringGain = Math.min(0.99999, 10 ** (-3 / (hz * ring)) / lossAtPitch)
  const dampGain = 10 ** (-3 / (hz * damped * 2))
  const held = Math.round(seconds * sampleRate)
  const finger = new OnePole(3800, sampleRate)
  let index = 0
  // The loop has been turning: filters that began at rest would print their start into every round.
  let previous = line[length - 1]!
  let allPassIn = previous
  let allPassOut = previous
  for (let i = 0; i < out.length; i++) {
    const x = line[index]!
    const filtered = (i < held ? ringGain : dampGain) * ((1 - loss) * x + loss * previous)
    previous = x
    allPassOut = allPass * (filtered - allPassOut) + allPassIn
    allPassIn = filtered
    line[index] = allPassOut
    if (++index === length) index = 0
    const t = i / sampleRate
    const scrape =
      t < 0.04 ? finger.process(random.bipolar()) * material.fingerNoise * velocity * Math.exp(-t / 0.006) : 0
    out[i] = x * Math.min(1, t / 0.0012) + scrape
  }
  const fade = Math.round(0.02 * sampleRate)
  for (let i = 0; i < fade; i++) out[out.length - 1 - i]! *= i / fade
  return out
}
