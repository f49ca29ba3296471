import { and, asc, desc, eq, gt, gte, lt, min, type SQL } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type { HistoryEntry, HistoryState } from '../../shared/contract/api.ts'
import { history } from './schema.ts'

export interface HistoryList {
  /** Oldest first, those that were undone at the end. */
  entries: HistoryEntry[]
  /** How many of the entries stand; undo takes back the one before, redo brings back the one at this place. */
  position: number
}

/** At least so many entries are kept, and at least so long. */
const KEPT_ENTRIES = 1000
const KEPT_MS = 30 * 24 * 60 * 60 * 1000

export type LoggedStep = Pick<typeof history.$inferSelect, 'seq' | 'label' | 'patches' | 'inverse'>

/** The table of edits that stand, oldest first, and behind them those that were undone. Every call is in the caller's transaction. */
export class HistoryLog {
  readonly #rows: BetterSQLite3Database

  constructor(rows: BetterSQLite3Database) {
    this.#rows = rows
  }

  state(): HistoryState {
    const undo = this.#newestStanding()
    const redo = this.#rows
      .select({ label: history.label })
      .from(history)
      .where(this.#isUndone())
      .orderBy(asc(history.seq))
      .limit(1)
      .get()
    return { undoLabel: undo?.label ?? null, redoLabel: redo?.label ?? null }
  }

  #newestStanding() {
    return this.#rows
      .select({ seq: history.seq, label: history.label })
      .from(history)
      .where(eq(history.undone, false))
      .orderBy(desc(history.seq))
      .limit(1)
      .get()
  }

  /** What was undone lies behind all that stands: a long history need not be searched for it. */
  #isUndone(): SQL {
    return gt(history.seq, this.#newestStanding()?.seq ?? -1)
  }

  list(): HistoryList {
    const rows = this.#rows
      .select({ seq: history.seq, label: history.label, time: history.time, undone: history.undone })
      .from(history)
      .orderBy(asc(history.seq))
      .all()
    return {
      entries: rows.map(({ seq, label, time }) => ({ seq, label, time })),
      position: rows.filter(({ undone }) => !undone).length,
    }
  }

  /** The steps nearest to now, the nearest first: those to take back, or those to bring back. */
  nearest(count: number, undone: boolean): LoggedStep[] {
    return this.#rows
      .select({ seq: history.seq, label: history.label, patches: history.patches, inverse: history.inverse })
      .from(history)
      .where(undone ? this.#isUndone() : eq(history.undone, false))
      .orderBy(undone ? asc(history.seq) : desc(history.seq))
      .limit(count)
      .all()
  }

  /** What was undone is lost with the next edit. */
  append(entry: Omit<typeof history.$inferInsert, 'undone'>): void {
    this.#rows.delete(history).where(this.#isUndone()).run()
    this.#rows
      .insert(history)
      .values({ ...entry, undone: false })
      .run()
  }

  replace(entry: Omit<typeof history.$inferInsert, 'undone'>): void {
    this.#rows.update(history).set(entry).where(eq(history.seq, entry.seq!)).run()
  }

  /** Marks a run of neighbours, given by its ends. */
  setUndone(oneSeq: number, otherSeq: number, undone: boolean): void {
    const [first, last] = [Math.min(oneSeq, otherSeq), Math.max(oneSeq, otherSeq)]
    this.#rows
      .update(history)
      .set({ undone })
      .where(and(gte(history.seq, first), lt(history.seq, last + 1)))
      .run()
  }

  /**
   * Forgets the oldest edits that stand, but never one of the last thousand or of the last thirty days. What was undone
   * is kept: without its first step the others could not be brought back. Tells whether there was anything to forget.
   */
  compact(now: number): boolean {
    const newest = this.#rows.select({ seq: history.seq }).from(history).orderBy(desc(history.seq))
    const thousandth = newest
      .limit(1)
      .offset(KEPT_ENTRIES - 1)
      .get()
    if (!thousandth) return false
    const young = this.#rows
      .select({ seq: min(history.seq) })
      .from(history)
      .where(gte(history.time, now - KEPT_MS))
      .get()
    const firstKept = Math.min(thousandth.seq, young?.seq ?? thousandth.seq)
    const { changes } = this.#rows
      .delete(history)
      .where(and(lt(history.seq, firstKept), eq(history.undone, false)))
      .run()
    return changes > 0
  }
}
