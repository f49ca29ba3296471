/** A second-order section, normalised to a0 = 1: plain float64, written from the sources and not from the kernel. */
export interface Section {
  readonly b: readonly [number, number, number]
  readonly a: readonly [1, number, number]
}

function normalised(b: [number, number, number], a: [number, number, number]): Section {
  return { b: [b[0] / a[0], b[1] / a[0], b[2] / a[0]], a: [1, a[1] / a[0], a[2] / a[0]] }
}

/** Audio EQ Cookbook (w3.org/TR/audio-eq-cookbook), all but the peak. */
export function cookbook(
  type: 'low cut' | 'high cut' | 'notch' | 'low shelf' | 'high shelf',
  freqHz: number,
  q: number,
  gainDb: number,
  sampleRate: number,
): Section {
  const w0 = (2 * Math.PI * freqHz) / sampleRate
  const cos = Math.cos(w0)
  const alpha = Math.sin(w0) / (2 * q)
  const A = 10 ** (gainDb / 40)
  const root = 2 * Math.sqrt(A) * alpha
  switch (type) {
    case 'low cut':
      return normalised([(1 + cos) / 2, -(1 + cos), (1 + cos) / 2], [1 + alpha, -2 * cos, 1 - alpha])
    case 'high cut':
      return normalised([(1 - cos) / 2, 1 - cos, (1 - cos) / 2], [1 + alpha, -2 * cos, 1 - alpha])
    case 'notch':
      return normalised([1, -2 * cos, 1], [1 + alpha, -2 * cos, 1 - alpha])
    case 'low shelf':
      return normalised(
        [A * (A + 1 - (A - 1) * cos + root), 2 * A * (A - 1 - (A + 1) * cos), A * (A + 1 - (A - 1) * cos - root)],
        [A + 1 + (A - 1) * cos + root, -2 * (A - 1 + (A + 1) * cos), A + 1 + (A - 1) * cos - root],
      )
    case 'high shelf':
      return normalised(
        [A * (A + 1 + (A - 1) * cos + root), -2 * A * (A - 1 + (A + 1) * cos), A * (A + 1 + (A - 1) * cos - root)],
        [A + 1 - (A - 1) * cos + root, 2 * (A - 1 - (A + 1) * cos), A + 1 - (A - 1) * cos - root],
      )
  }
}

/** Vicanek's matched peaking filter (BiquadFits), a cut being the boost with numerator and denominator exchanged. */
export function matchedBell(freqHz: number, q: number, gainDb: number, sampleRate: number): Section {
  const w = (2 * Math.PI * freqHz) / sampleRate
  const G = 10 ** (Math.abs(gainDb) / 20)
  const zeta = 1 / (2 * q * Math.sqrt(G))
  const a1 =
    zeta <= 1
      ? -2 * Math.exp(-zeta * w) * Math.cos(Math.sqrt(1 - zeta * zeta) * w)
      : -2 * Math.exp(-zeta * w) * Math.cosh(Math.sqrt(zeta * zeta - 1) * w)
  const a2 = Math.exp(-2 * zeta * w)
  const phi1 = Math.sin(w / 2) ** 2
  const phi0 = 1 - phi1
  const phi2 = 4 * phi0 * phi1
  const A0 = (1 + a1 + a2) ** 2
  const A1 = (1 - a1 + a2) ** 2
  const A2 = -4 * a2
  const R1 = (A0 * phi0 + A1 * phi1 + A2 * phi2) * G * G
  const R2 = (-A0 + A1 + 4 * (phi0 - phi1) * A2) * G * G
  const B0 = A0
  const B2 = (R1 - R2 * phi1 - B0) / (4 * phi1 * phi1)
  const B1 = R2 + B0 + 4 * (phi1 - phi0) * B2
  const W = (Math.sqrt(B0) + Math.sqrt(B1)) / 2
  const b0 = (W + Math.sqrt(W * W + B2)) / 2
  const b1 = (Math.sqrt(B0) - Math.sqrt(B1)) / 2
  const b2 = -B2 / (4 * b0)
  return gainDb >= 0 ? { b: [b0, b1, b2], a: [1, a1, a2] } : normalised([1, a1, a2], [b0, b1, b2])
}

/** Runs sections over interleaved stereo in direct form I, whose rounding differs from the kernel's form. */
export function filter(sections: readonly Section[], input: ArrayLike<number>): Float64Array {
  let signal = Float64Array.from(input)
  for (const { b, a } of sections) {
    const output = new Float64Array(signal.length)
    for (let i = 0; i < signal.length; i++)
      output[i] =
        b[0] * signal[i]! +
        b[1] * (signal[i - 2] ?? 0) +
        b[2] * (signal[i - 4] ?? 0) -
        a[1] * (output[i - 2] ?? 0) -
        a[2] * (output[i - 4] ?? 0)
    signal = output
  }
  return signal
}

/** Complex response of sections in a row. */
export function response(sections: readonly Section[], freqHz: number, sampleRate: number): { re: number; im: number } {
  const w = (2 * Math.PI * freqHz) / sampleRate
  let re = 1
  let im = 0
  for (const { b, a } of sections) {
    const [nr, ni] = [b[0] + b[1] * Math.cos(w) + b[2] * Math.cos(2 * w), -b[1] * Math.sin(w) - b[2] * Math.sin(2 * w)]
    const [dr, di] = [1 + a[1] * Math.cos(w) + a[2] * Math.cos(2 * w), -a[1] * Math.sin(w) - a[2] * Math.sin(2 * w)]
    const d = dr * dr + di * di
    const [hr, hi] = [(nr * dr + ni * di) / d, (ni * dr - nr * di) / d]
    ;[re, im] = [re * hr - im * hi, re * hi + im * hr]
  }
  return { re, im }
}
