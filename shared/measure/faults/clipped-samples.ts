import { formatNumber } from '../../model/units.ts'
import { amplitudeDb, type Fault, type FaultDetector, joinStretch, type Stretch } from './fault.ts'

/** So many samples in a row at the same highest value were cut. */
const SHORTEST_RUN = 3
/** What stands still longer than this is an offset, and no wave that was cut. */
const LONGEST_RUN_SECONDS = 0.05
/** Below this nothing clips, however flat it is. */
const LOWEST = 0.2
/** Runs this close to the highest sample of their side lie on one ceiling. */
const SAME = 0.9999
/**
 * A wave that was cut arrives steeply at its ceiling. The rounded top of a low note is flat too where it was quantised, and leaves
 * it by a step or two of 16 bit.
 */
const STEEP = 5e-4
/** Cuts closer than this are one place. */
const PLACE_SECONDS = 0.25

interface Cut extends Stretch {
  samples: number
  runs: number
  value: number
}

/** One side's upper or lower half. */
class Half {
  readonly #sign: 1 | -1
  readonly #longestRun: number
  readonly #gapFrames: number
  #highest = LOWEST
  #value = 0
  #length = 0
  #from = 0
  #before = 0
  #enteredBy = 0
  cuts: Cut[] = []

  constructor(sign: 1 | -1, sampleRate: number) {
    this.#sign = sign
    this.#longestRun = LONGEST_RUN_SECONDS * sampleRate
    this.#gapFrames = PLACE_SECONDS * sampleRate
  }

  push(sample: number, frame: number): void {
    const x = sample * this.#sign
    if (x === this.#value) {
      this.#length++
      return
    }
    if (this.#length >= SHORTEST_RUN && this.#value >= LOWEST) this.#close(x)
    this.#before = this.#value
    this.#enteredBy = Math.abs(x - this.#before)
    this.#value = x
    this.#length = 1
    this.#from = frame
    if (x > this.#highest) {
      // What lay lower was no ceiling.
      if (x * SAME > this.#highest) this.cuts = []
      this.#highest = x
    }
  }

  #close(next: number): void {
    const value = this.#value
    const steep = Math.max(this.#enteredBy, Math.abs(value - next)) > STEEP * value
    if (value < this.#highest * SAME || next > value || !steep || this.#length > this.#longestRun) return
    const stretch = { startFrame: this.#from, endFrame: this.#from + this.#length }
    const cut: Cut = { ...stretch, samples: 0, runs: 0, value }
    const into = joinStretch(this.cuts, cut, this.#gapFrames)
    into.samples += this.#length
    into.runs++
  }

  finish(): Cut[] {
    if (this.#length >= SHORTEST_RUN && this.#value >= LOWEST) this.#close(0)
    return this.cuts
  }
}

/** Finds waves that were cut flat: three samples or more at one highest value, at full scale or below it. */
export class ClippedSamples implements FaultDetector {
  readonly #halves: readonly (readonly [Half, Half])[]
  readonly #gapFrames: number
  #frame = 0

  constructor(sampleRate: number) {
    this.#gapFrames = PLACE_SECONDS * sampleRate
    const halves = (): [Half, Half] => [new Half(1, sampleRate), new Half(-1, sampleRate)]
    this.#halves = [halves(), halves()]
  }

  push(interleaved: Float32Array, frames: number): void {
    for (const [side, [upper, lower]] of this.#halves.entries())
      for (let i = 0; i < frames; i++) {
        const sample = interleaved[2 * i + side]!
        upper.push(sample, this.#frame + i)
        lower.push(sample, this.#frame + i)
      }
    this.#frame += frames
  }

  finish(): Fault[] {
    const all = this.#halves.flatMap(([upper, lower], side) =>
      [...upper.finish(), ...lower.finish()].map((cut) => ({ ...cut, sides: 1 << side })),
    )
    all.sort((a, b) => a.startFrame - b.startFrame)
    const places: (Cut & { sides: number })[] = []
    for (const cut of all) {
      const into = joinStretch(places, cut, this.#gapFrames)
      if (into === cut) continue
      into.samples += cut.samples
      into.runs += cut.runs
      into.sides |= cut.sides
      into.value = Math.max(into.value, cut.value)
    }
    return places.map(({ startFrame, endFrame, samples, runs, sides, value }) => {
      const side = sides === 3 ? 'both sides' : sides === 1 ? 'the left' : 'the right'
      const times = runs === 1 ? '' : ` in ${runs} waves`
      return {
        kind: 'clipped',
        verdict: 'fault',
        startFrame,
        lengthFrames: endFrame - startFrame,
        value: samples,
        unit: 'samples',
        sentence: `${samples} samples${times} are cut flat at ${formatNumber(amplitudeDb(value), 1)} dBFS on ${side}.`,
        remedy: 'Turn down what came before it was cut; a stem that was recorded too loud stays so.',
      }
    })
  }
}
