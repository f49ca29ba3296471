/** Below −100 dBFS a tail counts as silence. */
export const SILENCE = 1e-5
/** A tail is over when it has been silent this long. */
const SILENT_SECONDS = 1
/** And never longer than this. */
export const LONGEST_TAIL_SECONDS = 30

/** Interleaved stereo chunks as far as `watch` knows them to belong to the render, or to frame `fixed` where that is not null. */
export async function* toItsEnd<C extends Float32Array>(
  chunks: AsyncIterable<C> | Iterable<C>,
  watch: TailWatch,
  fixed: number | null,
): AsyncGenerator<C> {
  let given = 0
  // What lies after the last clip waits here until it is known to belong to the song.
  let held: C[] = []
  for await (const chunk of chunks) {
    watch.push(chunk)
    held.push(chunk)
    const end = fixed ?? (watch.over ? watch.lengthFrames : null)
    const sure = end ?? watch.lengthFrames
    const waiting: C[] = []
    for (const piece of held) {
      const frames = Math.min(piece.length / 2, Math.max(0, sure - given))
      if (frames > 0) yield piece.subarray(0, frames * 2) as C
      given += frames
      if (frames * 2 < piece.length) waiting.push(piece.subarray(frames * 2) as C)
    }
    held = waiting
    if (end !== null && given >= end) return
  }
}

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
