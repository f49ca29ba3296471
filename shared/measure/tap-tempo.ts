/** How many of the last taps count. */
const MOST_TAPS = 16
/** So many taps make a tempo: a bar of four. */
export const FEWEST_TAPS = 4
const LOWEST_BPM = 20
const HIGHEST_BPM = 400
/** A tap closer to the one before than this share of a beat is a bounce of the hand. */
const BOUNCE_SHARE = 0.4

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/**
 * The tempo of taps at these times in ascending milliseconds, in beats a minute to a tenth, 20 … 400; null while they are
 * fewer than four. Of the last sixteen: a beat that was left out, a tap that bounced and a few that came early or late do
 * not move it, since it is the median of what every pair of taps says (Theil and Sen's line through them).
 */
export function tappedTempo(timesMs: readonly number[]): number | null {
  const times = timesMs.slice(-MOST_TAPS)
  if (times.length < FEWEST_TAPS) return null
  const beatMs = median(times.slice(1).map((time, i) => time - times[i]!))
  if (beatMs <= 0) return null
  const taps: { beat: number; time: number }[] = [{ beat: 0, time: times[0]! }]
  for (const time of times.slice(1)) {
    const before = taps.at(-1)!
    const beats = (time - before.time) / beatMs
    if (beats >= BOUNCE_SHARE) taps.push({ beat: before.beat + Math.max(1, Math.round(beats)), time })
  }
  const slopes: number[] = []
  for (const [index, later] of taps.entries())
    for (const earlier of taps.slice(0, index)) slopes.push((later.time - earlier.time) / (later.beat - earlier.beat))
  if (slopes.length === 0) return null
  const bpm = Math.round(600_000 / median(slopes)) / 10
  return Math.min(HIGHEST_BPM, Math.max(LOWEST_BPM, bpm))
}
