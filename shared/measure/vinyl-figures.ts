/** What a cutter of lacquers asks of a master. */
export interface VinylFigures {
  /** Power of the side against the middle below 150 Hz, in dB; null without bass. */
  readonly bassSideDb: number | null
  /** The highest level between 5 and 10 kHz over 50 ms against the level of the whole, in dB; null for silence. */
  readonly sibilanceDb: number | null
  readonly seconds: number
}

const BASS_HZ = 150
const SIBILANT_HZ = [5000, 10_000] as const
const WINDOW_SECONDS = 0.05

/** A low-pass of the second order at a frequency. */
class LowPass {
  readonly #b: number
  readonly #a1: number
  readonly #a2: number
  #x1 = 0
  #x2 = 0
  #y1 = 0
  #y2 = 0

  constructor(hz: number, sampleRate: number) {
    const w = Math.tan((Math.PI * hz) / sampleRate)
    const norm = 1 / (1 + Math.SQRT2 * w + w * w)
    this.#b = w * w * norm
    this.#a1 = 2 * (w * w - 1) * norm
    this.#a2 = (1 - Math.SQRT2 * w + w * w) * norm
  }

  next(x: number): number {
    const y = this.#b * (x + 2 * this.#x1 + this.#x2) - this.#a1 * this.#y1 - this.#a2 * this.#y2
    this.#x2 = this.#x1
    this.#x1 = x
    this.#y2 = this.#y1
    this.#y1 = y
    return y
  }
}

/** Measures a stereo stream for `VinylFigures`. Samples must be finite. */
export class VinylMeter {
  readonly #sampleRate: number
  readonly #bassMid: readonly [LowPass, LowPass]
  readonly #bassSide: readonly [LowPass, LowPass]
  readonly #sibilantLow: LowPass
  readonly #sibilantHigh: LowPass
  readonly #windowFrames: number
  #mid = 0
  #side = 0
  #all = 0
  #window = 0
  #inWindow = 0
  #highestWindow = 0
  #frames = 0

  /** `sampleRate` of at least 32 kHz. */
  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate
    const twice = (): [LowPass, LowPass] => [new LowPass(BASS_HZ, sampleRate), new LowPass(BASS_HZ, sampleRate)]
    this.#bassMid = twice()
    this.#bassSide = twice()
    this.#sibilantLow = new LowPass(SIBILANT_HZ[0], sampleRate)
    this.#sibilantHigh = new LowPass(SIBILANT_HZ[1], sampleRate)
    this.#windowFrames = Math.round(WINDOW_SECONDS * sampleRate)
  }

  push(interleaved: Float32Array, frames: number): void {
    const [mid1, mid2] = this.#bassMid
    const [side1, side2] = this.#bassSide
    for (let i = 0; i < frames; i++) {
      const left = interleaved[2 * i]!
      const right = interleaved[2 * i + 1]!
      const mid = (left + right) / 2
      const side = (left - right) / 2
      this.#mid += mid2.next(mid1.next(mid)) ** 2
      this.#side += side2.next(side1.next(side)) ** 2
      this.#all += mid * mid
      const band = this.#sibilantHigh.next(mid) - this.#sibilantLow.next(mid)
      this.#window += band * band
      if (++this.#inWindow < this.#windowFrames) continue
      this.#highestWindow = Math.max(this.#highestWindow, this.#window / this.#inWindow)
      this.#window = 0
      this.#inWindow = 0
    }
    this.#frames += frames
  }

  finish(): VinylFigures {
    const mean = this.#frames > 0 ? this.#all / this.#frames : 0
    return {
      bassSideDb: this.#mid > 1e-9 ? 10 * Math.log10(Math.max(1e-12, this.#side / this.#mid)) : null,
      sibilanceDb: mean > 1e-12 && this.#highestWindow > 0 ? 10 * Math.log10(this.#highestWindow / mean) : null,
      seconds: this.#frames / this.#sampleRate,
    }
  }
}
