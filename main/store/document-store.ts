import type { Database } from 'better-sqlite3'
import { asc, desc, eq } from 'drizzle-orm'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import type { Patch } from 'immer'
import type { Change, HistoryEntry, HistoryState } from '../../shared/contract/api.ts'
import { ApiError } from '../../shared/contract/errors.ts'
import type { Document } from '../../shared/model/document.ts'
import { apply, patchDocument } from '../../shared/model/edits/apply.ts'
import { type Edit, editSchema } from '../../shared/model/edits/edit.ts'
import { labelOf } from '../../shared/model/edits/label.ts'
import { EditRefused } from '../../shared/model/edits/refusal.ts'
import type { Lock } from './lock.ts'
import { projectName } from './project-folder.ts'
import { readDocument } from './read-document.ts'
import { history, meta } from './schema.ts'
import { storeError } from './store-error.ts'
import { writeChanges } from './write-changes.ts'

export interface HistoryList {
  /** Oldest first, those that were undone at the end. */
  entries: HistoryEntry[]
  /** How many of the entries stand; undo takes back the one before, redo brings back the one at this place. */
  position: number
}

/**
 * A project's document and its database, in step: an edit is in both or in neither, and is on the disk when the call
 * returns. Blocks while it writes: for worker threads.
 */
export class DocumentStore {
  readonly #db: Database
  readonly #rows: BetterSQLite3Database
  readonly #projectFolder: string
  /** Null when the project may only be read. */
  readonly #lock: Lock | null
  #document: Document
  #seq: number

  /** Takes over the open database and the lock, and closes both with itself. */
  constructor(projectFolder: string, db: Database, lock: Lock | null) {
    this.#projectFolder = projectFolder
    this.#db = db
    this.#rows = drizzle(db)
    this.#lock = lock
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
    const undone = this.#newest(false)
    const redone = this.#oldestUndone()
    return { undoLabel: undone?.label ?? null, redoLabel: redone?.label ?? null }
  }

  historyList(): HistoryList {
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

  /** Drops what was undone before. Throws ApiError `edit-refused` with nothing changed, `bad-request`, `read-only`, `disk`. */
  apply(untrusted: Edit): Change {
    this.#mustBeWritable()
    const edit = parseEdit(untrusted)
    const { document, patches, inversePatches } = applied(this.#document, edit)
    const label = labelOf(edit, this.#document)
    return this.#change(document, patches, label, (seq) => {
      this.#rows.delete(history).where(eq(history.undone, true)).run()
      this.#rows
        .insert(history)
        .values({
          seq,
          time: Date.now(),
          label,
          edit: JSON.stringify(edit),
          patches: JSON.stringify(patches),
          inverse: JSON.stringify(inversePatches),
          undone: false,
        })
        .run()
    })
  }

  /** Takes back the newest edit that stands; null when there is none. */
  undo(): Change | null {
    this.#mustBeWritable()
    const row = this.#newest(false)
    return row ? this.#walk(row.seq, row.label, JSON.parse(row.inverse) as Patch[], true) : null
  }

  /** Brings back the edit undone last; null when there is none. */
  redo(): Change | null {
    this.#mustBeWritable()
    const row = this.#oldestUndone()
    return row ? this.#walk(row.seq, row.label, JSON.parse(row.patches) as Patch[], false) : null
  }

  close(): void {
    if (!this.readOnly) this.#db.pragma('wal_checkpoint(TRUNCATE)')
    this.#db.close()
    this.#lock?.release()
  }

  #newest(undone: boolean) {
    return this.#rows.select().from(history).where(eq(history.undone, undone)).orderBy(desc(history.seq)).limit(1).get()
  }

  #oldestUndone() {
    return this.#rows.select().from(history).where(eq(history.undone, true)).orderBy(asc(history.seq)).limit(1).get()
  }

  #walk(historySeq: number, label: string, patches: Patch[], undone: boolean): Change {
    return this.#change(patchDocument(this.#document, patches), patches, label, () => {
      this.#rows.update(history).set({ undone }).where(eq(history.seq, historySeq)).run()
    })
  }

  /** One transaction: the changed rows, the history, the number. The document moves on only when it is on the disk. */
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
      })()
    } catch (error) {
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
