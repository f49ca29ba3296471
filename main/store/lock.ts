import { accessSync, constants, existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { databasePath, lockPath } from './project-folder.ts'
import { storeError } from './store-error.ts'

export interface Lock {
  release(): void
}

/**
 * Makes the caller a project's one writer: an exclusive transaction on lock.db, which the system ends with the process
 * that holds it, however that ends. Null where the system lets nobody write there. Throws ApiError `locked` when somebody else
 * holds it.
 */
export function takeLock(projectFolder: string): Lock | null {
  let db: Database.Database | null = null
  try {
    // Asked without opening: closing a file of its own would end the locks this process holds on it.
    if (existsSync(databasePath(projectFolder))) accessSync(databasePath(projectFolder), constants.W_OK)
    db = new Database(lockPath(projectFolder), { timeout: 0 })
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db?.close()
    const { code } = error as { code?: unknown }
    if (/^(SQLITE_(CANTOPEN|READONLY|PERM)|EACCES|EPERM|EROFS)/.test(String(code))) return null
    throw storeError(error, projectFolder)
  }
  const held = db
  return { release: () => held.close() }
}
