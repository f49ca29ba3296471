/** A seeded stream of random numbers: the same seed gives the same numbers on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** Uniform in [-1, 1): white noise when called once a sample. */
  bipolar(): number
  /** About normal, mean 0, deviation 1, never beyond ±3.5. */
  gaussian(): number
}

/** @param seedText any text; the song's and the stem's name, so that no stem's noise depends on another's. */
export function createRandom(seedText: string): Random {
  let state = 0x811c9dc5
  for (let i = 0; i < seedText.length; i++) state = Math.imul(state ^ seedText.charCodeAt(i), 0x01000193)
  // mulberry32: 32 bits of state are plenty for a minute of noise and it inlines well.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    bipolar: () => next() * 2 - 1,
    gaussian: () => {
      let sum = 0
      for (let i = 0; i < 8; i++) sum += next()
      return (sum - 4) * Math.sqrt(12 / 8)
    },
  }
}
