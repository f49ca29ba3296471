/** At these the cuts are out of the way. */
const LOWEST_CUT_HZ = 20
const HIGHEST_CUT_HZ = 20_000

/** Magnitude in dB of a second-order Butterworth filter behind the bilinear transform. */
function cutDb(hz: number, cutHz: number, sampleRate: number, passes: 'above' | 'below'): number {
  const warp = (frequency: number) => Math.tan((Math.PI * Math.min(frequency, 0.4999 * sampleRate)) / sampleRate)
  const ratio = warp(hz) / warp(cutHz)
  const power = passes === 'above' ? ratio ** 4 / (1 + ratio ** 4) : 1 / (1 + ratio ** 4)
  return 10 * Math.log10(Math.max(1e-12, power))
}

/**
 * What an exciter adds of a quiet sound at a frequency, dB under an amount of 100 %: its low cut stands before and behind
 * the bending, its high cut behind it.
 */
export function addedResponse(hz: number, fromHz: number, topHz: number, sampleRate: number): number {
  const low = fromHz <= LOWEST_CUT_HZ ? 0 : 2 * cutDb(hz, fromHz, sampleRate, 'above')
  const high = topHz >= HIGHEST_CUT_HZ ? 0 : cutDb(hz, topHz, sampleRate, 'below')
  return low + high
}
