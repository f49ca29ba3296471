import { Clicks } from './clicks.ts'
import { ClippedSamples } from './clipped-samples.ts'
import { type Fault, type FaultKind, faultKinds } from './fault.ts'
import { DcOffset, NotANumber } from './level-faults.ts'
import { Silences } from './silences.ts'
import { type MonoSum, StereoFaults } from './stereo-faults.ts'
import { TruePeakOvers } from './true-peak-overs.ts'

/** No more places of one kind are told than these; the last of them says how many there are. */
const MOST_PLACES = 100

export interface FaultReport {
  /** In the order of time; of one time, the gravest kind first. */
  readonly faults: readonly Fault[]
  /** Null: silence. */
  readonly monoSum: MonoSum | null
}

/** Looks for every kind of fault in a stereo stream. */
export class FaultScan {
  readonly #notANumber = new NotANumber()
  readonly #stereo: StereoFaults
  readonly #clipped: ClippedSamples
  readonly #overs: TruePeakOvers | null
  readonly #silences: Silences
  readonly #clicks: Clicks
  readonly #offset = new DcOffset()

  /** `ceilingDbtp` null: true peaks are not minded, as of a mix that still has its limiter before it. */
  constructor(sampleRate: number, ceilingDbtp: number | null) {
    this.#stereo = new StereoFaults(sampleRate)
    this.#clipped = new ClippedSamples(sampleRate)
    this.#overs = ceilingDbtp === null ? null : new TruePeakOvers(sampleRate, ceilingDbtp)
    this.#silences = new Silences(sampleRate)
    this.#clicks = new Clicks(sampleRate)
  }

  /** Takes interleaved stereo, and makes what is no number 0 in it. */
  push(interleaved: Float32Array, frames: number): void {
    this.#notANumber.push(interleaved, frames)
    for (let i = 0; i < 2 * frames; i++) if (!Number.isFinite(interleaved[i]!)) interleaved[i] = 0
    for (const detector of [this.#stereo, this.#clipped, this.#silences, this.#clicks, this.#offset])
      detector.push(interleaved, frames)
  }

  /** Takes the highest true peak of the next frames, linear, from whoever measures it anyway. */
  pushTruePeak(peak: number, frames: number): void {
    this.#overs?.push(peak, frames)
  }

  finish(): FaultReport {
    const found = [
      this.#notANumber.finish(),
      this.#clipped.finish(),
      this.#overs?.finish() ?? [],
      this.#stereo.finish(),
      this.#clicks.finish(),
      this.#offset.finish(),
      this.#silences.finish(),
    ].flatMap(withinReason)
    const rank = (kind: FaultKind) => faultKinds.indexOf(kind)
    found.sort((a, b) => a.startFrame - b.startFrame || rank(a.kind) - rank(b.kind))
    return { faults: found, monoSum: this.#stereo.monoSum() }
  }
}

function withinReason(faults: Fault[]): Fault[] {
  if (faults.length <= MOST_PLACES) return faults
  const kept = faults.slice(0, MOST_PLACES)
  const last = kept[MOST_PLACES - 1]!
  const more = faults.length - MOST_PLACES
  kept[MOST_PLACES - 1] = { ...last, sentence: `${last.sentence} ${more} more places like it follow.` }
  return kept
}
