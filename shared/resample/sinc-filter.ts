/** A low-pass filter cut into phases, one per position of an output frame between two input frames. */
export interface FilterBank {
  /** Taps per phase, even; the filter is centred, so it reaches taps/2 − 1 frames back and taps/2 ahead. */
  taps: number
  phases: number
  /** Phase after phase; one more row than phases where neighbouring rows are interpolated. */
  coefficients: Float64Array
  interpolated: boolean
}

/** Attenuation of everything above the stopband edge. */
const stopbandDb = 126
/** Past this many phases a table would outgrow its use: linear interpolation between 4096 rows errs by −142 dB. */
const maximumPhases = 4096

/** Modified Bessel function of the first kind, order 0. */
function besselI0(x: number): number {
  let sum = 1
  let term = 1
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}

/**
 * A Kaiser-windowed sinc for a change of rate (whole hertz), flat up to `passbandHz` and 126 dB down from `stopbandHz` on;
 * length and window after Kaiser's formulas.
 */
export function designFilterBank(inRate: number, outRate: number, passbandHz: number, stopbandHz: number): FilterBank {
  const exactPhases = outRate / greatestCommonDivisor(inRate, outRate)
  const interpolated = exactPhases > maximumPhases
  const phases = interpolated ? maximumPhases : exactPhases
  const transition = (stopbandHz - passbandHz) / inRate
  const cutoff = (stopbandHz + passbandHz) / 2 / inRate
  const half = Math.ceil((stopbandDb - 7.95) / (14.36 * transition) / 2)
  const taps = half * 2
  const beta = 0.1102 * (stopbandDb - 8.7)
  const rows = interpolated ? phases + 1 : phases
  const coefficients = new Float64Array(rows * taps)
  const windowScale = 1 / besselI0(beta)
  for (let phase = 0; phase < rows; phase++) {
    const row = coefficients.subarray(phase * taps, (phase + 1) * taps)
    let sum = 0
    for (let tap = 0; tap < taps; tap++) {
      const x = tap - (half - 1) - phase / phases
      const place = x / half
      const window = Math.abs(place) >= 1 ? 0 : besselI0(beta * Math.sqrt(1 - place * place)) * windowScale
      const angle = 2 * Math.PI * cutoff * x
      const value = (angle === 0 ? 1 : Math.sin(angle) / angle) * window
      row[tap] = value
      sum += value
    }
    // Every phase passes direct current at exactly unity.
    for (let tap = 0; tap < taps; tap++) row[tap] = row[tap]! / sum
  }
  return { taps, phases, coefficients, interpolated }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
