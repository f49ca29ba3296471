import type { Database } from 'better-sqlite3'
import type { Asset } from '../../shared/model/document.ts'

/** What a project's database names beside its document: what undo, redo or anything kept for later can bring back. */
export interface NamedAudio {
  /** Assets that something used: a clip, a device, whatever has an asset's id in it. */
  assetIds: Set<string>
  /** Assets that were in the document. */
  assets: Pick<Asset, 'id' | 'poolHash' | 'sourceHash' | 'channels' | 'name'>[]
  /** Whatever looks like a hash in tables this file knows nothing of. */
  hashes: Set<string>
}

/** Tables whose rows are the document itself, which is asked elsewhere, and such as name no audio. */
const documentTables = new Set(
  'project songs tracks assets markers clips devices racks sends lanes pages tempos signatures album album_items reference_records snapshots link_groups meta history'.split(
    ' ',
  ),
)
const idText = /[A-Za-z0-9_-]{1,64}/g

/**
 * Reads the history for every use of audio in it, and every table this file knows nothing of for anything that looks like an
 * id or a hash: what is kept for later counts as a use, whatever keeps it.
 */
export function namesInDatabase(db: Database): NamedAudio {
  const named: NamedAudio = { assetIds: new Set(), assets: [], hashes: new Set() }
  for (const { patches, inverse } of db.prepare('SELECT patches, inverse FROM history').iterate() as Iterable<{
    patches: string
    inverse: string
  }>) {
    for (const json of [patches, inverse])
      for (const { path, value } of JSON.parse(json) as { path: (string | number)[]; value?: unknown }[])
        take(named, String(path.at(-1)), value)
  }
  for (const { name } of db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[])
    if (!documentTables.has(name) && !name.startsWith('sqlite_')) takeEveryText(named, db, name)
  return named
}

/** Walks a patch's value; `key` is the name it has in its record. */
function take(named: NamedAudio, key: string, value: unknown): void {
  if (typeof value === 'string') {
    if (/assetId$/i.test(key)) named.assetIds.add(value)
  } else if (Array.isArray(value)) for (const each of value) take(named, key, each)
  else if (typeof value === 'object' && value !== null) {
    const { id, poolHash, sourceHash, channels, name } = value as Asset
    if (poolHash !== undefined && sourceHash !== undefined)
      named.assets.push({ id, poolHash, sourceHash, channels, name })
    else for (const [name, each] of Object.entries(value)) take(named, name, each)
  }
}

function takeEveryText(named: NamedAudio, db: Database, table: string): void {
  for (const row of db
    .prepare(`SELECT * FROM "${table.replaceAll('"', '""')}"`)
    .raw()
    .iterate() as Iterable<unknown[]>)
    for (const cell of row) {
      const text = typeof cell === 'string' ? cell : Buffer.isBuffer(cell) ? cell.toString('latin1') : ''
      for (const [id] of text.matchAll(idText)) {
        named.assetIds.add(id)
        named.hashes.add(id)
      }
    }
}
