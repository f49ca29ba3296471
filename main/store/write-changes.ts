import { and, eq, getTableColumns, sql } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type { Patch } from 'immer'
import type { Document, Id } from '../../shared/model/document.ts'
import { type RecordMap, type RecordTable, recordMaps, tableOf } from './document-tables.ts'
import { album, project } from './schema.ts'

/** Records by parent and id; those without a parent lie under the empty name. */
type Records = Record<Id, Record<Id, object>>
type Touched = Map<RecordMap, Map<Id, Set<Id>>>

/**
 * Writes the rows of every record that differs between two documents, which `patches` lead from the one to the other.
 * Foreign keys are checked at the end of the transaction, so the order of rows does not matter.
 */
export function writeChanges(
  db: BetterSQLite3Database,
  before: Document,
  after: Document,
  patches: readonly Patch[],
): void {
  if (after.project !== before.project)
    db.update(project).set(after.project).where(eq(project.id, before.project.id)).run()
  if (after.album !== before.album) db.update(album).set(after.album).where(eq(album.id, before.album.id)).run()
  for (const [map, parents] of touchedBy(patches, before, after)) {
    const { upsert, remove } = statementsOf(db, map)
    const records = recordsOf(after, map)
    for (const [parentId, ids] of parents) {
      for (const id of ids) {
        const record = records[parentId]?.[id]
        if (record) upsert.run({ ...record, ...tableOf(map).keys?.of(after, parentId, id) })
        else remove.run({ parentId, id })
      }
    }
  }
}

/** Writes every row of a document into empty tables. */
export function writeDocument(db: BetterSQLite3Database, document: Document): void {
  db.insert(project).values(document.project).run()
  db.insert(album).values(document.album).run()
  for (const map of recordMaps) {
    const { upsert } = statementsOf(db, map)
    for (const [parentId, records] of Object.entries(recordsOf(document, map))) {
      for (const [id, record] of Object.entries(records))
        upsert.run({ ...record, ...tableOf(map).keys?.of(document, parentId, id) })
    }
  }
}

function recordsOf(document: Document, map: RecordMap): Records {
  return (tableOf(map).parent ? document[map] : { '': document[map] }) as Records
}

interface Statements {
  readonly upsert: { run(row: Record<string, unknown>): unknown }
  readonly remove: { run(keys: { parentId: Id; id: Id }): unknown }
}

/** Prepared once for each connection, since an import writes thousands of rows. */
const prepared = new WeakMap<BetterSQLite3Database, Map<RecordMap, Statements>>()

function statementsOf(db: BetterSQLite3Database, map: RecordMap): Statements {
  const known = prepared.get(db) ?? new Map<RecordMap, Statements>()
  prepared.set(db, known)
  const statements = known.get(map) ?? prepare(db, tableOf(map))
  known.set(map, statements)
  return statements
}

function prepare(db: BetterSQLite3Database, { table, id, parent, key }: RecordTable): Statements {
  const columns = Object.entries(getTableColumns(table))
  const values = Object.fromEntries(columns.map(([field]) => [field, sql.placeholder(field)]))
  const set = Object.fromEntries(
    columns.map(([field, column]) => [field, sql`excluded.${sql.identifier(column.name)}`]),
  )
  const upsert = db.insert(table).values(values).onConflictDoUpdate({ target: key, set }).prepare()
  const isRecord = eq(id, sql.placeholder('id'))
  const remove = db
    .delete(table)
    .where(parent ? and(eq(parent, sql.placeholder('parentId')), isRecord) : isRecord)
    .prepare()
  return { upsert, remove }
}

/** The records that patches touch, before or after. A path that ends above them touches all below it. */
function touchedBy(patches: readonly Patch[], before: Document, after: Document): Touched {
  const touched: Touched = new Map()
  for (const { path } of patches) {
    const map = path[0] as RecordMap | 'project' | 'album'
    if (map === 'project' || map === 'album') continue
    const [parentId, id] = tableOf(map).parent ? [path[1], path[2]] : ['', path[1]]
    const records = [recordsOf(before, map), recordsOf(after, map)]
    const parents = touched.get(map) ?? new Map<Id, Set<Id>>()
    touched.set(map, parents)
    const parentIds = parentId === undefined ? records.flatMap(Object.keys) : [String(parentId)]
    for (const each of parentIds) {
      const ids = parents.get(each) ?? new Set()
      parents.set(each, ids)
      if (id !== undefined) ids.add(String(id))
      else for (const one of records.flatMap((all) => Object.keys(all[each] ?? {}))) ids.add(one)
    }
  }
  return touched
}
