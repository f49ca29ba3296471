/** Levels at and below this are off. */
const OFF_DB: f64 = -144

/** Linear gain of a level in dB; −144 dB and below is 0. */
export function dbToGain(db: f64): f64 {
  if (db <= OFF_DB) return 0
  return db == 0 ? 1 : Math.pow(10, db / 20)
}

/** Level in dB of a linear gain; 0 and below is −144. */
export function gainToDb(gain: f64): f64 {
  if (!(gain > 0)) return OFF_DB
  return Math.max(OFF_DB, 20 * Math.log10(gain))
}
