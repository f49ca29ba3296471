import { sql } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { checkDocument } from '../../shared/model/check-document.ts'
import { type Document, documentSchema, emptyDocument, type Id } from '../../shared/model/document.ts'
import { recordMaps, tableOf } from './document-tables.ts'
import { album, project } from './schema.ts'
import { damaged } from './store-error.ts'

/**
 * The document as the rows tell it, in the order its records were added. Throws ApiError `damaged` where they tell of
 * something that no edit could have made.
 */
export function readDocument(db: BetterSQLite3Database, projectFolder: string): Document {
  const projectRow = db.select().from(project).get()
  const albumRow = db.select().from(album).get()
  if (!projectRow || !albumRow) throw damaged(projectFolder, 'its project.db is empty')
  const document: Document = { ...emptyDocument(projectRow), album: albumRow }
  for (const map of recordMaps) {
    const { table, parentField, keys } = tableOf(map)
    const records = document[map] as Record<Id, unknown>
    for (const row of db.select().from(table).orderBy(sql`rowid`).all() as Record<string, unknown>[]) {
      for (const key of keys?.names ?? []) delete row[key]
      const place = parentField === undefined ? records : placeUnder(records, row[parentField] as Id)
      place[row.id as Id] = row
    }
    if (map === 'songs' || map === 'tracks') makePlaces(document, map)
  }

  const parsed = documentSchema.safeParse(document)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw damaged(projectFolder, `${issue.path.join('.')}: ${issue.message}`)
  }
  const fault = checkDocument(document)[0]
  if (fault !== undefined) throw damaged(projectFolder, fault.replace(/\.$/, ''))
  return document
}

function placeUnder(records: Record<Id, unknown>, parentId: Id): Record<Id, unknown> {
  records[parentId] ??= {}
  return records[parentId] as Record<Id, unknown>
}

/** Owners have a place for devices, and tracks one for clips, also where nothing lies in it. */
function makePlaces(document: Document, owners: 'songs' | 'tracks'): void {
  for (const id of Object.keys(document[owners])) {
    document.devices[id] = {}
    if (owners === 'tracks') document.clips[id] = {}
  }
}
