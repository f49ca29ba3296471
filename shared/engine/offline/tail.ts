/** Below −100 dBFS a tail counts as silence. */
export const SILENCE = 1e-5
/** A tail is over when it has been silent this long. */
const SILENT_SECONDS = 1
/** And never longer than this. */
export const LONGEST_TAIL_SECONDS = 30

/** Finds where a render without end marker ends: after its last clip, once the output has stayed silent for a second. */
export class TailWatch {
  readonly #contentFrames: number
  readonly #sampleRate: number
  readonly #silence: number
  #seen = 0
  #lastLoud = 0

  /** `contentFrames`: from the render's first frame to the end of its last clip. `silence`: the largest silent sample. */
  constructor(contentFrames: number, sampleRate: number, silence: number) {
    this.#contentFrames = contentFrames
    this.#sampleRate = sampleRate
    this.#silence = silence
  }

  /** Looks at the next frames of the output, interleaved stereo, latency already dropped. */
  push(samples: Float32Array): void {
    for (let i = samples.length - 1; i >= 0; i--) {
      if (Math.abs(samples[i]!) > this.#silence) {
        this.#lastLoud = this.#seen + (i >> 1) + 1
        break
      }
    }
    this.#seen += samples.length >> 1
  }

  /** Whether nothing further belongs to the render. */
  get over(): boolean {
    const tail = this.#seen - this.#contentFrames
    if (tail >= LONGEST_TAIL_SECONDS * this.#sampleRate) return true
    return tail >= 0 && this.#seen - Math.max(this.#lastLoud, this.#contentFrames) >= SILENT_SECONDS * this.#sampleRate
  }

  /** Length of the render in frames, once it is over. */
  get lengthFrames(): number {
    const longest = this.#contentFrames + LONGEST_TAIL_SECONDS * this.#sampleRate
    return Math.min(longest, Math.max(this.#contentFrames, this.#lastLoud))
  }
}
