import type { Database } from 'better-sqlite3'
import { eq } from 'drizzle-orm'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import type { Patch } from 'immer'
import type { Change, HistoryState } from '../../shared/contract/api.ts'
import { ApiError } from '../../shared/contract/errors.ts'
import type { Document } from '../../shared/model/document.ts'
import { apply, patchDocument } from '../../shared/model/edits/apply.ts'
import { type Edit, editSchema } from '../../shared/model/edits/edit.ts'
import { labelOf } from '../../shared/model/edits/label.ts'
import { EditRefused } from '../../shared/model/edits/refusal.ts'
import type { EditLog } from './edit-log.ts'
import { type HistoryList, HistoryLog } from './history-log.ts'
import type { Lock } from './lock.ts'
import { databaseVersion } from './migrate.ts'
import { packPatches, unpackPatches } from './pack-patches.ts'
import { projectName } from './project-folder.ts'
import { readDocument } from './read-document.ts'
import { mergedPatches, RIDE_MS, rideKey } from './ride.ts'
import { meta } from './schema.ts'
import { sealDatabase } from './seal.ts'
import { storeError } from './store-error.ts'
import { writeChanges } from './write-changes.ts'

/** The hand that made the last edit and may go on. */
interface Ride {
  readonly key: string
  /** Number of the entry that it makes. */
  readonly seq: number
  readonly time: number
  readonly patches: Patch[]
  readonly inverse: Patch[]
}

/**
 * A project's document and its database, in step: an edit is in both or in neither, and is on the disk when the call
 * returns. Blocks while it writes: for worker threads.
 */
export class DocumentStore {
  readonly #db: Database
  readonly #rows: BetterSQLite3Database
  /** Sentences the user should read, such as what was restored. */
  readonly notes: readonly string[]
  readonly #projectFolder: string
  /** Null when the project may only be read. */
  readonly #lock: Lock | null
  readonly #log: EditLog | null
  readonly #history: HistoryLog
  readonly #now: () => number
  #document: Document
  #seq: number
  #ride: Ride | null = null

  /**
   * Takes over the open database, and the lock and the log where it may be written, and closes all with itself. `now`:
   * milliseconds since 1970.
   */
  constructor(
    projectFolder: string,
    db: Database,
    writing: { lock: Lock; log: EditLog } | null,
    notes: readonly string[],
    now: () => number = Date.now,
  ) {
    this.notes = notes
    this.#projectFolder = projectFolder
    this.#db = db
    this.#rows = drizzle(db)
    this.#lock = writing?.lock ?? null
    this.#log = writing?.log ?? null
    this.#now = now
    this.#history = new HistoryLog(this.#rows)
    if (!this.readOnly) this.#compact()
    this.#document = readDocument(this.#rows, projectFolder)
    this.#seq = this.#rows.select().from(meta).where(eq(meta.name, 'seq')).get()?.value ?? 0
  }

  get document(): Document {
    return this.#document
  }

  /** Number of the newest change; undoing and redoing are changes too. */
  get seq(): number {
    return this.#seq
  }

  get readOnly(): boolean {
    return this.#lock === null
  }

  history(): HistoryState {
    return this.#history.state()
  }

  historyList(): HistoryList {
    return this.#history.list()
  }

  /**
   * Drops what was undone before. An edit that goes on moving what the last one moved joins its entry. Throws ApiError
   * `edit-refused` with nothing changed, `bad-request`, `read-only`, `disk`.
   */
  apply(untrusted: Edit): Change {
    this.#mustBeWritable()
    const edit = parseEdit(untrusted)
    const before = this.#document
    const step = applied(before, edit)
    const label = labelOf(edit, before)
    const time = this.#now()
    const key = rideKey(edit)
    const ride = this.#ride && this.#ride.key === key && time - this.#ride.time <= RIDE_MS ? this.#ride : null
    const patches = ride ? mergedPatches(ride.patches, step.patches) : step.patches
    const inverse = ride ? mergedPatches(step.inversePatches, ride.inverse) : step.inversePatches
    const change = this.#change(step.document, step.patches, label, (seq) => {
      const entry = { time, label, edit: JSON.stringify(edit) }
      if (ride)
        this.#history.replace({
          ...entry,
          seq: ride.seq,
          patches: JSON.stringify(patches),
          inverse: JSON.stringify(inverse),
        })
      else
        this.#history.append({
          ...entry,
          seq,
          patches: packPatches(patches, before),
          inverse: packPatches(inverse, step.document),
        })
    })
    this.#ride = key === null ? null : { key, seq: ride?.seq ?? change.seq, time, patches, inverse }
    return change
  }

  /** Takes back the newest edit that stands; null when there is none. */
  undo(): Change | null {
    return this.#walk(1, true)
  }

  /** Brings back the edit undone last; null when there is none. */
  redo(): Change | null {
    return this.#walk(1, false)
  }

  /** Takes back or brings back until so many entries stand, as one change; null when they do already. */
  walkTo(position: number): Change | null {
    const steps = position - this.#history.list().position
    return steps === 0 ? null : this.#walk(Math.abs(steps), steps < 0)
  }

  /** Sealed, the database is checked for the slightest change when it is next opened. */
  close({ sealed = false } = {}): void {
    if (!this.readOnly) {
      this.#compact()
      this.#db.pragma('wal_checkpoint(TRUNCATE)')
    }
    const version = databaseVersion(this.#db)
    this.#db.close()
    this.#log?.close()
    if (sealed && !this.readOnly) sealDatabase(this.#projectFolder, this.#seq, version)
    this.#lock?.release()
  }

  /** Lets the log begin anew, for a backup that is about to be made. */
  startLogSegment(): void {
    this.#log?.startSegment()
  }

  /** Gives the room of what was forgotten back to the disk when that is worth writing the file anew. */
  #compact(): void {
    const forgot = this.#db.transaction(() => this.#history.compact(this.#now()))()
    if (!forgot) return
    const pages = (name: string) => this.#db.pragma(name, { simple: true }) as number
    if (pages('freelist_count') * 4 > pages('page_count')) this.#db.exec('VACUUM')
  }

  #walk(count: number, undone: boolean): Change | null {
    this.#mustBeWritable()
    const steps = this.#history.nearest(count, !undone)
    const last = steps.at(-1)
    if (!last) return null
    this.#ride = null
    let next = this.#document
    const patches: Patch[] = []
    for (const step of steps) {
      const these = unpackPatches(undone ? step.inverse : step.patches, next)
      next = patchDocument(next, these)
      patches.push(...these)
    }
    return this.#change(next, patches, last.label, () => this.#history.setUndone(steps[0]!.seq, last.seq, undone))
  }

  /**
   * One transaction: the changed rows, the history, the number, and a line of the log. The document moves on only when it is
   * on the disk.
   */
  #change(next: Document, patches: Patch[], label: string, writeHistory: (seq: number) => void): Change {
    const seq = this.#seq + 1
    try {
      this.#db.transaction(() => {
        writeChanges(this.#rows, this.#document, next, patches)
        writeHistory(seq)
        this.#rows
          .insert(meta)
          .values({ name: 'seq', value: seq })
          .onConflictDoUpdate({ target: meta.name, set: { value: seq } })
          .run()
        this.#log?.append(seq, label)
      })()
    } catch (error) {
      this.#log?.takeBack(seq)
      throw storeError(error, this.#projectFolder)
    }
    this.#document = next
    this.#seq = seq
    return { seq, patches: patches as Change['patches'], history: this.history(), label }
  }

  #mustBeWritable(): void {
    if (this.readOnly)
      throw new ApiError(
        'read-only',
        `The project “${projectName(this.#projectFolder)}” is open read-only.`,
        'Close it where it is open for writing and open it again, or copy it to a folder you may write to.',
      )
  }
}

/** The edit as JSON keeps it, so that what is applied now is what a reader of the log finds later. */
function parseEdit(untrusted: Edit): Edit {
  const parsed = editSchema.safeParse(JSON.parse(JSON.stringify(untrusted)))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  throw new ApiError(
    'bad-request',
    `The edit is none that Mixwright knows (${issue.path.join('.') || 'edit'}: ${issue.message}).`,
    'Correct its fields.',
  )
}

function applied(document: Document, edit: Edit) {
  try {
    return apply(document, edit)
  } catch (error) {
    if (error instanceof EditRefused) throw new ApiError('edit-refused', error.message, error.remedy)
    throw error
  }
}
