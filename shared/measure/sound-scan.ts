import type { Kernel } from '../engine/kernel/kernel.ts'
import { type FaultReport, FaultScan } from './faults/fault-scan.ts'
import type { Measurement } from './measurement.ts'
import { createMeter, type Meter } from './meter.ts'
import { type VinylFigures, VinylMeter } from './vinyl-figures.ts'

/** Frames that one pair of an outline stands for. */
export const OUTLINE_FRAMES = 256
/** Loudness is noted every tenth of a second. */
export const HISTORY_SECONDS = 0.1
/** Hops of 10 ms: true peaks are placed this finely. */
const HOPS_PER_SECOND = 100
const HOPS_PER_ENTRY = HISTORY_SECONDS * HOPS_PER_SECOND

/** Everything that is measured of a stereo sound. */
export interface SoundReport extends FaultReport {
  readonly measurement: Measurement
  /** LUFS every 100 ms, at the end of each; NaN for silence. */
  readonly shortTermLufs: Float32Array<ArrayBuffer>
  readonly momentaryLufs: Float32Array<ArrayBuffer>
  /** The lowest and the highest sample of both sides, of every `OUTLINE_FRAMES` frames. */
  readonly outline: { readonly min: Float32Array<ArrayBuffer>; readonly max: Float32Array<ArrayBuffer> }
  readonly vinyl: VinylFigures
}

/** Measures a stereo sound as it streams past: loudness, peaks, outline and faults. */
export class SoundScan {
  readonly #meter: Meter
  readonly #faults: FaultScan
  readonly #vinyl: VinylMeter
  readonly #hopFrames: number
  readonly #hop: Float32Array
  #inHop = 0
  #hops = 0
  readonly #shortTerm: number[] = []
  readonly #momentary: number[] = []
  readonly #min: number[] = []
  readonly #max: number[] = []
  #low = Number.POSITIVE_INFINITY
  #high = Number.NEGATIVE_INFINITY
  #inBin = 0

  /** `ceilingDbtp`: what true peaks are held against; null: they are not minded. Rates are whole hundreds of hertz. */
  constructor(kernel: Kernel, sampleRate: number, ceilingDbtp: number | null) {
    this.#meter = createMeter(kernel, sampleRate, 2)
    this.#faults = new FaultScan(sampleRate, ceilingDbtp)
    this.#vinyl = new VinylMeter(sampleRate)
    this.#hopFrames = sampleRate / HOPS_PER_SECOND
    this.#hop = new Float32Array(this.#hopFrames * 2)
  }

  /** Takes interleaved stereo, and makes what is no number 0 in it. */
  push(interleaved: Float32Array, frames: number): void {
    this.#faults.push(interleaved, frames)
    this.#vinyl.push(interleaved, frames)
    this.#draw(interleaved, frames)
    for (let done = 0; done < frames; ) {
      const count = Math.min(frames - done, this.#hopFrames - this.#inHop)
      this.#hop.set(interleaved.subarray(done * 2, (done + count) * 2), this.#inHop * 2)
      this.#inHop += count
      done += count
      if (this.#inHop === this.#hopFrames) this.#closeHop()
    }
  }

  #closeHop(): void {
    const frames = this.#inHop
    this.#meter.push(this.#hop, frames)
    this.#faults.pushTruePeak(Math.max(this.#meter.takeTruePeak(0), this.#meter.takeTruePeak(1)), frames)
    this.#inHop = 0
    if (++this.#hops % HOPS_PER_ENTRY !== 0) return
    this.#shortTerm.push(this.#meter.shortTermLufs() ?? Number.NaN)
    this.#momentary.push(this.#meter.momentaryLufs() ?? Number.NaN)
  }

  #draw(interleaved: Float32Array, frames: number): void {
    for (let i = 0; i < 2 * frames; i += 2) {
      const left = interleaved[i]!
      const right = interleaved[i + 1]!
      if (left < this.#low) this.#low = left
      if (right < this.#low) this.#low = right
      if (left > this.#high) this.#high = left
      if (right > this.#high) this.#high = right
      if (++this.#inBin === OUTLINE_FRAMES) this.#closeBin()
    }
  }

  #closeBin(): void {
    this.#min.push(this.#low)
    this.#max.push(this.#high)
    this.#low = Number.POSITIVE_INFINITY
    this.#high = Number.NEGATIVE_INFINITY
    this.#inBin = 0
  }

  /** Everything. Gives the kernel's memory back; nothing may be pushed afterwards. */
  finish(): SoundReport {
    if (this.#inHop > 0) this.#closeHop()
    if (this.#inBin > 0) this.#closeBin()
    const measurement = this.#meter.finish()
    this.#meter.release()
    return {
      ...this.#faults.finish(),
      measurement,
      shortTermLufs: Float32Array.from(this.#shortTerm),
      momentaryLufs: Float32Array.from(this.#momentary),
      outline: { min: Float32Array.from(this.#min), max: Float32Array.from(this.#max) },
      vinyl: this.#vinyl.finish(),
    }
  }
}
