import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { ApiError } from '../../shared/contract/errors.ts'
import { emptyDocument, type Project } from '../../shared/model/document.ts'
import { apply } from '../../shared/model/edits/apply.ts'
import type { Edit } from '../../shared/model/edits/edit.ts'
import { syncFolder } from '../pool/disk.ts'
import { audioFolder, originalsFolder, peaksFolder } from '../pool/project-files.ts'
import { DocumentStore } from './document-store.ts'
import { takeLock } from './lock.ts'
import { checkProjectFolder, createDatabase, openDatabase } from './open-database.ts'
import { databasePath, projectName, rendersFolder } from './project-folder.ts'
import { project } from './schema.ts'
import { storeError } from './store-error.ts'
import { writeChanges } from './write-changes.ts'

/**
 * Opens a project as its one writer, or for reading beside one or where nothing may be written. Throws ApiError `not-found`, `locked`, `newer-version`,
 * `damaged`, `disk`.
 */
export function openStore(projectFolder: string, readOnly: boolean): DocumentStore {
  checkProjectFolder(projectFolder)
  const lock = readOnly ? null : takeLock(projectFolder)
  try {
    const db = openDatabase(projectFolder, lock === null)
    try {
      return new DocumentStore(projectFolder, db, lock)
    } catch (error) {
      db.close()
      throw error
    }
  } catch (error) {
    lock?.release()
    throw storeError(error, projectFolder)
  }
}

export interface NewProject {
  /** The folder to be made; its name ends in .mixwright. */
  path: string
  name: string
  sampleRate: Project['sampleRate']
  /** What it holds from the start; undo does not reach it. */
  firstEdits: Edit[]
}

/**
 * Makes a project's folder and opens it. It is put together under another name and renamed when it is whole, so that
 * nobody finds half a project. Throws ApiError `exists`, `disk`.
 */
export function createStore({ path, name, sampleRate, firstEdits }: NewProject): DocumentStore {
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
    writeFirstDocument(unfinished, name, sampleRate, firstEdits)
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
  return openStore(path, false)
}

function writeFirstDocument(folder: string, name: string, sampleRate: Project['sampleRate'], firstEdits: Edit[]): void {
  const row: Project = { id: randomUUID(), name, sampleRate, createdAt: new Date().toISOString() }
  const db = createDatabase(databasePath(folder))
  try {
    const rows = drizzle(db)
    db.transaction(() => {
      rows.insert(project).values(row).run()
      let document = emptyDocument(row)
      for (const edit of firstEdits) {
        const next = apply(document, edit)
        writeChanges(rows, document, next.document, next.patches)
        document = next.document
      }
    })()
  } finally {
    db.close()
  }
}
