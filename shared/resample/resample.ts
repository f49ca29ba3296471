import { designFilterBank, type FilterBank } from './sinc-filter.ts'

/**
 * Resampling from one rate to another, once, on import: flat to ±0.01 dB up to 0.907 of the lower Nyquist frequency (20 kHz
 * at 44.1 kHz), 126 dB down from that Nyquist frequency on. Linear phase and centred: frame n of the output is the input at
 * n·in/out, so nothing moves in time. Large ratios go through a rate between, whose filter can be short.
 */

/** Passband edge over the lower Nyquist frequency: 20 kHz at 44.1 kHz. */
const passbandEdge = 20000 / 22050

/** Frames that come out of so many: rounded to the nearest whole frame. */
export function resampledFrames(frames: number, inRate: number, outRate: number): number {
  return Math.round((frames * outRate) / inRate)
}

/** A stream of interleaved sound at one rate in, the same at another out. Rates are whole numbers of hertz and differ. */
export class Resampler {
  readonly #inRate: number
  readonly #outRate: number
  readonly #channels: number
  readonly #stages: ResamplerStage[]
  #consumed = 0
  #produced = 0

  constructor(inRate: number, outRate: number, channels: number) {
    this.#inRate = inRate
    this.#outRate = outRate
    this.#channels = channels
    this.#stages = planStages(inRate, outRate).map((bank) => new ResamplerStage(bank, channels))
  }

  /** Takes interleaved frames and gives those of the output that they complete. */
  push(interleaved: Float32Array): Float32Array {
    this.#consumed += interleaved.length / this.#channels
    return this.#through(interleaved)
  }

  /** The rest: afterwards `resampledFrames` of all that was pushed have come out. */
  finish(): Float32Array {
    const wanted = resampledFrames(this.#consumed, this.#inRate, this.#outRate) - this.#produced
    const rest = new Float32Array(wanted * this.#channels)
    let filled = 0
    // The sound is followed by silence until the last frame's filter has all it reaches for.
    while (filled < rest.length) {
      const more = this.#through(new Float32Array(1024 * this.#channels))
      const used = more.subarray(0, rest.length - filled)
      rest.set(used, filled)
      filled += used.length
    }
    return rest
  }

  #through(interleaved: Float32Array): Float32Array {
    let sound = interleaved
    for (const stage of this.#stages) sound = stage.push(sound)
    this.#produced += sound.length / this.#channels
    return sound
  }
}

interface StageBank extends FilterBank {
  inRate: number
  outRate: number
}

const plans = new Map<string, StageBank[]>()

function planStages(inRate: number, outRate: number): StageBank[] {
  const key = `${inRate}:${outRate}`
  let plan = plans.get(key)
  if (plan === undefined) {
    const nyquist = Math.min(inRate, outRate) / 2
    const sharp = (from: number, to: number) => stage(from, to, nyquist * passbandEdge, nyquist)
    // Between the two rates only what would fold below the lower Nyquist frequency has to go.
    const short = (from: number, to: number) => stage(from, to, nyquist, Math.min(from, to) - nyquist)
    const inBetween = halveWhile(inRate, outRate * 2)
    const outBetween = halveWhile(outRate, inRate * 2)
    if (inBetween < inRate) plan = [short(inRate, inBetween), sharp(inBetween, outRate)]
    else if (outBetween < outRate) plan = [sharp(inRate, outBetween), short(outBetween, outRate)]
    else plan = [sharp(inRate, outRate)]
    plans.set(key, plan)
  }
  return plan
}

function stage(inRate: number, outRate: number, passbandHz: number, stopbandHz: number): StageBank {
  return { ...designFilterBank(inRate, outRate, passbandHz, stopbandHz), inRate, outRate }
}

/** The lowest rate reached by halving that is whole and not below `floor`. */
function halveWhile(rate: number, floor: number): number {
  let result = rate
  while (result % 2 === 0 && result / 2 >= floor) result /= 2
  return result
}

class ResamplerStage {
  readonly #bank: StageBank
  readonly #channels: number
  /** By channel: input from `#historyStart` on. */
  readonly #history: Float64Array[]
  /** Frame of the input at which the history begins; negative at the start, where silence precedes the sound. */
  #historyStart: number
  #held: number
  #produced = 0

  constructor(bank: StageBank, channels: number) {
    const before = bank.taps / 2 - 1
    this.#bank = bank
    this.#channels = channels
    this.#history = Array.from({ length: channels }, () => new Float64Array(bank.taps * 2))
    this.#historyStart = -before
    this.#held = before
  }

  push(interleaved: Float32Array): Float32Array {
    this.#append(interleaved)
    const { taps, phases, coefficients, interpolated, inRate, outRate } = this.#bank
    const half = taps / 2
    const channels = this.#channels
    // The input frame before output n is floor(n·in/out); its filter reaches half − 1 frames back and half ahead.
    const available = this.#historyStart + this.#held - half
    const end = Math.max(this.#produced, Math.ceil((available * outRate) / inRate))
    const out = new Float32Array((end - this.#produced) * channels)
    let at = 0
    for (let n = this.#produced; n < end; n++) {
      const base = Math.floor((n * inRate) / outRate)
      const start = base - (half - 1) - this.#historyStart
      const exactPhase = ((n * inRate - base * outRate) * phases) / outRate
      const row = interpolated ? Math.floor(exactPhase) : Math.round(exactPhase)
      for (let channel = 0; channel < channels; channel++) {
        const history = this.#history[channel]!
        let value = dot(history, start, coefficients, row * taps, taps)
        if (interpolated) {
          value += (exactPhase - row) * (dot(history, start, coefficients, (row + 1) * taps, taps) - value)
        }
        out[at++] = value
      }
    }
    this.#produced = end
    this.#forget()
    return out
  }

  #append(interleaved: Float32Array): void {
    const channels = this.#channels
    const frames = interleaved.length / channels
    for (let channel = 0; channel < channels; channel++) {
      let history = this.#history[channel]!
      if (history.length < this.#held + frames) {
        const grown = new Float64Array(this.#held + frames)
        grown.set(history.subarray(0, this.#held))
        history = grown
        this.#history[channel] = grown
      }
      for (let i = 0, at = channel; i < frames; i++, at += channels) history[this.#held + i] = interleaved[at]!
    }
    this.#held += frames
  }

  /** Drops what no later output reaches. */
  #forget(): void {
    const { taps, inRate, outRate } = this.#bank
    const needed = Math.floor((this.#produced * inRate) / outRate) - (taps / 2 - 1)
    const spent = Math.min(this.#held, needed - this.#historyStart)
    if (spent <= 0) return
    for (const history of this.#history) history.copyWithin(0, spent, this.#held)
    this.#historyStart += spent
    this.#held -= spent
  }
}

/** Four sums side by side, because a single chain of additions would wait for each other. */
function dot(samples: Float64Array, start: number, taps: Float64Array, from: number, count: number): number {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let i = 0
  for (; i + 3 < count; i += 4) {
    a += samples[start + i]! * taps[from + i]!
    b += samples[start + i + 1]! * taps[from + i + 1]!
    c += samples[start + i + 2]! * taps[from + i + 2]!
    d += samples[start + i + 3]! * taps[from + i + 3]!
  }
  for (; i < count; i++) a += samples[start + i]! * taps[from + i]!
  return a + b + (c + d)
}
