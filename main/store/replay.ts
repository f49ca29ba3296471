import type { Database } from 'better-sqlite3'
import { databaseVersion, migrate } from './migrate.ts'
import { keyedTables, type LoggedRow, quoted, type RowChanges } from './row-changes.ts'

/** A change as the log keeps it. */
export interface LoggedChange extends RowChanges {
  seq: number
  label: string
  /** The format of the database it was made in. */
  version: number
}

/**
 * Brings logged changes into a database, each in a transaction of its own, as far as they are not in it yet. A database of
 * an older version is renewed where the log was. Writing a change twice is as good as once, so one that was half replayed
 * goes on.
 */
export function replay(db: Database, changes: readonly LoggedChange[]): void {
  // The log holds every row that went with another; nothing is to follow by itself.
  db.pragma('foreign_keys = OFF')
  let version = -1
  let keys = new Map<string, string[]>()
  for (const change of changes) {
    if (change.version !== version) {
      migrate(db, change.version)
      version = databaseVersion(db)
      keys = new Map(keyedTables(db).map(({ name, key }) => [name, key]))
    }
    db.transaction(() => {
      for (const [table, gone] of Object.entries(change.gone)) {
        const where = keys.get(table)!.map((column) => `${quoted(column)} = ?`)
        const remove = db.prepare(`DELETE FROM ${quoted(table)} WHERE ${where.join(' AND ')}`)
        for (const key of gone) remove.run(...key)
      }
      for (const [table, rows] of Object.entries(change.rows))
        for (const row of rows) writeRow(db, table, keys.get(table)!, row)
    })()
  }
  db.pragma('foreign_keys = ON')
}

/** A row that is there keeps its place among the others. */
function writeRow(db: Database, table: string, key: string[], row: LoggedRow): void {
  const columns = Object.keys(row)
  const others = columns.filter((column) => !key.includes(column))
  const update = others.map((column) => `${quoted(column)} = excluded.${quoted(column)}`).join(', ')
  db.prepare(
    `INSERT INTO ${quoted(table)} (${columns.map(quoted).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
     ON CONFLICT (${key.map(quoted).join(', ')}) DO ${update === '' ? 'NOTHING' : `UPDATE SET ${update}`}`,
  ).run(...columns.map((column) => fromJson(row[column])))
}

function fromJson(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Buffer.from((value as { base64: string }).base64, 'base64')
}
