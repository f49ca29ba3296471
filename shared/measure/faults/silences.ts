import { formatNumber } from '../../model/units.ts'
import type { Fault, FaultDetector } from './fault.ts'

/** What stays below −90 dBFS is silence: the noise of 16 bit lies there. */
const SILENT = 10 ** (-90 / 20)
const HEAD_SECONDS = 0.5
const END_SECONDS = 0.5
const INSIDE_SECONDS = 1

/** Finds silence before the first sound, behind the last, and between. */
export class Silences implements FaultDetector {
  readonly #sampleRate: number
  readonly #inside: { startFrame: number; endFrame: number }[] = []
  #frame = 0
  #lastLoud = -1

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate
  }

  push(interleaved: Float32Array, frames: number): void {
    const longest = INSIDE_SECONDS * this.#sampleRate
    for (let i = 0; i < frames; i++) {
      if (Math.abs(interleaved[2 * i]!) <= SILENT && Math.abs(interleaved[2 * i + 1]!) <= SILENT) continue
      const frame = this.#frame + i
      // The silence before the first sound is told in `headFrames`.
      if (this.#lastLoud >= 0 && frame - this.#lastLoud - 1 >= longest)
        this.#inside.push({ startFrame: this.#lastLoud + 1, endFrame: frame })
      if (this.#lastLoud < 0) this.#head = frame
      this.#lastLoud = frame
    }
    this.#frame += frames
  }

  #head = 0

  finish(): Fault[] {
    const seconds = (frames: number) => frames / this.#sampleRate
    const silence = (
      kind: 'silentHead' | 'silentEnd' | 'silence',
      startFrame: number,
      endFrame: number,
      where: string,
      remedy: string,
    ): Fault => {
      const value = seconds(endFrame - startFrame)
      return {
        kind,
        verdict: 'hint',
        startFrame,
        lengthFrames: endFrame - startFrame,
        value,
        unit: 's',
        sentence: `${formatNumber(value, 1)} s of silence ${where}.`,
        remedy,
      }
    }
    if (this.#frame === 0) return []
    if (this.#lastLoud < 0)
      return [
        silence(
          'silence',
          0,
          this.#frame,
          'and nothing else',
          'Look whether all strips are muted or their audio is offline.',
        ),
      ]
    const faults: Fault[] = []
    if (seconds(this.#head) > HEAD_SECONDS)
      faults.push(silence('silentHead', 0, this.#head, 'at the head', 'Move the song’s start to its first sound.'))
    for (const { startFrame, endFrame } of this.#inside)
      faults.push(
        silence('silence', startFrame, endFrame, 'inside', 'Look whether something drops out there that should not.'),
      )
    if (seconds(this.#frame - this.#lastLoud - 1) > END_SECONDS)
      faults.push(
        silence(
          'silentEnd',
          this.#lastLoud + 1,
          this.#frame,
          'at the end',
          'Set the song’s end to where its last sound is over.',
        ),
      )
    return faults
  }
}
