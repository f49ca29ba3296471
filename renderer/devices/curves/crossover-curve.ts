/** A filter's frequency stays below this share of the sample rate. */
const HIGHEST = 0.49

/**
 * How much each band behind fourth-order Linkwitz-Riley crossovers passes at a frequency, as gains, lowest band first. All
 * bands are in phase, so that they sum to 1; under gains of their own to the sum of the products. A crossover below the
 * one before it stands on that.
 */
export function bandShares(hz: number, crossoversHz: readonly number[], sampleRate: number): number[] {
  const warp = (frequency: number) => Math.tan((Math.PI * Math.min(frequency, HIGHEST * sampleRate)) / sampleRate)
  const shares: number[] = []
  let rest = 1
  for (const crossover of ascending(crossoversHz)) {
    const ratio = (warp(hz) / warp(crossover)) ** 4
    shares.push(rest / (1 + ratio))
    rest *= ratio / (1 + ratio)
  }
  return [...shares, rest]
}

/** Crossovers as they sound: none below its neighbour. */
export function ascending(crossoversHz: readonly number[]): number[] {
  let highest = 0
  return crossoversHz.map((hz) => {
    highest = Math.max(highest, hz)
    return highest
  })
}
