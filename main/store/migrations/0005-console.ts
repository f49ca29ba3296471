import type { Database } from 'better-sqlite3'
import type { Patch } from 'immer'

/** Version 5: notes of strips, the buttons snapshots lie on, and groups of linked strips. */
const tables = `
ALTER TABLE tracks ADD COLUMN notes TEXT NOT NULL DEFAULT '';
ALTER TABLE snapshots ADD COLUMN slot TEXT;
CREATE TABLE link_groups (
  id TEXT PRIMARY KEY NOT NULL,
  song_id TEXT NOT NULL REFERENCES songs (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL,
  colour INTEGER NOT NULL,
  track_ids TEXT NOT NULL,
  faders INTEGER NOT NULL,
  mutes INTEGER NOT NULL,
  solos INTEGER NOT NULL,
  "on" INTEGER NOT NULL
);
CREATE INDEX link_groups_by_song ON link_groups (song_id);
`

/** The new fields of whole records in a map of the document. */
const newFields: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  tracks: { notes: '' },
  snapshots: { slot: null },
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A patch of version 4 as version 5 would have written it: whole records in it get their new fields. */
function lifted(patch: Patch): Patch {
  const { path, value } = patch
  const fields = newFields[String(path[0])]
  if (!fields || !isRecord(value) || path.length > 2) return patch
  if (path.length === 2) return { ...patch, value: { ...fields, ...value } }
  const records = Object.entries(value).map(([id, each]) => [id, isRecord(each) ? { ...fields, ...each } : each])
  return { ...patch, value: Object.fromEntries(records) }
}

/** Undo and redo reach back behind the migration, so the edit log moves with the tables. */
export function consoleState(db: Database): void {
  db.exec(tables)
  const rows = db.prepare('SELECT seq, patches, inverse FROM history').all() as {
    seq: number
    patches: string
    inverse: string
  }[]
  const update = db.prepare('UPDATE history SET patches = ?, inverse = ? WHERE seq = ?')
  const lift = (json: string) => JSON.stringify((JSON.parse(json) as Patch[]).map(lifted))
  for (const { seq, patches, inverse } of rows) update.run(lift(patches), lift(inverse), seq)
}
