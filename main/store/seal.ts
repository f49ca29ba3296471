import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { databaseSeq } from './database-fault.ts'
import { fileChecksum } from './file-checksum.ts'
import { databaseVersion } from './migrate.ts'
import { databasePath } from './project-folder.ts'
import { damaged } from './store-error.ts'

// SQLite notices a page that cannot be, but not a digit that turned into another. So the database that is closed has its
// checksum beside it, which no longer stands when the project is next opened for writing.

interface Seal {
  seq: number
  version: number
  bytes: number
  checksum: string
}

function sealPath(projectFolder: string): string {
  return join(projectFolder, 'project.seal')
}

/** Seals a database that has been closed. It is a help and no more, so that a failure is passed over. */
export function sealDatabase(projectFolder: string, seq: number, version: number): void {
  const path = databasePath(projectFolder)
  try {
    if (walBytes(path) > 0) return
    const seal: Seal = { seq, version, bytes: statSync(path).size, checksum: fileChecksum(path) }
    writeFileSync(sealPath(projectFolder), `${JSON.stringify(seal)}\n`, { flush: true })
  } catch {
    breakSeal(projectFolder)
  }
}

/** Before anything is written. */
export function breakSeal(projectFolder: string): void {
  rmSync(sealPath(projectFolder), { force: true })
}

/**
 * Throws ApiError `damaged` where a database is not as it was sealed. One that an older program has written since, which
 * knows no seals, tells so by the number of its newest change, one of a newer program by its version.
 */
export function checkSeal(projectFolder: string, db: Database): void {
  const seal = readSeal(projectFolder)
  const path = databasePath(projectFolder)
  if (!seal || walBytes(path) > 0) return
  if (statSync(path).size === seal.bytes && fileChecksum(path) === seal.checksum) return
  if (databaseVersion(db) > seal.version || databaseSeq(db) > seal.seq) return
  throw damaged(projectFolder, 'its project.db is not as it was when it was closed')
}

/** What lies in SQLite's log belongs to the database and is not in it yet. */
function walBytes(path: string): number {
  return statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0
}

function readSeal(projectFolder: string): Seal | null {
  try {
    return JSON.parse(readFileSync(sealPath(projectFolder), 'utf8')) as Seal
  } catch {
    return null
  }
}
