import type { Database } from 'better-sqlite3'
import { applicationId } from './migrate.ts'

/**
 * What is wrong with a database of Mixwright; null where nothing is. Throws what SQLite says of a file that is none. The
 * whole check looks at the indexes too.
 */
export function databaseFault(db: Database, check: 'quick_check' | 'integrity_check' = 'quick_check'): string | null {
  if (db.pragma('application_id', { simple: true }) !== applicationId)
    return 'its project.db was not written by Mixwright'
  const verdict = String(db.pragma(`${check}(1)`, { simple: true }))
  return verdict === 'ok' ? null : verdict.replace(/^\*\*\*.*\*\*\*\s*/, '').replace(/\s+/g, ' ')
}

/** Number of the newest change in a database. */
export function databaseSeq(db: Database): number {
  return (db.prepare("SELECT value FROM meta WHERE name = 'seq'").pluck().get() as number | undefined) ?? 0
}

export function databaseProjectId(db: Database): string | null {
  return (db.prepare('SELECT id FROM project').pluck().get() as string | undefined) ?? null
}
