import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { ApiError } from '../../shared/contract/errors.ts'
import { emptyDocument, type Id, type Project } from '../../shared/model/document.ts'
import { apply } from '../../shared/model/edits/apply.ts'
import type { Edit } from '../../shared/model/edits/edit.ts'
import { syncFolder } from '../pool/disk.ts'
import { audioFolder, originalsFolder, peaksFolder } from '../pool/project-files.ts'
import { logLeadsFromBackup } from './catch-up.ts'
import { databaseProjectId } from './database-fault.ts'
import { DocumentStore } from './document-store.ts'
import { EditLog } from './edit-log.ts'
import { type Lock, takeLock } from './lock.ts'
import { backUpNow } from './make-backup.ts'
import { checkProjectFolder, createDatabase, openDatabase } from './open-database.ts'
import { databasePath, projectName, rendersFolder } from './project-folder.ts'
import { recover, removeStoreLeftovers } from './recover.ts'
import { watchStatements } from './slow-statements.ts'
import { backupFailure, storeError } from './store-error.ts'
import { writeDocument } from './write-changes.ts'

/** What a store has around it: a clock, in milliseconds since 1970, and somebody who hears of what took long. */
export interface Surroundings {
  now?: () => number
  onSlow?: (sentence: string) => void
}

/**
 * Opens a project as its one writer, or for reading beside one or where nothing may be written. A writer restores what is
 * damaged, as far as there is something to restore it from, and tells of it in the store's notes. Throws ApiError
 * `not-found`, `locked`, `newer-version`, `damaged`, `disk`.
 */
export function openStore(projectFolder: string, readOnly: boolean, surroundings: Surroundings = {}): DocumentStore {
  if (readOnly) return openReading(projectFolder, surroundings)
  mustBeThere(projectFolder)
  const lock = takeLock(projectFolder)
  if (!lock) return openReading(projectFolder, surroundings)
  try {
    removeStoreLeftovers(projectFolder)
    try {
      return openWriting(projectFolder, lock, [], surroundings)
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'damaged')) throw error
      return openWriting(projectFolder, lock, [recover(projectFolder, error)], surroundings)
    }
  } catch (error) {
    lock.release()
    throw storeError(error, projectFolder)
  }
}

function openReading(projectFolder: string, { onSlow }: Surroundings): DocumentStore {
  checkProjectFolder(projectFolder)
  const { db } = openDatabase(projectFolder, true)
  try {
    if (onSlow) watchStatements(db, onSlow)
    return new DocumentStore(projectFolder, db, null, [])
  } catch (error) {
    db.close()
    throw storeError(error, projectFolder)
  }
}

/** A project without its database is there: it can be restored. Throws ApiError `not-found`. */
function mustBeThere(projectFolder: string): void {
  try {
    checkProjectFolder(projectFolder)
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'damaged')) throw error
  }
}

function openWriting(
  projectFolder: string,
  lock: Lock,
  notes: readonly string[],
  { now, onSlow }: Surroundings,
): DocumentStore {
  checkProjectFolder(projectFolder)
  const opened = openDatabase(projectFolder, false)
  const { db } = opened
  try {
    if (onSlow) watchStatements(db, onSlow)
    // What was restored has told of its log already.
    const told = notes.length > 0 ? notes : opened.notes
    const log = new EditLog(projectFolder, databaseProjectId(db) ?? '', db)
    const backupNotes = logLeadsFromBackup(db, projectFolder) ? [] : noteOf(() => backUpNow(projectFolder, db))
    return new DocumentStore(projectFolder, db, { lock, log }, [...told, ...backupNotes], now)
  } catch (error) {
    db.close()
    throw storeError(error, projectFolder)
  }
}

/** A backup that fails keeps nobody from working. */
function noteOf(backUp: () => void): string[] {
  try {
    backUp()
    return []
  } catch (error) {
    return [backupFailure(error)]
  }
}

export interface NewProject {
  /** The folder to be made; its name ends in .mixwright. */
  path: string
  name: string
  sampleRate: Project['sampleRate']
  /** The project's id and its album's; a new one where none is given. */
  id?: Id
  /** What it holds from the start; undo does not reach it. */
  firstEdits: Edit[]
}

/**
 * Makes a project's folder and opens it. It is put together under another name and renamed when it is whole, so that
 * nobody finds half a project. Throws ApiError `exists`, `disk`.
 */
export function createStore(
  { path, id = randomUUID(), name, sampleRate, firstEdits }: NewProject,
  surroundings: Surroundings = {},
): DocumentStore {
  if (existsSync(path))
    throw new ApiError(
      'exists',
      `There is already something at “${path}”.`,
      'Choose another name, or open what is there.',
    )
  const unfinished = join(dirname(path), `.${basename(path)}.new-${randomUUID()}`)
  try {
    for (const folder of [audioFolder, originalsFolder, peaksFolder, rendersFolder])
      mkdirSync(join(unfinished, folder), { recursive: true })
    writeFirstDocument(unfinished, { id, name, sampleRate, createdAt: new Date().toISOString() }, firstEdits)
    renameSync(unfinished, path)
    syncFolder(dirname(path))
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOTDIR' || code === 'EEXIST')
      throw new ApiError(
        'disk',
        `“${dirname(path)}” is no folder, so “${projectName(path)}” cannot be made in it.`,
        'Choose a folder.',
      )
    throw storeError(error, path)
  }
  return openStore(path, false, surroundings)
}

function writeFirstDocument(folder: string, row: Project, firstEdits: Edit[]): void {
  const db = createDatabase(databasePath(folder))
  try {
    const rows = drizzle(db)
    let document = emptyDocument(row)
    for (const edit of firstEdits) document = apply(document, edit).document
    db.transaction(() => writeDocument(rows, document))()
  } finally {
    db.close()
  }
}
