import { randomUUID } from 'node:crypto'
import { copyFileSync, cpSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { ApiError } from '../../shared/contract/errors.ts'
import { syncFolder } from '../pool/disk.ts'
import { audioFolder, originalsFolder } from '../pool/project-files.ts'
import { type BackupFile, listBackups, unfinishedBackups } from './backup-files.ts'
import { databaseFault, databaseProjectId, databaseSeq } from './database-fault.ts'
import { namesIn, readLog } from './edit-log-files.ts'
import { fileChecksum } from './file-checksum.ts'
import { databaseFiles, removeDatabase, syncFile } from './make-backup.ts'
import { databaseVersion, migrate, newestVersion } from './migrate.ts'
import { damagedFolder, databasePath, editsFolder, projectName } from './project-folder.ts'
import { readDocument } from './read-document.ts'
import { replay } from './replay.ts'
import { breakSeal } from './seal.ts'
import { damaged, storeError } from './store-error.ts'

/** Databases that are being put together begin so; what is left of them goes when the project is next opened. */
const recoveringPrefix = '.recovering-'

interface Recovered {
  path: string
  /** Changes that came back from the log. */
  replayed: number
  lastLabel: string | null
  /** Changes the log had and that could not be used. */
  lost: number
  /** Whether what the log tells can be used at all. */
  isLogGood: boolean
}

/**
 * Puts a new database in the place of one that is damaged or missing: the newest good backup and what the log tells after
 * it. What was damaged is kept aside. Only for the one who holds the project's lock; when it is killed, the next opening
 * begins again. Returns what the user should know. Throws ApiError `damaged` where there is no good backup, `disk`.
 */
export function recover(projectFolder: string, cause: ApiError): string {
  const backups = listBackups(projectFolder)
  // A backup whose log leads nowhere is better than none.
  for (const withLog of [true, false])
    for (const [index, backup] of backups.entries()) {
      const recovered = tryBackup(projectFolder, backup, withLog)
      if (!recovered) continue
      const aside = replaceDatabase(projectFolder, recovered, backups.slice(0, index))
      return report(projectFolder, cause, backup, recovered, index, aside)
    }
  throw nothingToRecover(projectFolder, cause)
}

/** Null where a backup does not lead to a sound project. */
function tryBackup(projectFolder: string, backup: BackupFile, withLog: boolean): Recovered | null {
  const path = join(projectFolder, `${recoveringPrefix}${randomUUID()}.db`)
  let db: Database.Database | null = null
  try {
    copyFileSync(backup.path, path)
    if (fileChecksum(path) !== backup.checksum) throw damaged(projectFolder, 'a bad backup')
    db = new Database(path, { fileMustExist: true })
    // Synced when it is whole; until then nobody needs it.
    db.pragma('journal_mode = MEMORY')
    db.pragma('synchronous = OFF')
    if (databaseVersion(db) > newestVersion) throw damaged(projectFolder, 'a bad backup')
    const log = readLog(projectFolder, databaseProjectId(db) ?? '', databaseSeq(db))
    const changes = withLog ? log.changes : []
    replay(db, changes)
    migrate(db)
    mustBeWhole(db, projectFolder)
    readDocument(drizzle(db), projectFolder)
    db.close()
    syncFile(path)
    return {
      path,
      replayed: changes.length,
      lastLabel: changes.at(-1)?.label ?? null,
      lost: log.unusable + log.changes.length - changes.length,
      isLogGood: withLog,
    }
  } catch (error) {
    db?.close()
    removeDatabase(path)
    const known = storeError(error, projectFolder)
    if (known instanceof ApiError && known.code === 'disk') throw known
    return null
  }
}

/** Looks at the whole file and the keys between its rows. Throws ApiError `damaged`. */
export function mustBeWhole(db: Database.Database, projectFolder: string): void {
  const fault = databaseFault(db, 'integrity_check')
  if (fault !== null) throw damaged(projectFolder, fault)
  const [orphan] = db.pragma('foreign_key_check') as { table: string }[]
  if (orphan) throw damaged(projectFolder, `a row of ${orphan.table} belongs to nothing`)
}

/**
 * Moves what is damaged aside and the new database to its place. SQLite's log goes first: it must never meet another
 * database than its own. Returns the name of the folder in which the damaged files are.
 */
function replaceDatabase(projectFolder: string, recovered: Recovered, badBackups: readonly BackupFile[]): string {
  const aside = newDamagedFolder(projectFolder)
  breakSeal(projectFolder)
  for (const file of databaseFiles(databasePath(projectFolder))) renameSync(file, join(aside, basename(file)))
  for (const backup of badBackups) renameSync(backup.path, join(aside, basename(backup.path)))
  const log = join(projectFolder, editsFolder)
  if (recovered.isLogGood && recovered.lost > 0) cpSync(log, join(aside, editsFolder), { recursive: true })
  syncFolder(aside)
  renameSync(recovered.path, databasePath(projectFolder))
  // Not before the database that does without it is in its place.
  if (!recovered.isLogGood) renameSync(log, join(aside, editsFolder))
  syncFolder(projectFolder)
  return `${damagedFolder}/${basename(aside)}`
}

function newDamagedFolder(projectFolder: string): string {
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  for (let count = 1; ; count++) {
    const folder = join(projectFolder, damagedFolder, count === 1 ? stamp : `${stamp}-${count}`)
    if (existsSync(folder)) continue
    mkdirSync(folder, { recursive: true })
    syncFolder(join(projectFolder, damagedFolder))
    return folder
  }
}

function report(
  projectFolder: string,
  cause: ApiError,
  backup: BackupFile,
  { replayed, lastLabel, lost }: Recovered,
  badBackups: number,
  aside: string,
): string {
  const time = new Date(backup.time).toISOString().slice(0, 16).replace('T', ' ')
  const sentences = [cause.message]
  const last = lastLabel === null ? '' : `, the last of them “${lastLabel}”`
  sentences.push(`It was restored from its backup of ${time} UTC and ${counted(replayed)} made after it${last}.`)
  if (badBackups > 0)
    sentences.push(badBackups === 1 ? 'A newer backup was bad.' : `${badBackups} newer backups were bad.`)
  sentences.push(lost === 0 ? 'Nothing is missing.' : `${counted(lost)} could not be brought back.`)
  sentences.push(`What was damaged is kept in “${aside}” in the folder of “${projectName(projectFolder)}”.`)
  return sentences.join(' ')
}

export function counted(changes: number): string {
  return changes === 1 ? '1 change' : `${changes} changes`
}

function nothingToRecover(projectFolder: string, { message }: ApiError): ApiError {
  const count = (folder: string) => namesIn(join(projectFolder, folder)).length
  return new ApiError(
    'damaged',
    `${message} There is no good backup to restore it from.`,
    `Its sound is untouched: ${count(originalsFolder)} original files are in “${originalsFolder}” and ${count(audioFolder)} converted ones in “${audioFolder}”. Import them into a new project, or put a copy of project.db back that you have elsewhere.`,
  )
}

/** Removes what was being written when the program was killed. Only for the one who holds the project's lock. */
export function removeStoreLeftovers(projectFolder: string): void {
  for (const path of unfinishedBackups(projectFolder)) removeDatabase(path)
  for (const name of namesIn(projectFolder))
    if (name.startsWith(recoveringPrefix)) removeDatabase(join(projectFolder, name))
}
