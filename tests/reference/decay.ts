import { cookbook, filtered } from './cuts.ts'

/** A channel's octave around `hertz`, 24 dB per octave to either side. */
export function octave(x: Float64Array, hertz: number, sampleRate: number): Float64Array {
  const low = cookbook('lowCut', hertz / Math.SQRT2, sampleRate)
  const high = cookbook('highCut', hertz * Math.SQRT2, sampleRate)
  return [low, low, high, high].reduce(filtered, x)
}

/** The time to fall by 60 dB: a line through Schroeder's backward integral from −5 to −35 dB (ISO 3382, T30), seconds. */
export function decayTime(impulseResponse: Float64Array, sampleRate: number): number {
  const left = new Float64Array(impulseResponse.length)
  let energy = 0
  for (let i = left.length - 1; i >= 0; i--) {
    energy += impulseResponse[i]! ** 2
    left[i] = energy
  }
  let [n, sumX, sumY, sumXX, sumXY] = [0, 0, 0, 0, 0]
  for (let i = 0; i < left.length; i++) {
    const db = 10 * Math.log10(left[i]! / energy)
    if (db > -5) continue
    if (db < -35) break
    const x = i / sampleRate
    n++
    sumX += x
    sumY += db
    sumXX += x * x
    sumXY += x * db
  }
  return -60 / ((n * sumXY - sumX * sumY) / (n * sumXX - sumX * sumX))
}

/**
 * Abel and Huang's echo density of the 20 ms from a frame on: the share of samples outside their
 * standard deviation, 1 where they fall as those of Gaussian noise do.
 */
export function echoDensity(x: Float64Array, sampleRate: number, from: number): number {
  const count = Math.round(0.02 * sampleRate)
  const window = x.subarray(from, from + count)
  const deviation = Math.sqrt(window.reduce((sum, y) => sum + y * y, 0) / count)
  return window.filter((y) => Math.abs(y) > deviation).length / count / 0.3173
}
