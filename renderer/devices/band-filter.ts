type Coefficients = readonly [b0: number, b1: number, b2: number, a1: number, a2: number]

/** The Audio EQ Cookbook's second-order Butterworth filters. */
function cut(hz: number, sampleRate: number, passes: 'above' | 'below'): Coefficients {
  const w = (2 * Math.PI * Math.min(hz, 0.49 * sampleRate)) / sampleRate
  const cos = Math.cos(w)
  const alpha = Math.sin(w) * Math.SQRT1_2
  const sign = passes === 'above' ? 1 : -1
  const b = (1 + sign * cos) / 2
  const a0 = 1 + alpha
  return [b / a0, (-2 * sign * b) / a0, b / a0, (-2 * cos) / a0, (1 - alpha) / a0]
}

/** Keeps what lies between two frequencies, for pictures: fourth order on each side, as between the bands of a device. */
export class BandFilter {
  readonly #sections: readonly Coefficients[]

  constructor(fromHz: number | null, toHz: number | null, sampleRate: number) {
    const low = fromHz === null ? [] : [cut(fromHz, sampleRate, 'above')]
    const high = toHz === null ? [] : [cut(toHz, sampleRate, 'below')]
    this.#sections = [...low, ...low, ...high, ...high]
  }

  /** Filters interleaved stereo in place, from silence. */
  run(samples: Float32Array, frames: number): void {
    for (const [b0, b1, b2, a1, a2] of this.#sections)
      for (const side of [0, 1]) {
        let [s1, s2] = [0, 0]
        for (let i = side; i < frames * 2; i += 2) {
          const x = samples[i]!
          const y = b0 * x + s1
          s1 = b1 * x - a1 * y + s2
          s2 = b2 * x - a2 * y
          samples[i] = y
        }
      }
  }
}
