import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/** What SQLite says where it may not make the files beside a database that even a reader of WAL needs. */
const needsToWrite = /^SQLITE_(READONLY|CANTOPEN)/

/**
 * Opens a database that is only read, also in a folder where nothing may be written: there it is read into memory. Throws what
 * SQLite and the system say.
 */
export function openForReading(path: string): Database.Database {
  let db: Database.Database | null = null
  try {
    db = new Database(path, { readonly: true, fileMustExist: true, timeout: 5000 })
    db.pragma('schema_version')
    return db
  } catch (error) {
    db?.close()
    const { code } = error as { code?: unknown }
    if (!needsToWrite.test(String(code)) || !statSync(path, { throwIfNoEntry: false })) throw error
    return new Database(wholeDatabase(path), { readonly: true })
  }
}

/** Both at 1: a database in memory keeps no log of its own. */
const journalBytes = [18, 19]

/** The bytes of a database with what its log holds. */
function wholeDatabase(path: string): Buffer {
  const log = `${path}-wal`
  const hasLog = (statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 0
  if (!hasLog) return withoutLog(readFileSync(path))
  const folder = mkdtempSync(join(tmpdir(), 'mixwright-'))
  try {
    const copy = join(folder, 'copy.db')
    copyFileSync(path, copy)
    copyFileSync(log, `${copy}-wal`)
    const db = new Database(copy)
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.close()
    return withoutLog(readFileSync(copy))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function withoutLog(bytes: Buffer): Buffer {
  for (const at of journalBytes) if (at < bytes.length) bytes[at] = 1
  return bytes
}
