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

  /** Stands at a level that needs no fall of its own. */
  stand(db: number, nowMs: number): number {
    this.#db = Math.max(this.#floorDb, db)
    this.#atMs = nowMs
    return this.#db
  }

  /** The same for a value in dB. */
  nextDb(db: number, nowMs: number): number {
    this.#db = Math.max(this.#floorDb, this.#db - (nowMs - this.#atMs) * FALL_DB_PER_MS, db)
    this.#atMs = nowMs
    return this.#db
  }
}

/** The highest level of the last while: it stays for a time, and then falls. */
export class HeldLevel {
  #db = SILENT_DB
  #sinceMs = 0
  #atMs = 0

  /** Takes the level now and returns what is held, in dB. `holdMs`: how long; infinite until it is cleared. */
  next(db: number, nowMs: number, holdMs: number): number {
    const elapsed = nowMs - this.#atMs
    this.#atMs = nowMs
    if (db >= this.#db) {
      this.#db = db
      this.#sinceMs = nowMs
    } else if (nowMs - this.#sinceMs > holdMs) this.#db = Math.max(db, this.#db - elapsed * FALL_DB_PER_MS)
    return this.#db
  }

  clear(): void {
    this.#db = SILENT_DB
  }
}
