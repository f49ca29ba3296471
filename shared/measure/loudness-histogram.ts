/** How often a sound was how loud. */
export interface LoudnessHistogram {
  /** The lower edge of the first bin, in LUFS; bins are 1 LU wide. */
  readonly lowestLufs: number
  /** Shares of the time, of all that is not silence; their sum is 1. Empty for silence. */
  readonly shares: readonly number[]
}

/** Below this nothing counts, as for the gate of BS.1770. */
const GATE_LUFS = -70

/** Counts loudness values that lie at equal distances in time; NaN is silence. */
export function loudnessHistogram(lufs: Float32Array): LoudnessHistogram {
  const counts = new Map<number, number>()
  let all = 0
  for (const value of lufs) {
    if (!(value >= GATE_LUFS)) continue
    const bin = Math.floor(value)
    counts.set(bin, (counts.get(bin) ?? 0) + 1)
    all++
  }
  if (all === 0) return { lowestLufs: GATE_LUFS, shares: [] }
  const lowestLufs = Math.min(...counts.keys())
  const highest = Math.max(...counts.keys())
  const shares = Array.from({ length: highest - lowestLufs + 1 }, (_, i) => (counts.get(lowestLufs + i) ?? 0) / all)
  return { lowestLufs, shares }
}
