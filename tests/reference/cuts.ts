/** Coefficients b0, b1, b2, a1, a2 with a0 = 1. */
export type Cut = readonly [number, number, number, number, number]

/** The Audio EQ Cookbook's second-order high-pass (`lowCut`) or low-pass (`highCut`), Butterworth. */
export function cookbook(kind: 'lowCut' | 'highCut', hertz: number, sampleRate: number): Cut {
  const w = (2 * Math.PI * hertz) / sampleRate
  const sign = kind === 'lowCut' ? 1 : -1
  const alpha = Math.sin(w) / Math.SQRT2
  const b = (1 + sign * Math.cos(w)) / 2
  const a0 = 1 + alpha
  return [b / a0, (-2 * sign * b) / a0, b / a0, (-2 * Math.cos(w)) / a0, (1 - alpha) / a0]
}

/** One channel through a cut, by the difference equation. */
export function filtered(x: Float64Array, [b0, b1, b2, a1, a2]: Cut): Float64Array {
  const y = new Float64Array(x.length)
  for (let i = 0; i < x.length; i++)
    y[i] = b0 * x[i]! + b1 * (x[i - 1] ?? 0) + b2 * (x[i - 2] ?? 0) - a1 * (y[i - 1] ?? 0) - a2 * (y[i - 2] ?? 0)
  return y
}
