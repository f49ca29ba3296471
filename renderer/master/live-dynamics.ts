import type { Scope } from '../live/places.ts'

/** Nobody reads figures faster. */
const EVERY_MS = 100

/** Level and crest of the last third of a second that was heard. */
export class LiveDynamics {
  readonly #scope: Scope
  readonly #samples: Float32Array
  #nextMs = 0
  /** A full-scale sine reads −3.01; null while nothing plays. */
  rmsDbfs: number | null = null
  /** The highest sample over the RMS. */
  crestDb: number | null = null

  /** The scope stays its opener's, who closes it. */
  constructor(scope: Scope, sampleRate: number) {
    this.#scope = scope
    this.#samples = new Float32Array(2 * Math.round(0.3 * sampleRate))
  }

  /** Reads what passed last, ten times a second. */
  update(timeMs: number): void {
    if (timeMs < this.#nextMs) return
    this.#nextMs = timeMs + EVERY_MS
    const frames = this.#scope.read(this.#samples)
    let sum = 0
    let highest = 0
    for (let i = 0; i < 2 * frames; i++) {
      const sample = Math.abs(this.#samples[i]!)
      sum += sample * sample
      if (sample > highest) highest = sample
    }
    if (sum === 0) {
      this.rmsDbfs = null
      this.crestDb = null
      return
    }
    this.rmsDbfs = 10 * Math.log10(sum / (2 * frames))
    this.crestDb = 20 * Math.log10(highest) - this.rmsDbfs
  }
}
