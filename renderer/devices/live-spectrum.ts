import { type Bands, bandPower, lineBands, middleHz } from '../analysis/bands.ts'
import { PowerSpectrum } from '../analysis/power-spectrum.ts'
import type { Scope } from '../live/places.ts'

/** How fast the picture falls, so that an eye can follow it. */
const FALL_DB_PER_SECOND = 40
export const FLOOR_DB = -120
/** How far the sound of a while ago still counts in the average. */
const AVERAGE_SECONDS = 3
/** Pink noise looks level at 3; music's spectrum falls by about this much from octave to octave. */
const TILT_DB_PER_OCTAVE = 4.5
const TILT_CENTRE_HZ = 1000

export interface SpectrumOptions {
  /** Frames of a transform, a power of two: the more, the finer the low end and the slower the picture. */
  readonly size?: number
  /** Added to the levels, from 1 kHz on. */
  readonly tiltDbPerOctave?: number
}

/** The spectrum of what passes a place now, in bands, with a slow fall. */
export class LiveSpectrum {
  readonly bands: Bands
  /** Levels in dB, one per band; a full-scale sine on both sides reads 0 before the tilt. */
  readonly levelsDb: Float32Array
  /** The power mean of the last seconds that were played, likewise. */
  readonly averageDb: Float32Array
  /** The highest since the peaks were cleared, likewise. */
  readonly peaksDb: Float32Array
  readonly #spectrum: PowerSpectrum
  readonly #samples: Float32Array
  readonly #tiltDb: Float32Array
  readonly #scope: Scope
  readonly #average: Float64Array
  #averagedSeconds = 0
  #lastMs = 0

  /** `bands`: how many of equal ratio, or others. The scope stays its opener's, who closes it. */
  constructor(
    bands: number | Bands,
    scope: Scope,
    { size = 4096, tiltDbPerOctave = TILT_DB_PER_OCTAVE }: SpectrumOptions = {},
  ) {
    this.bands = typeof bands === 'number' ? lineBands(bands) : bands
    const count = this.bands.edgesHz.length - 1
    this.#scope = scope
    this.#spectrum = new PowerSpectrum(size)
    this.#samples = new Float32Array(size * 2)
    this.#tiltDb = Float32Array.from(
      { length: count },
      (_, band) => tiltDbPerOctave * Math.log2(middleHz(this.bands, band) / TILT_CENTRE_HZ),
    )
    this.levelsDb = new Float32Array(count).fill(FLOOR_DB)
    this.averageDb = new Float32Array(count).fill(FLOOR_DB)
    this.peaksDb = new Float32Array(count).fill(FLOOR_DB)
    this.#average = new Float64Array(count)
  }

  /** Reads what passed last. Returns whether anything is to be seen. */
  update(timeMs: number, sampleRate: number): boolean {
    const seconds = Math.min(0.2, Math.max(0, (timeMs - this.#lastMs) / 1000))
    this.#lastMs = timeMs
    const frames = this.#scope.read(this.#samples)
    const fall = FALL_DB_PER_SECOND * seconds
    if (frames === 0) return this.#fall(fall)
    this.#spectrum.transform(this.#samples, frames)
    this.#averagedSeconds = Math.min(AVERAGE_SECONDS, this.#averagedSeconds + seconds)
    const share = this.#averagedSeconds > 0 ? Math.min(1, seconds / this.#averagedSeconds) : 1
    let seen = false
    for (let band = 0; band < this.levelsDb.length; band++) {
      const power = bandPower(this.bands, band, this.#spectrum, sampleRate)
      const mean = this.#average[band]! + (power - this.#average[band]!) * share
      this.#average[band] = mean
      const tilt = this.#tiltDb[band]!
      const level = power > 0 ? Math.max(FLOOR_DB, 10 * Math.log10(power) + tilt) : FLOOR_DB
      this.averageDb[band] = mean > 0 ? Math.max(FLOOR_DB, 10 * Math.log10(mean) + tilt) : FLOOR_DB
      this.levelsDb[band] = Math.max(level, this.levelsDb[band]! - fall)
      if (level > this.peaksDb[band]!) this.peaksDb[band] = level
      if (this.levelsDb[band]! > FLOOR_DB + 20) seen = true
    }
    return seen
  }

  /** Nothing plays: the levels sink, average and peaks stay. */
  #fall(fall: number): boolean {
    let seen = false
    for (let band = 0; band < this.levelsDb.length; band++) {
      this.levelsDb[band] = Math.max(FLOOR_DB, this.levelsDb[band]! - fall)
      if (this.levelsDb[band]! > FLOOR_DB + 20) seen = true
    }
    return seen
  }

  /** Begins average and peaks anew. */
  clear(): void {
    this.averageDb.fill(FLOOR_DB)
    this.peaksDb.fill(FLOOR_DB)
    this.#average.fill(0)
    this.#averagedSeconds = 0
  }

  /** Band and frequency of the highest level; null while nothing is to be seen. */
  highest(): { band: number; db: number } | null {
    let band = 0
    for (let each = 1; each < this.levelsDb.length; each++) if (this.levelsDb[each]! > this.levelsDb[band]!) band = each
    const db = this.levelsDb[band]!
    return db > FLOOR_DB + 20 ? { band, db } : null
  }

  /** A level without the tilt. */
  untilted(band: number, db: number): number {
    return db - this.#tiltDb[band]!
  }
}
