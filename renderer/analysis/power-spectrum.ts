import FFT from 'fft.js'

/** A Hann window spreads a sine's power over its neighbours: all of them together hold this much more than the highest. */
export const HANN_SPREAD = 1.5

/** Power by frequency of a stereo signal, the mean of both sides, under a Hann window. */
export class PowerSpectrum {
  readonly size: number
  /** One value a bin from 0 to half the sample rate. A full-scale sine on both sides reads 1. */
  readonly power: Float64Array
  readonly #fft: FFT
  readonly #window: Float64Array
  readonly #in: Float64Array
  readonly #out: Float64Array

  /** `size`: frames, a power of two. */
  constructor(size: number) {
    this.size = size
    this.power = new Float64Array(size / 2)
    this.#fft = new FFT(size)
    this.#window = Float64Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size))
    this.#in = new Float64Array(size * 2)
    this.#out = new Float64Array(size * 2)
  }

  /** Transforms interleaved stereo; frames that are not there count as silence before the first. */
  transform(samples: Float32Array, frames: number): void {
    const { size } = this
    const silent = size - Math.min(frames, size)
    this.#in.fill(0, 0, silent * 2)
    for (let i = silent; i < size; i++) {
      const weight = this.#window[i]!
      const at = (i - silent) * 2
      // Left as the real part and right as the imaginary: one transform gives both.
      this.#in[i * 2] = samples[at]! * weight
      this.#in[i * 2 + 1] = samples[at + 1]! * weight
    }
    this.#fft.transform(this.#out, this.#in)
    // The window halves an amplitude, and a sine's energy lies in two mirrored bins.
    const scale = (4 / size) ** 2 / 4
    for (let k = 0; k < size / 2; k++) this.power[k] = (this.#square(k) + this.#square((size - k) % size)) * scale
  }

  #square(k: number): number {
    return this.#out[k * 2]! ** 2 + this.#out[k * 2 + 1]! ** 2
  }

  /** Power at a place between bins, for where they lie farther apart than what is drawn. */
  between(place: number): number {
    const low = Math.max(0, Math.min(Math.floor(place), this.power.length - 2))
    const share = Math.min(1, Math.max(0, place - low))
    return this.power[low]! * (1 - share) + this.power[low + 1]! * share
  }
}
