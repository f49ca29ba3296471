/** IEC 60268-18: a digital peak meter falls by 20 dB in 1.7 s. */
const FALL_DB_PER_MS = 20 / 1700
/** What a meter shows of silence. */
const SILENT_DB = -144

export function gainToDb(gain: number): number {
  return gain > 0 ? Math.max(SILENT_DB, 20 * Math.log10(gain)) : SILENT_DB
}

/** A level that rises at once and falls slowly, so that an eye can read it. */
export class FallingLevel {
  readonly #floorDb: number
  #db: number
  #atMs = 0

  /** `floorDb`: where it rests. */
  constructor(floorDb = SILENT_DB) {
    this.#floorDb = floorDb
    this.#db = floorDb
  }

  /** Takes the highest sample since the last call, linear, and returns what the meter shows now, in dB. */
  next(peak: number, nowMs: number): number {
    return this.nextDb(gainToDb(peak), nowMs)
  }

  /** The same for a value in dB. */
  nextDb(db: number, nowMs: number): number {
    this.#db = Math.max(this.#floorDb, this.#db - (nowMs - this.#atMs) * FALL_DB_PER_MS, db)
    this.#atMs = nowMs
    return this.#db
  }
}
