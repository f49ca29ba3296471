import { statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { ApiError } from '../../shared/contract/errors.ts'
import { audioFolder } from '../pool/project-files.ts'
import { catchUp } from './catch-up.ts'
import { databaseFault } from './database-fault.ts'
import { backUpNow } from './make-backup.ts'
import { databaseVersion, migrate, newestVersion } from './migrate.ts'
import { openForReading } from './open-for-reading.ts'
import { backupsFolder, databasePath, editsFolder, projectName } from './project-folder.ts'
import { breakSeal, checkSeal } from './seal.ts'
import { damaged, storeError } from './store-error.ts'

/** Refuses, with a sentence, what is no project folder. Throws ApiError `not-found`, or `damaged` where a project lacks its database. */
export function checkProjectFolder(projectFolder: string): void {
  const kindOf = (path: string) => {
    try {
      const found = statSync(path)
      return found.isDirectory() ? 'folder' : 'file'
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'ENOENT' || code === 'ENOTDIR') return 'missing'
      throw storeError(error, projectFolder)
    }
  }
  const kind = kindOf(projectFolder)
  if (kind === 'missing')
    throw new ApiError('not-found', `There is no project at “${projectFolder}”.`, 'Check its path, or make a new one.')
  if (kind === 'folder' && kindOf(databasePath(projectFolder)) === 'file') return
  const remains = [backupsFolder, editsFolder, audioFolder].map((folder) => kindOf(join(projectFolder, folder)))
  if (kind === 'folder' && remains.includes('folder')) throw damaged(projectFolder, 'its project.db is missing')
  throw new ApiError(
    'not-found',
    `“${projectFolder}” is no Mixwright project.`,
    'Choose a folder that Mixwright made; its name ends in .mixwright.',
  )
}

/** Makes a database with the newest tables at a path where none is. */
export function createDatabase(path: string): Database.Database {
  const db = new Database(path)
  setUp(db)
  migrate(db)
  db.pragma('foreign_keys = ON')
  return db
}

export interface OpenedDatabase {
  db: Database.Database
  /** What the user should know. */
  notes: string[]
}

/**
 * Opens a project's database, checks that it is whole, and, for writing, brings it to where the log is and to the newest
 * version, of which a backup is made first. Throws ApiError `newer-version`, `damaged`, `disk`, or `read-only` where an
 * older version would have to be changed first.
 */
export function openDatabase(projectFolder: string, readOnly: boolean): OpenedDatabase {
  let db: Database.Database | null = null
  try {
    const path = databasePath(projectFolder)
    db = readOnly ? openForReading(path) : new Database(path, { fileMustExist: true, timeout: 5000 })
    const fault = databaseFault(db)
    if (fault !== null) throw damaged(projectFolder, fault)
    checkVersion(db, projectFolder, readOnly)
    checkSeal(projectFolder, db)
    const notes: string[] = []
    if (!readOnly) {
      breakSeal(projectFolder)
      setUp(db)
      notes.push(...catchUp(db, projectFolder))
      if (databaseVersion(db) < newestVersion) backUpNow(projectFolder, db)
      migrate(db)
    }
    db.pragma('foreign_keys = ON')
    return { db, notes }
  } catch (error) {
    db?.close()
    throw storeError(error, projectFolder)
  }
}

function checkVersion(db: Database.Database, projectFolder: string, readOnly: boolean): void {
  const version = databaseVersion(db)
  if (version > newestVersion)
    throw new ApiError(
      'newer-version',
      `The project “${projectName(projectFolder)}” was made by a newer Mixwright (its format is ${version}, this program knows ${newestVersion}).`,
      'Update Mixwright to open it.',
    )
  if (readOnly && version < newestVersion)
    throw new ApiError(
      'read-only',
      `The project “${projectName(projectFolder)}” is in an older format, which must be renewed before it is read.`,
      'Open it once for writing.',
    )
}

/** Every commit is on the disk before it is answered, and readers never wait for the writer. */
function setUp(db: Database.Database): void {
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
}
