import { type Peaks, type PeaksLevel, peaksLevels } from './peaks.ts'

/** Lowest, highest and sum of squares per bin, growing as sound comes in. */
interface Bins {
  low: number[]
  high: number[]
  squares: number[]
}

const finestBin = peaksLevels[0]

/** Collects peaks from interleaved sound handed over in pieces of any size; its result does not depend on them. */
export class PeaksBuilder {
  readonly #channels: number
  readonly #sampleRate: number
  readonly #bins: Bins[]
  readonly #low: Float64Array
  readonly #high: Float64Array
  readonly #sum: Float64Array
  #inBin = 0
  #frames = 0

  constructor(channels: number, sampleRate: number) {
    this.#channels = channels
    this.#sampleRate = sampleRate
    this.#bins = Array.from({ length: channels }, () => ({ low: [], high: [], squares: [] }))
    this.#low = new Float64Array(channels).fill(Number.POSITIVE_INFINITY)
    this.#high = new Float64Array(channels).fill(Number.NEGATIVE_INFINITY)
    this.#sum = new Float64Array(channels)
  }

  push(interleaved: Float32Array): void {
    const channels = this.#channels
    const frames = interleaved.length / channels
    let done = 0
    while (done < frames) {
      const count = Math.min(frames - done, finestBin - this.#inBin)
      for (let channel = 0; channel < channels; channel++) {
        let low = this.#low[channel]!
        let high = this.#high[channel]!
        let sum = this.#sum[channel]!
        const end = (done + count) * channels
        for (let i = done * channels + channel; i < end; i += channels) {
          const value = interleaved[i]!
          if (value < low) low = value
          if (value > high) high = value
          sum += value * value
        }
        this.#low[channel] = low
        this.#high[channel] = high
        this.#sum[channel] = sum
      }
      done += count
      this.#inBin += count
      if (this.#inBin === finestBin) this.#closeBin()
    }
    this.#frames += frames
  }

  #closeBin(): void {
    for (const [channel, bins] of this.#bins.entries()) {
      bins.low.push(this.#low[channel]!)
      bins.high.push(this.#high[channel]!)
      bins.squares.push(this.#sum[channel]!)
    }
    this.#low.fill(Number.POSITIVE_INFINITY)
    this.#high.fill(Number.NEGATIVE_INFINITY)
    this.#sum.fill(0)
    this.#inBin = 0
  }

  finish(): Peaks {
    if (this.#inBin > 0) this.#closeBin()
    let scale = 1
    for (const bins of this.#bins) {
      for (const value of bins.low) scale = Math.max(scale, -value)
      for (const value of bins.high) scale = Math.max(scale, value)
    }
    scale = nextFloat32(scale)
    const levels: PeaksLevel[] = []
    let bins = this.#bins
    let framesPerBin: number = finestBin
    for (const level of peaksLevels) {
      if (level !== framesPerBin) {
        bins = bins.map((channel) => coarser(channel, level / framesPerBin))
        framesPerBin = level
      }
      levels.push({
        framesPerBin: level,
        bins: bins[0]?.low.length ?? 0,
        data: bins.map((channel) => asIntegers(channel, level, this.#frames, scale)),
      })
    }
    return { channels: this.#channels, sampleRate: this.#sampleRate, frames: this.#frames, scale, levels }
  }
}

/** The file keeps the scale as float32: it must not be rounded below the highest peak. */
function nextFloat32(value: number): number {
  const rounded = Math.fround(value)
  return rounded >= value ? rounded : Math.fround(rounded * (1 + 2 ** -23))
}

function coarser(bins: Bins, factor: number): Bins {
  const result: Bins = { low: [], high: [], squares: [] }
  for (let start = 0; start < bins.low.length; start += factor) {
    const end = Math.min(start + factor, bins.low.length)
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    let sum = 0
    for (let i = start; i < end; i++) {
      low = Math.min(low, bins.low[i]!)
      high = Math.max(high, bins.high[i]!)
      sum += bins.squares[i]!
    }
    result.low.push(low)
    result.high.push(high)
    result.squares.push(sum)
  }
  return result
}

function asIntegers(bins: Bins, framesPerBin: number, frames: number, scale: number): Int16Array {
  const data = new Int16Array(bins.low.length * 3)
  const unit = 32767 / scale
  for (let i = 0; i < bins.low.length; i++) {
    data[i * 3] = Math.max(-32767, Math.floor(bins.low[i]! * unit))
    data[i * 3 + 1] = Math.min(32767, Math.ceil(bins.high[i]! * unit))
    const held = Math.min(framesPerBin, frames - i * framesPerBin)
    data[i * 3 + 2] = Math.round(Math.sqrt(bins.squares[i]! / held) * unit)
  }
  return data
}
