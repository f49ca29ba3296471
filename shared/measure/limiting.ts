/** What a limiter took from a song. */
export interface Limiting {
  /** The deepest gain reduction, dB. */
  readonly mostDb: number
  /** Its mean in dB over what is louder than −50 dBFS. */
  readonly meanDb: number
}

/** More than this, at the deepest or in the mean, is heard as density and no longer as loudness. */
export const DENSE_MOST_DB = 12
export const DENSE_MEAN_DB = 6
/** What is quieter counts in no mean, linear. */
const QUIET = 0.00316

/** Gathers what a limiter takes, piece by piece. */
export class LimitingGauge {
  #most = 0
  #sum = 0
  #count = 0
  #before = 0
  /** What the reduction is recovering from. */
  #deepest = 0
  #energy = 0
  #rising = 0

  /** `reductionDb`: at least 0, the deepest of a piece; `samples`, as far as given: what came out of it. */
  push(reductionDb: number, samples: Float32Array, from = 0, to = samples.length): void {
    let peak = 0
    let energy = 0
    for (let i = from; i < to; i++) {
      const sample = samples[i]!
      peak = Math.max(peak, Math.abs(sample))
      energy += sample * sample
    }
    if (reductionDb >= this.#before) this.#deepest = reductionDb
    this.#before = reductionDb
    this.#energy += energy
    this.#rising += this.#deepest > 0 ? energy * (1 - reductionDb / this.#deepest) : energy
    this.#most = Math.max(this.#most, reductionDb)
    if (peak < QUIET) return
    this.#sum += reductionDb
    this.#count += 1
  }

  /**
   * How much louder it would come out with 1 dB more of drive, from 0 to 1: a limited peak takes all of it back, and what follows takes
   * back as large a share as the limiter has not yet recovered of what it took from that peak.
   */
  slope(): number {
    return this.#energy > 0 ? this.#rising / this.#energy : 1
  }

  read(): Limiting {
    return { mostDb: this.#most, meanDb: this.#count === 0 ? 0 : this.#sum / this.#count }
  }
}

/** Whether a master is limited so far that it suffers. */
export function isTooDense({ mostDb, meanDb }: Limiting): boolean {
  return mostDb > DENSE_MOST_DB || meanDb > DENSE_MEAN_DB
}

/** Says of a target that it is met at the cost of the sound; null where it is not. */
export function densityNote(targetLufs: number, limiting: Limiting): string | null {
  if (!isTooDense(limiting)) return null
  const { mostDb, meanDb } = limiting
  return (
    `${Number(targetLufs.toFixed(1))} LUFS is dense for this music: the limiter takes up to ${mostDb.toFixed(1)} dB, ` +
    `${meanDb.toFixed(1)} dB in the mean. Choose a lower target, or even the mix out before the limiter.`
  ).replaceAll('-', '−')
}
