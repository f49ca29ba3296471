import Database from 'better-sqlite3'
import { lockPath } from './project-folder.ts'
import { storeError } from './store-error.ts'

export interface Lock {
  release(): void
}

/**
 * Makes the caller a project's one writer: an exclusive transaction on lock.db, which the system ends with the process
 * that holds it, however that ends. Throws ApiError `locked` when somebody else holds it.
 */
export function takeLock(projectFolder: string): Lock {
  let db: Database.Database | null = null
  try {
    db = new Database(lockPath(projectFolder), { timeout: 0 })
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db?.close()
    throw storeError(error, projectFolder)
  }
  const held = db
  return { release: () => held.close() }
}
