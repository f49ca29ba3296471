import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Document, Id } from '../../shared/model/document.ts'
import {
  albumItems,
  assets,
  clips,
  devices,
  lanes,
  linkGroups,
  markers,
  pages,
  racks,
  references,
  sends,
  signatures,
  snapshots,
  songs,
  tempos,
  tracks,
} from './schema.ts'

/** The maps of records that a document consists of beside its project and its album. */
export type RecordMap = Exclude<keyof Document, 'project' | 'album'>

/** Where the records of one map of the document lie in the database. */
export interface RecordTable {
  readonly table: SQLiteTable
  readonly id: SQLiteColumn
  /** Of the records that lie under a parent in the document: whose they are. */
  readonly parent?: SQLiteColumn
  readonly parentField?: string
  /** What a conflict of two rows is told by. */
  readonly key: SQLiteColumn[]
  /** The foreign keys a row has beside the fields of its record. */
  readonly keys?: {
    readonly names: readonly string[]
    of(document: Document, parentId: Id, id: Id): Record<string, Id | null>
  }
}

function flat(table: SQLiteTable & { id: SQLiteColumn }): RecordTable {
  return { table, id: table.id, key: [table.id] }
}

function under<P extends string>(
  table: SQLiteTable & { id: SQLiteColumn } & Record<P, SQLiteColumn>,
  parentName: P,
): RecordTable {
  const parent: SQLiteColumn = table[parentName]
  return { table, id: table.id, parent, parentField: parentName, key: [parent, table.id] }
}

/** Of the foreign keys of what a track or a song owns, the one that says which. */
function stripOrSong(document: Document, ownerId: Id): { songId: Id | null; trackId: Id | null } {
  const isSong = document.songs[ownerId] !== undefined
  return { songId: isSong ? ownerId : null, trackId: isSong ? null : ownerId }
}

/** The maps of the document, parents before their children, as they are read. */
const recordTables: Record<RecordMap, RecordTable> = {
  songs: flat(songs),
  tracks: flat(tracks),
  assets: flat(assets),
  markers: flat(markers),
  albumItems: flat(albumItems),
  references: flat(references),
  snapshots: flat(snapshots),
  linkGroups: flat(linkGroups),
  tempos: under(tempos, 'songId'),
  signatures: under(signatures, 'songId'),
  clips: under(clips, 'trackId'),
  devices: {
    ...under(devices, 'ownerId'),
    keys: {
      names: ['songId', 'trackId', 'albumId'],
      of: (document, ownerId) =>
        ownerId === document.album.id
          ? { songId: null, trackId: null, albumId: ownerId }
          : { ...stripOrSong(document, ownerId), albumId: null },
    },
  },
  racks: {
    ...flat(racks),
    keys: { names: ['songId'], of: (document, _parentId, id) => ({ songId: document.songs[id] ? id : null }) },
  },
  sends: under(sends, 'trackId'),
  // A lane's id is unique in the whole project, since its pages are filed under it.
  lanes: { ...under(lanes, 'ownerId'), key: [lanes.id], keys: { names: ['songId', 'trackId'], of: stripOrSong } },
  pages: under(pages, 'laneId'),
}

export const recordMaps = Object.keys(recordTables) as RecordMap[]

export function tableOf(map: RecordMap): RecordTable {
  return recordTables[map]
}
