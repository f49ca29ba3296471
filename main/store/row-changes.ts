import type { Database, Statement } from 'better-sqlite3'

/** A row by its columns. Bytes stand as `{ base64 }`, so that JSON keeps them. */
export type LoggedRow = Record<string, unknown>
/** The values of a row's primary key. */
export type RowKey = unknown[]

/** What a change leaves of the rows it wrote: as they are now, and the keys of those that are gone. By table. */
export interface RowChanges {
  rows: Record<string, LoggedRow[]>
  gone: Record<string, RowKey[]>
}

interface Table {
  name: string
  /** Columns of its primary key, in the key's order. */
  key: string[]
}

/** The tables whose rows can be told apart by a primary key, which are all of a project's own. */
export function keyedTables(db: Database): Table[] {
  const names = db
    .prepare("SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all() as string[]
  return names.flatMap((name) => {
    const columns = db.pragma(`table_info(${quoted(name)})`) as { name: string; pk: number }[]
    const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk)
    return key.length === 0 ? [] : [{ name, key: key.map((column) => column.name) }]
  })
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/**
 * Watches which rows a connection writes, whoever writes them and however, by triggers that live in the connection alone
 * and leave nothing in the file. What a transaction takes back is forgotten with it.
 */
export class RowWatch {
  readonly #noted: Statement<[], { tbl: string; key: string }>
  readonly #forget: Statement<[]>
  readonly #rowOf = new Map<string, Statement<unknown[], LoggedRow>>()

  constructor(db: Database) {
    db.pragma('temp_store = MEMORY')
    // Rows that make way for others are noted like those that are deleted.
    db.pragma('recursive_triggers = ON')
    db.exec('CREATE TEMP TABLE noted (tbl TEXT NOT NULL, key TEXT NOT NULL)')
    for (const { name, key } of keyedTables(db)) {
      const note = (row: 'old' | 'new') =>
        `INSERT INTO noted VALUES ('${name.replaceAll("'", "''")}', json_array(${key.map((column) => `${row}.${quoted(column)}`).join(', ')}));`
      const trigger = (event: string, notes: string) =>
        db.exec(
          `CREATE TEMP TRIGGER ${quoted(`noted ${event} ${name}`)} AFTER ${event} ON main.${quoted(name)} BEGIN ${notes} END`,
        )
      trigger('INSERT', note('new'))
      trigger('UPDATE', note('old') + note('new'))
      trigger('DELETE', note('old'))
      const where = key.map((column) => `${quoted(column)} = ?`).join(' AND ')
      this.#rowOf.set(name, db.prepare(`SELECT * FROM main.${quoted(name)} WHERE ${where}`))
    }
    this.#noted = db.prepare('SELECT tbl, key FROM temp.noted ORDER BY rowid')
    this.#forget = db.prepare('DELETE FROM temp.noted')
  }

  /** What was written since the last time, each row once, in the order it was first written. */
  take(): RowChanges {
    const changes: RowChanges = { rows: {}, gone: {} }
    const seen = new Set<string>()
    for (const { tbl, key } of this.#noted.all()) {
      const name = `${tbl} ${key}`
      if (seen.has(name)) continue
      seen.add(name)
      const values = JSON.parse(key) as RowKey
      const row = this.#rowOf.get(tbl)!.get(...values)
      if (row) {
        changes.rows[tbl] ??= []
        changes.rows[tbl].push(asJson(row))
      } else {
        changes.gone[tbl] ??= []
        changes.gone[tbl].push(values)
      }
    }
    this.#forget.run()
    return changes
  }
}

function asJson(row: LoggedRow): LoggedRow {
  for (const [column, value] of Object.entries(row))
    if (Buffer.isBuffer(value)) row[column] = { base64: value.toString('base64') }
  return row
}
