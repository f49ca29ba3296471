import { bandPower, lineBands } from './bands.ts'
import { PowerSpectrum } from './power-spectrum.ts'

/** Bands of an average spectrum. */
export const AVERAGE_BANDS = 320
const SIZE = 8192
const FAST_SIZE = 16_384
/** A window whose power stays below this is silence, and says nothing of the colour of a sound. */
const SILENT_POWER = 1e-8

/** The mean spectrum of a sound that streams past, silence left out. */
export class AverageSpectrum {
  readonly #sampleRate: number
  readonly #bands = lineBands(AVERAGE_BANDS)
  readonly #spectrum: PowerSpectrum
  readonly #window: Float32Array
  #filled = 0
  readonly #sums = new Float64Array(AVERAGE_BANDS)
  #windows = 0

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate
    this.#spectrum = new PowerSpectrum(sampleRate > 64_000 ? FAST_SIZE : SIZE)
    this.#window = new Float32Array(this.#spectrum.size * 2)
  }

  /** Takes interleaved stereo of finite samples. */
  push(interleaved: Float32Array, frames: number): void {
    const { size } = this.#spectrum
    for (let done = 0; done < frames; ) {
      const count = Math.min(frames - done, size - this.#filled)
      this.#window.set(interleaved.subarray(done * 2, (done + count) * 2), this.#filled * 2)
      this.#filled += count
      done += count
      if (this.#filled < size) break
      this.#filled = 0
      this.#spectrum.transform(this.#window, size)
      const powers = Float64Array.from(this.#sums, (_, band) =>
        bandPower(this.#bands, band, this.#spectrum, this.#sampleRate),
      )
      if (Math.max(...powers) < SILENT_POWER) continue
      for (const [band, power] of powers.entries()) this.#sums[band] = this.#sums[band]! + power
      this.#windows++
    }
  }

  /** Levels in dB of `lineBands(AVERAGE_BANDS)`; a full-scale sine reads 0. Null where nothing but silence passed. */
  levelsDb(): Float32Array<ArrayBuffer> | null {
    if (this.#windows === 0) return null
    return Float32Array.from(this.#sums, (sum) => 10 * Math.log10(Math.max(1e-12, sum / this.#windows)))
  }
}
