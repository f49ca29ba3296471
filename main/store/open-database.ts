import { statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { ApiError } from '../../shared/contract/errors.ts'
import { applicationId, databaseVersion, migrate, newestVersion } from './migrate.ts'
import { openForReading } from './open-for-reading.ts'
import { databasePath, projectName } from './project-folder.ts'
import { damaged, storeError } from './store-error.ts'

/** Refuses, with a sentence, what is no project folder. */
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
  if (kind === 'file' || kindOf(databasePath(projectFolder)) !== 'file')
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

/**
 * Opens a project's database, checks that it is whole, and brings it to the newest version. Throws ApiError
 * `newer-version`, `damaged`, `disk`, or `read-only` where an older version would have to be changed first.
 */
export function openDatabase(projectFolder: string, readOnly: boolean): Database.Database {
  let db: Database.Database | null = null
  try {
    const path = databasePath(projectFolder)
    db = readOnly ? openForReading(path) : new Database(path, { fileMustExist: true, timeout: 5000 })
    if (db.pragma('application_id', { simple: true }) !== applicationId)
      throw damaged(projectFolder, 'its project.db was not written by Mixwright')
    checkVersion(db, projectFolder, readOnly)
    const verdict = db.pragma('quick_check(1)', { simple: true })
    if (verdict !== 'ok') throw damaged(projectFolder, String(verdict))
    if (!readOnly) {
      setUp(db)
      migrate(db)
    }
    db.pragma('foreign_keys = ON')
    return db
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
