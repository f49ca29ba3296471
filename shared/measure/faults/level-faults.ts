import { formatNumber } from '../../model/units.ts'
import { amplitudeDb, type Fault, type FaultDetector } from './fault.ts'

/** An offset above this takes headroom and clicks at edits. */
const OFFSET_DB = -50

/** Finds a mean that lies beside zero. */
export class DcOffset implements FaultDetector {
  readonly #sums = [0, 0]
  #frames = 0

  push(interleaved: Float32Array, frames: number): void {
    let [left, right] = this.#sums as [number, number]
    for (let i = 0; i < frames; i++) {
      left += interleaved[2 * i]!
      right += interleaved[2 * i + 1]!
    }
    this.#sums[0] = left
    this.#sums[1] = right
    this.#frames += frames
  }

  finish(): Fault[] {
    if (this.#frames === 0) return []
    const [left, right] = this.#sums.map((sum) => Math.abs(sum) / this.#frames) as [number, number]
    const offsetDb = amplitudeDb(Math.max(left, right))
    if (offsetDb <= OFFSET_DB) return []
    const side =
      Math.min(left, right) > Math.max(left, right) / 2 ? 'both sides' : left > right ? 'the left' : 'the right'
    return [
      {
        kind: 'dcOffset',
        verdict: 'fault',
        startFrame: 0,
        lengthFrames: this.#frames,
        value: offsetDb,
        unit: 'dB',
        sentence: `An offset of ${formatNumber(offsetDb, 1)} dBFS lies on ${side}.`,
        remedy: 'Put an equalizer with a low cut at 20 Hz on the strip that brings it.',
      },
    ]
  }
}

/** Finds samples that are no number. It has to see them before they are made 0. */
export class NotANumber implements FaultDetector {
  #frame = 0
  #first = -1
  #last = -1
  #count = 0

  push(interleaved: Float32Array, frames: number): void {
    for (let i = 0; i < 2 * frames; i++) {
      if (Number.isFinite(interleaved[i]!)) continue
      const frame = this.#frame + (i >> 1)
      if (this.#first < 0) this.#first = frame
      this.#last = frame
      this.#count++
    }
    this.#frame += frames
  }

  finish(): Fault[] {
    if (this.#count === 0) return []
    return [
      {
        kind: 'notANumber',
        verdict: 'fault',
        startFrame: this.#first,
        lengthFrames: this.#last - this.#first + 1,
        value: this.#count,
        unit: 'samples',
        sentence: `${this.#count === 1 ? 'One sample is' : `${this.#count} samples are`} no number.`,
        remedy: 'Look for a device with extreme settings, or import the file again.',
      },
    ]
  }
}
