import FFT from 'fft.js'

/** How strongly something begins, over time. */
export interface OnsetEnvelope {
  readonly sampleRate: number
  /** One value every so many frames, at least 0; the first stands for frame 0. */
  readonly strength: Float64Array
  readonly hopFrames: number
  /** Mean power of every block of so many frames, from frame 0 on. */
  readonly power: Float64Array
  readonly blockFrames: number
}

/** Windows of about 21 ms, eight to a window: fine enough for a beat, long enough for a bass. */
const SIZE_AT_48K = 1024
const HOPS_PER_SIZE = 8
/** A rise is counted against what sounded this many hops before. */
const LAG_HOPS = 4
/** Makes quiet beginnings count beside loud ones. */
const COMPRESSION = 200
const BLOCK_SECONDS = 0.001
/** What is no more than the mean around it is no onset. */
const MEAN_SECONDS = 0.5

function windowSize(sampleRate: number): number {
  return SIZE_AT_48K * 2 ** Math.max(0, Math.round(Math.log2(sampleRate / 48_000)))
}

/** A growing list of numbers. */
class Series {
  #values = new Float64Array(4096)
  #length = 0

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float64Array(2 * this.#length)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.#length++] = value
  }

  toArray(): Float64Array {
    return this.#values.slice(0, this.#length)
  }
}

/** The values less their mean around each, and what is left above 0. */
function aboveMean(values: Float64Array, reach: number): Float64Array {
  const sums = new Float64Array(values.length + 1)
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i]! + values[i]!
  return values.map((value, i) => {
    const from = Math.max(0, i - reach)
    const to = Math.min(values.length, i + reach + 1)
    return Math.max(0, value - (sums[to]! - sums[from]!) / (to - from))
  })
}

/** Listens to a sound in pieces of any length: how much louder each part of its spectrum becomes from moment to moment. */
export class OnsetListener {
  readonly #sampleRate: number
  readonly #size: number
  readonly #hop: number
  readonly #fft: FFT
  readonly #window: Float64Array
  readonly #bins: number[]
  readonly #windowed: Float64Array
  /** The last `size` frames heard, both channels together; half a window of silence comes before the first. */
  readonly #recent: Float64Array
  /** Compressed spectra of the last hops, newest at `#spectra % (LAG_HOPS + 1)`. */
  readonly #history: Float64Array[]
  #spectra = 0
  #untilHop: number
  readonly #strength = new Series()
  readonly #blockFrames: number
  readonly #power = new Series()
  #blockPower = 0
  #inBlock = 0

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate
    this.#size = windowSize(sampleRate)
    this.#hop = this.#size / HOPS_PER_SIZE
    this.#fft = new FFT(this.#size)
    this.#window = Float64Array.from(
      { length: this.#size },
      (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / this.#size),
    )
    this.#bins = this.#fft.createComplexArray()
    this.#windowed = new Float64Array(this.#size)
    this.#recent = new Float64Array(this.#size)
    this.#history = Array.from({ length: LAG_HOPS + 1 }, () => new Float64Array(this.#size / 2))
    this.#untilHop = this.#size / 2
    this.#blockFrames = Math.max(1, Math.round(sampleRate * BLOCK_SECONDS))
  }

  /** Takes the next frames of interleaved stereo. */
  push(samples: Float32Array): void {
    for (let done = 0; done < samples.length / 2; ) {
      const count = Math.min(this.#untilHop, samples.length / 2 - done)
      this.#take(samples, done, count)
      done += count
      this.#untilHop -= count
      if (this.#untilHop > 0) continue
      this.#listen()
      this.#untilHop = this.#hop
    }
  }

  #take(samples: Float32Array, from: number, count: number): void {
    this.#recent.copyWithin(0, count)
    for (let i = 0; i < count; i++) {
      const left = samples[2 * (from + i)]!
      const right = samples[2 * (from + i) + 1]!
      this.#recent[this.#size - count + i] = (left + right) / 2
      this.#blockPower += left * left + right * right
      if (++this.#inBlock < this.#blockFrames) continue
      this.#power.push(this.#blockPower / this.#blockFrames)
      this.#blockPower = 0
      this.#inBlock = 0
    }
  }

  #listen(): void {
    for (let i = 0; i < this.#size; i++) this.#windowed[i] = this.#recent[i]! * this.#window[i]!
    this.#fft.realTransform(this.#bins, this.#windowed)
    const slots = this.#history.length
    const now = this.#history[this.#spectra % slots]!
    const before = this.#history[(this.#spectra + 1) % slots]!
    let rise = 0
    for (let bin = 1; bin < now.length; bin++) {
      const magnitude = (4 / this.#size) * Math.hypot(this.#bins[2 * bin]!, this.#bins[2 * bin + 1]!)
      now[bin] = Math.log1p(COMPRESSION * magnitude)
      rise += Math.max(0, now[bin]! - before[bin]!)
    }
    this.#spectra++
    this.#strength.push(rise)
  }

  /** What was heard so far. */
  envelope(): OnsetEnvelope {
    const reach = Math.round((MEAN_SECONDS * this.#sampleRate) / this.#hop)
    return {
      sampleRate: this.#sampleRate,
      strength: aboveMean(this.#strength.toArray(), reach),
      hopFrames: this.#hop,
      power: this.#power.toArray(),
      blockFrames: this.#blockFrames,
    }
  }
}
