/**
 * What a fader's curve plays with the trim beside it, in dB. Off stays off, and like the fader itself it goes no higher
 * than +6 dB: a trim can flatten the top of a curve, but never make it louder than a hand could.
 */
export function trimmedFaderDb(curveDb: number, trimDb: number): number {
  return curveDb <= -144 ? curveDb : Math.max(-144, Math.min(6, curveDb + trimDb))
}
