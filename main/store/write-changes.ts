import { and, eq } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type { SQLiteUpdateSetSource } from 'drizzle-orm/sqlite-core'
import type { Patch } from 'immer'
import type { Document, Id } from '../../shared/model/document.ts'
import { assets, clips, devices, lanes, markers, pages, project, sends, songs, tracks } from './schema.ts'

type Path = readonly (string | number)[]

/** The records that patches touch: by table and id, and those under a parent by table, parent and id. */
interface Touched {
  project: boolean
  songs: Set<Id>
  tracks: Set<Id>
  assets: Set<Id>
  markers: Set<Id>
  clips: Map<Id, Set<Id>>
  devices: Map<Id, Set<Id>>
  sends: Map<Id, Set<Id>>
  lanes: Map<Id, Set<Id>>
  pages: Map<Id, Set<Id>>
}

/** The tables whose records lie under a parent in the document. */
const childTables = ['clips', 'devices', 'sends', 'lanes', 'pages'] as const
type ChildTable = (typeof childTables)[number]

function isChildTable(table: keyof Document): table is ChildTable {
  return (childTables as readonly string[]).includes(table)
}

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
  const touched = touchedBy(patches, before, after)
  if (touched.project) db.update(project).set(after.project).where(eq(project.id, before.project.id)).run()
  writeFlat(db, songs, touched.songs, after.songs)
  writeFlat(db, tracks, touched.tracks, after.tracks)
  writeFlat(db, assets, touched.assets, after.assets)
  writeFlat(db, markers, touched.markers, after.markers)
  for (const [trackId, ids] of touched.clips)
    for (const id of ids) {
      const clip = after.clips[trackId]?.[id]
      if (clip)
        db.insert(clips)
          .values(clip)
          .onConflictDoUpdate({ target: [clips.trackId, clips.id], set: clip })
          .run()
      else
        db.delete(clips)
          .where(and(eq(clips.trackId, trackId), eq(clips.id, id)))
          .run()
    }
  for (const [ownerId, ids] of touched.devices)
    for (const id of ids) {
      const device = after.devices[ownerId]?.[id]
      if (device) {
        const row = { ...device, ...ownerKeys(after, ownerId) }
        db.insert(devices)
          .values(row)
          .onConflictDoUpdate({ target: [devices.ownerId, devices.id], set: row })
          .run()
      } else
        db.delete(devices)
          .where(and(eq(devices.ownerId, ownerId), eq(devices.id, id)))
          .run()
    }
  for (const [trackId, ids] of touched.sends)
    for (const id of ids) {
      const send = after.sends[trackId]?.[id]
      if (send)
        db.insert(sends)
          .values(send)
          .onConflictDoUpdate({ target: [sends.trackId, sends.id], set: send })
          .run()
      else
        db.delete(sends)
          .where(and(eq(sends.trackId, trackId), eq(sends.id, id)))
          .run()
    }
  for (const [ownerId, ids] of touched.lanes)
    for (const id of ids) {
      const lane = after.lanes[ownerId]?.[id]
      if (lane) {
        const row = { ...lane, ...ownerKeys(after, ownerId) }
        db.insert(lanes).values(row).onConflictDoUpdate({ target: lanes.id, set: row }).run()
      } else
        db.delete(lanes)
          .where(and(eq(lanes.ownerId, ownerId), eq(lanes.id, id)))
          .run()
    }
  for (const [laneId, ids] of touched.pages)
    for (const id of ids) {
      const page = after.pages[laneId]?.[id]
      if (page)
        db.insert(pages)
          .values(page)
          .onConflictDoUpdate({ target: [pages.laneId, pages.id], set: page })
          .run()
      else
        db.delete(pages)
          .where(and(eq(pages.laneId, laneId), eq(pages.id, id)))
          .run()
    }
}

/** The two keys of which one says whose a device or a lane is. */
function ownerKeys(document: Document, ownerId: Id): { songId: Id | null; trackId: Id | null } {
  const isSong = document.songs[ownerId] !== undefined
  return { songId: isSong ? ownerId : null, trackId: isSong ? null : ownerId }
}

function writeFlat<T extends typeof songs | typeof tracks | typeof assets | typeof markers>(
  db: BetterSQLite3Database,
  table: T,
  ids: Set<Id>,
  records: Record<Id, T['$inferInsert']>,
): void {
  for (const id of ids) {
    const record = records[id]
    if (record) {
      const set = record as SQLiteUpdateSetSource<T>
      db.insert(table).values(record).onConflictDoUpdate({ target: table.id, set }).run()
    } else db.delete(table).where(eq(table.id, id)).run()
  }
}

function touchedBy(patches: readonly Patch[], before: Document, after: Document): Touched {
  const touched: Touched = {
    project: false,
    songs: new Set(),
    tracks: new Set(),
    assets: new Set(),
    markers: new Set(),
    clips: new Map(),
    devices: new Map(),
    sends: new Map(),
    lanes: new Map(),
    pages: new Map(),
  }
  for (const { path } of patches) {
    const table = path[0] as keyof Document
    if (table === 'project') touched.project = true
    else if (isChildTable(table)) addChildren(touched[table], path, before[table], after[table])
    else if (path[1] !== undefined) touched[table].add(String(path[1]))
    else for (const id of [...Object.keys(before[table]), ...Object.keys(after[table])]) touched[table].add(id)
  }
  return touched
}

/** A path that ends at a parent, or above, touches all its children, before and after. */
function addChildren(
  touched: Map<Id, Set<Id>>,
  path: Path,
  before: Document[ChildTable],
  after: Document[ChildTable],
): void {
  const parents = path[1] === undefined ? [...Object.keys(before), ...Object.keys(after)] : [String(path[1])]
  for (const parent of parents) {
    const ids = touched.get(parent) ?? new Set()
    touched.set(parent, ids)
    if (path[2] !== undefined) ids.add(String(path[2]))
    else for (const id of [...Object.keys(before[parent] ?? {}), ...Object.keys(after[parent] ?? {})]) ids.add(id)
  }
}
