import FFT from 'fft.js'
import type { Scope } from '../live/places.ts'
import { HIGHEST_HZ, LOWEST_HZ } from './plot.ts'

const SIZE = 4096
/** How fast the picture falls, so that an eye can follow it. */
const FALL_DB_PER_SECOND = 40
const FLOOR_DB = -120
/** Pink noise looks level: music's spectrum falls by about this much from octave to octave. */
const TILT_DB_PER_OCTAVE = 4.5
const TILT_CENTRE_HZ = 1000

/** The spectrum of what passes a place now, in bins of equal ratio, with a slow fall. */
export class LiveSpectrum {
  readonly #fft = new FFT(SIZE)
  readonly #window = Float64Array.from({ length: SIZE }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / SIZE))
  readonly #samples = new Float32Array(SIZE * 2)
  readonly #mono = new Float64Array(SIZE)
  readonly #complex = new Float64Array(SIZE * 2)
  /** Levels in dB, one per bin; a full-scale sine reads 0 before the tilt. */
  readonly levelsDb: Float32Array
  readonly #scope: Scope
  #lastMs = 0

  /** The scope stays its opener's, who closes it. */
  constructor(bins: number, scope: Scope) {
    this.#scope = scope
    this.levelsDb = new Float32Array(bins).fill(FLOOR_DB)
  }

  /** Frequency of a bin's lower edge. */
  hz(bin: number): number {
    return LOWEST_HZ * (HIGHEST_HZ / LOWEST_HZ) ** (bin / this.levelsDb.length)
  }

  /** Reads what passed last. Returns whether anything is to be seen. */
  update(timeMs: number, sampleRate: number): boolean {
    const seconds = Math.min(0.2, Math.max(0, (timeMs - this.#lastMs) / 1000))
    this.#lastMs = timeMs
    const frames = this.#scope.read(this.#samples)
    for (let i = 0; i < SIZE; i++) {
      const at = i * 2
      const sum = i < frames ? (this.#samples[at]! + this.#samples[at + 1]!) / 2 : 0
      this.#mono[i] = sum * this.#window[i]!
    }
    this.#fft.realTransform(this.#complex, this.#mono)
    const levels = this.levelsDb
    const perBin = sampleRate / SIZE
    let seen = false
    for (let bin = 0; bin < levels.length; bin++) {
      const from = this.hz(bin) / perBin
      const to = this.hz(bin + 1) / perBin
      let power = this.#powerAt((from + to) / 2)
      for (let k = Math.ceil(from); k < Math.min(to, SIZE / 2); k++) power = Math.max(power, this.#powerAt(k))
      // A Hann window halves a sine's amplitude, and its energy lies in two mirrored halves: hence 4 / size.
      const level = power > 0 ? 10 * Math.log10(power) + 20 * Math.log10(4 / SIZE) : FLOOR_DB
      const tilted = level + TILT_DB_PER_OCTAVE * Math.log2(this.hz(bin) / TILT_CENTRE_HZ)
      levels[bin] = Math.max(tilted, levels[bin]! - FALL_DB_PER_SECOND * seconds, FLOOR_DB)
      if (levels[bin]! > FLOOR_DB + 20) seen = true
    }
    return seen
  }

  /** Power at a place between the transform's own bins, where low frequencies lie closer than these. */
  #powerAt(place: number): number {
    const low = Math.min(Math.floor(place), SIZE / 2 - 2)
    const share = place - low
    const at = (k: number) => this.#complex[k * 2]! ** 2 + this.#complex[k * 2 + 1]! ** 2
    return at(low) * (1 - share) + at(low + 1) * share
  }
}
