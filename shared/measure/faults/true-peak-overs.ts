import { formatNumber } from '../../model/units.ts'
import { amplitudeDb, type Fault, joinStretch, type Stretch } from './fault.ts'

/** The standard’s filter reads up to this much too high. */
const TOLERANCE_DB = 0.2
const PLACE_SECONDS = 0.25

/** Finds where the true peak passes a ceiling. Fed with the highest true peak of each hop. */
export class TruePeakOvers {
  readonly #sampleRate: number
  readonly #ceilingDbtp: number
  readonly #threshold: number
  readonly #places: (Stretch & { peak: number })[] = []
  #frame = 0

  constructor(sampleRate: number, ceilingDbtp: number) {
    this.#sampleRate = sampleRate
    this.#ceilingDbtp = ceilingDbtp
    this.#threshold = 10 ** ((ceilingDbtp + TOLERANCE_DB) / 20)
  }

  /** `peak` linear, the higher one of both sides, of the next `frames`. */
  push(peak: number, frames: number): void {
    const startFrame = this.#frame
    this.#frame += frames
    if (!(peak > this.#threshold)) return
    const over = { startFrame, endFrame: this.#frame, peak }
    const into = joinStretch(this.#places, over, PLACE_SECONDS * this.#sampleRate)
    into.peak = Math.max(into.peak, peak)
  }

  finish(): Fault[] {
    return this.#places.map(({ startFrame, endFrame, peak }) => {
      const dbtp = amplitudeDb(peak)
      return {
        kind: 'over',
        verdict: 'fault',
        startFrame,
        lengthFrames: endFrame - startFrame,
        value: dbtp,
        unit: 'dBTP',
        sentence: `The true peak reaches ${formatNumber(dbtp, 1)} dBTP, ${formatNumber(dbtp - this.#ceilingDbtp, 1)} dB above the ceiling.`,
        remedy: 'End the rack with a limiter on true peak, or lower its ceiling.',
      }
    })
  }
}
