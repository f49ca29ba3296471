/** The level scale of IEC 60268-18: travel 0 … 100 at 0 dB and 115 at +6 dB, here as a share of 115. */

/** Up to this level the scale shows nothing. */
export const iecBottomDb = -70
export const iecTopDb = 6
/** What a fader pulled right down means: off. */
export const offDb = -144

/** Lower end of each straight piece: level in dB, travel there, travel per dB. */
const pieces = [
  { fromDb: -70, travel: 0, slope: 0.25 },
  { fromDb: -60, travel: 2.5, slope: 0.5 },
  { fromDb: -50, travel: 7.5, slope: 0.75 },
  { fromDb: -40, travel: 15, slope: 1.5 },
  { fromDb: -30, travel: 30, slope: 2 },
  { fromDb: -20, travel: 50, slope: 2.5 },
] as const
const fullTravel = 115

/** Share of the travel, 0 at −70 dB and below, 1 at +6 dB and above. */
export function iecPosition(db: number): number {
  if (!(db > iecBottomDb)) return 0
  const piece = pieces.findLast((candidate) => db >= candidate.fromDb) ?? pieces[0]
  return Math.min(1, (piece.travel + (db - piece.fromDb) * piece.slope) / fullTravel)
}

/** The level at a share of the travel; the very bottom is off (−144 dB). */
export function iecLevelDb(position: number): number {
  const travel = Math.min(1, position) * fullTravel
  if (travel <= 0) return offDb
  const piece = pieces.findLast((candidate) => travel >= candidate.travel) ?? pieces[0]
  return piece.fromDb + (travel - piece.travel) / piece.slope
}
