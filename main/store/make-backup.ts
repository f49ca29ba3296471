import { randomUUID } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { syncFolder } from '../pool/disk.ts'
import { type BackupFile, backupPath, listBackups, superfluousBackups, unfinishedBackupPath } from './backup-files.ts'
import { databaseFault, databaseSeq } from './database-fault.ts'
import { listSegments } from './edit-log-files.ts'
import { fileChecksum } from './file-checksum.ts'
import { databasePath } from './project-folder.ts'

/** Pages copied between looks at whether somebody waits; 400 KB. */
const pagesAtOnce = 100

/**
 * Backs up a project's database while it is written to: from a connection of its own, which sees it as it was when the
 * copy began. Only for the one who holds the project's lock. Rejects with what SQLite or the system says, and with an
 * Error where the copy is not whole; then nothing of it is left.
 */
export async function backUp(projectFolder: string): Promise<BackupFile> {
  const db = new Database(databasePath(projectFolder), { readonly: true, fileMustExist: true })
  try {
    db.exec('BEGIN')
    // The transaction begins with the first look.
    databaseSeq(db)
    return await finishing(projectFolder, async (unfinished) => {
      await db.backup(unfinished, { progress: () => pagesAtOnce })
    })
  } finally {
    db.close()
  }
}

/** The same at once, for a moment at which nobody waits and no transaction is under way. Blocks. */
export function backUpNow(projectFolder: string, db: Database.Database): BackupFile {
  const unfinished = begin(projectFolder)
  try {
    db.prepare('VACUUM INTO ?').run(unfinished)
    return finish(projectFolder, unfinished)
  } catch (error) {
    removeDatabase(unfinished)
    throw error
  }
}

async function finishing(projectFolder: string, copy: (path: string) => Promise<void>): Promise<BackupFile> {
  const unfinished = begin(projectFolder)
  try {
    await copy(unfinished)
    return finish(projectFolder, unfinished)
  } catch (error) {
    removeDatabase(unfinished)
    throw error
  }
}

function begin(projectFolder: string): string {
  const unfinished = unfinishedBackupPath(projectFolder, randomUUID())
  if (mkdirSync(dirname(unfinished), { recursive: true }) !== undefined) syncFolder(projectFolder)
  return unfinished
}

/** Checks the copy, brings it to the disk and gives it its name; then what it makes superfluous goes. */
function finish(projectFolder: string, unfinished: string): BackupFile {
  const db = new Database(unfinished, { fileMustExist: true })
  let seq: number
  try {
    // One file that can be read where nothing may be written.
    db.pragma('journal_mode = DELETE')
    const fault = databaseFault(db)
    if (fault !== null) throw new Error(`the copy is not whole: ${fault}`)
    seq = databaseSeq(db)
  } finally {
    db.close()
  }
  syncFile(unfinished)
  const made = { seq, time: Date.now(), checksum: fileChecksum(unfinished) }
  const path = backupPath(projectFolder, made)
  renameSync(unfinished, path)
  syncFolder(dirname(path))
  tidyUp(projectFolder)
  return { path, ...made }
}

/**
 * Removes the backups that the ladder does not keep, and the log's segments that lie wholly before the last backup but one,
 * as long as both are good: should the newest turn out bad, the one before and the log still lead to now.
 */
function tidyUp(projectFolder: string): void {
  const backups = listBackups(projectFolder)
  for (const { path } of superfluousBackups(backups)) rmSync(path, { force: true })
  const before = backups[1]
  if (!before || fileChecksum(before.path) !== before.checksum) return
  const segments = listSegments(projectFolder)
  for (const [index, { path }] of segments.entries()) {
    const next = segments[index + 1]
    if (next && next.after <= before.seq) rmSync(path, { force: true })
  }
}

export function syncFile(path: string): void {
  const handle = openSync(path, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Removes a database with the files SQLite keeps beside it. */
export function removeDatabase(path: string): void {
  for (const each of databaseFiles(path)) rmSync(each, { force: true })
}

/** A database and the files beside it, those that are there. The database is the last, so that it never outlives its log. */
export function databaseFiles(path: string): string[] {
  return [`${path}-wal`, `${path}-shm`, `${path}-journal`, path].filter((each) => existsSync(each))
}
