/** The loudest of the levels that a detector sees in a block, in dB. */

/** Levels are told from here up. */
export const LOWEST_DB: f64 = -144

const loud: usize = memory.data(16, 16)

/** Begins a block. */
export function clearLoudest(): void {
  v128.store(loud, f32x4.splat(<f32>LOWEST_DB))
}

/** Takes four levels. */
// @ts-ignore: decorator
@inline
export function noteLoudest(levelsDb: v128): void {
  v128.store(loud, f32x4.pmax(v128.load(loud), levelsDb))
}

/** The loudest since the block began, at least −144. */
export function loudestOfBlock(): f64 {
  const levels = v128.load(loud)
  const first = Math.max(<f64>f32x4.extract_lane(levels, 0), <f64>f32x4.extract_lane(levels, 1))
  return Math.max(first, Math.max(<f64>f32x4.extract_lane(levels, 2), <f64>f32x4.extract_lane(levels, 3)))
}
