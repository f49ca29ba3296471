import { and, eq } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type { SQLiteUpdateSetSource } from 'drizzle-orm/sqlite-core'
import type { Patch } from 'immer'
import type { Document, Id } from '../../shared/model/document.ts'
import { assets, clips, devices, markers, project, songs, tracks } from './schema.ts'

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
        const isRack = after.songs[ownerId] !== undefined
        const row = { ...device, songId: isRack ? ownerId : null, trackId: isRack ? null : ownerId }
        db.insert(devices)
          .values(row)
          .onConflictDoUpdate({ target: [devices.ownerId, devices.id], set: row })
          .run()
      } else
        db.delete(devices)
          .where(and(eq(devices.ownerId, ownerId), eq(devices.id, id)))
          .run()
    }
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
  }
  for (const { path } of patches) {
    const table = path[0] as keyof Document
    if (table === 'project') touched.project = true
    else if (table === 'clips' || table === 'devices') addChildren(touched[table], path, before[table], after[table])
    else if (path[1] !== undefined) touched[table].add(String(path[1]))
    else for (const id of [...Object.keys(before[table]), ...Object.keys(after[table])]) touched[table].add(id)
  }
  return touched
}

/** A path that ends at a parent, or above, touches all its children, before and after. */
function addChildren(
  touched: Map<Id, Set<Id>>,
  path: Path,
  before: Document['clips'] | Document['devices'],
  after: Document['clips'] | Document['devices'],
): void {
  const parents = path[1] === undefined ? [...Object.keys(before), ...Object.keys(after)] : [String(path[1])]
  for (const parent of parents) {
    const ids = touched.get(parent) ?? new Set()
    touched.set(parent, ids)
    if (path[2] !== undefined) ids.add(String(path[2]))
    else for (const id of [...Object.keys(before[parent] ?? {}), ...Object.keys(after[parent] ?? {})]) ids.add(id)
  }
}
