import type { Id } from './document.ts'

/** The arithmetic of linked faders: they keep their distances in decibels, also where one of them is at its end. */

/** What a fader pulled right down means: off. */
const OFF_DB = -144
/** From here down a fader's travel is over. */
const BOTTOM_DB = -70
const TOP_DB = 6

/** A fader of a group as its strip has it, and where it would stand if its travel had no ends. */
export interface LinkedFader {
  readonly db: number
  readonly freeDb: number
}

/** Rounds away what adding and taking away leaves behind the sixth decimal, and makes 0 of −0. */
function tidy(db: number): number {
  return Math.round(db * 1e6) / 1e6 + 0
}

function within(freeDb: number): number {
  return freeDb <= BOTTOM_DB ? OFF_DB : Math.min(TOP_DB, freeDb)
}

/** Off, and nothing is known of where it stood before. */
function isOffByItself({ db, freeDb }: LinkedFader): boolean {
  return db <= BOTTOM_DB && freeDb === db
}

/**
 * Where the faders of a group stand when one of them is moved to `db`: every other goes as many decibels along. At the ends of
 * the travel it waits with its distance kept in `freeDb`, and with the moved one off all are off. One that was off by itself,
 * so that no distance is known of it, moves alone, and stays when others move.
 */
export function moveLinked(faders: ReadonlyMap<Id, LinkedFader>, movedId: Id, db: number): Map<Id, LinkedFader> {
  const moved = faders.get(movedId)
  if (!moved) throw new RangeError(`No fader ${movedId} is linked.`)
  const isLost = isOffByItself(moved)
  const to = Math.max(db, BOTTOM_DB)
  const by = isLost ? 0 : to - (moved.db <= BOTTOM_DB ? moved.freeDb : moved.db)
  const next = new Map<Id, LinkedFader>()
  for (const [id, fader] of faders) {
    const freeDb = tidy(fader.freeDb + by)
    if (id === movedId) next.set(id, { db, freeDb: to })
    else if (by === 0 || isOffByItself(fader)) next.set(id, fader)
    else next.set(id, { db: db <= BOTTOM_DB ? OFF_DB : within(freeDb), freeDb })
  }
  return next
}

/**
 * What is known of faders beyond their ends, from one gesture to the next, as long as the strips stand where the last one
 * left them.
 */
export class FaderMemory {
  readonly #kept = new Map<Id, LinkedFader>()

  /** The faders as their strips have them now. */
  read(values: ReadonlyMap<Id, number>): Map<Id, LinkedFader> {
    const faders = new Map<Id, LinkedFader>()
    for (const [id, db] of values) {
      const kept = this.#kept.get(id)
      faders.set(id, kept?.db === db ? kept : { db, freeDb: db })
    }
    return faders
  }

  keep(faders: ReadonlyMap<Id, LinkedFader>): void {
    for (const [id, fader] of faders)
      if (fader.db === fader.freeDb) this.#kept.delete(id)
      else this.#kept.set(id, fader)
  }
}
