/**
 * State-variable filter with trapezoidal integrators (Zavalishin, "The Art of VA Filter Design"): may be retuned at any
 * sample without a click. After `process` its outputs stand in `low`, `band` (peak gain 1) and `high`.
 */
export class StateVariableFilter {
  low = 0
  band = 0
  high = 0
  private a1 = 0
  private a2 = 0
  private a3 = 0
  private k = 1
  private s1 = 0
  private s2 = 0

  tune(cutoffHz: number, q: number, sampleRate: number): this {
    const g = Math.tan((Math.PI * Math.min(cutoffHz, sampleRate * 0.48)) / sampleRate)
    this.k = 1 / q
    this.a1 = 1 / (1 + g * (g + this.k))
    this.a2 = g * this.a1
    this.a3 = g * this.a2
    return this
  }

  process(x: number): void {
    const v3 = x - this.s2
    const v1 = this.a1 * this.s1 + this.a2 * v3
    const v2 = this.s2 + this.a2 * this.s1 + this.a3 * v3
    this.s1 = 2 * v1 - this.s1
    this.s2 = 2 * v2 - this.s2
    this.low = v2
    this.band = this.k * v1
    this.high = x - this.k * v1 - v2
  }
}

/** First-order low-pass. */
export class OnePole {
  private state = 0
  private readonly a: number
  constructor(cutoffHz: number, sampleRate: number) {
    this.a = 1 - Math.exp((-2 * Math.PI * Math.min(cutoffHz, sampleRate * 0.45)) / sampleRate)
  }
  process(x: number): number {
    this.state += this.a * (x - this.state)
    return this.state
  }
}

/** Bell in place over interleaved samples: a resonance or a dip built into an instrument. */
export function bell(
  samples: Float32Array,
  channels: 1 | 2,
  freqHz: number,
  gainDb: number,
  q: number,
  sampleRate: number,
): void {
  const amount = 10 ** (gainDb / 20) - 1
  for (let channel = 0; channel < channels; channel++) {
    const filter = new StateVariableFilter().tune(freqHz, q, sampleRate)
    for (let i = channel; i < samples.length; i += channels) {
      filter.process(samples[i]!)
      samples[i] = samples[i]! + amount * filter.band
    }
  }
}

/** Second-order high-pass in place over interleaved samples. */
export function highPass(samples: Float32Array, channels: 1 | 2, cutoffHz: number, sampleRate: number): void {
  for (let channel = 0; channel < channels; channel++) {
    const filter = new StateVariableFilter().tune(cutoffHz, Math.SQRT1_2, sampleRate)
    for (let i = channel; i < samples.length; i += channels) {
      filter.process(samples[i]!)
      samples[i] = filter.high
    }
  }
}

/** Second-order low-pass in place over interleaved samples. */
export function lowPass(samples: Float32Array, channels: 1 | 2, cutoffHz: number, sampleRate: number): void {
  for (let channel = 0; channel < channels; channel++) {
    const filter = new StateVariableFilter().tune(cutoffHz, Math.SQRT1_2, sampleRate)
    for (let i = channel; i < samples.length; i += channels) {
      filter.process(samples[i]!)
      samples[i] = filter.low
    }
  }
}
