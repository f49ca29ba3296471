import type { Database } from 'better-sqlite3'
import type { Patch } from 'immer'

/** Version 4: what clips, tracks, markers and audio are arranged by. */
const columns = `
ALTER TABLE clips ADD COLUMN locked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE clips ADD COLUMN reversed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE clips ADD COLUMN colour INTEGER;
ALTER TABLE clips ADD COLUMN group_id TEXT;
ALTER TABLE clips ADD COLUMN loop_start_frames INTEGER NOT NULL DEFAULT 0;
ALTER TABLE clips ADD COLUMN loop_frames INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tracks ADD COLUMN fader_trim_db REAL NOT NULL DEFAULT 0;
ALTER TABLE tracks ADD COLUMN folded INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tracks ADD COLUMN frozen TEXT;
ALTER TABLE markers ADD COLUMN end_frame INTEGER;
ALTER TABLE assets ADD COLUMN origin_frame INTEGER;
`

type Fields = Readonly<Record<string, unknown>>

/** The new fields of whole records in a map of the document, and how deep below the map the records lie. */
const newFields: Readonly<Record<string, { readonly depth: 1 | 2; readonly fields: Fields }>> = {
  clips: {
    depth: 2,
    fields: { locked: false, reversed: false, colour: null, groupId: null, loopStartFrames: 0, loopFrames: 0 },
  },
  tracks: { depth: 1, fields: { faderTrimDb: 0, folded: false, frozen: null } },
  markers: { depth: 1, fields: { endFrame: null } },
  assets: { depth: 1, fields: { originFrame: null } },
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function eachLifted(records: Record<string, unknown>, lift: (record: Record<string, unknown>) => unknown): unknown {
  return Object.fromEntries(Object.entries(records).map(([id, each]) => [id, isRecord(each) ? lift(each) : each]))
}

/** A snapshot's state as version 4 writes it: its strips have the trim beside their faders. */
function liftedState(state: Record<string, unknown>): unknown {
  const { strips } = state
  return isRecord(strips) ? { ...state, strips: eachLifted(strips, (strip) => ({ faderTrimDb: 0, ...strip })) } : state
}

/** A patch of version 3 as version 4 would have written it: whole records in it get their new fields. */
function lifted(patch: Patch): Patch {
  const { path, value } = patch
  if (!isRecord(value)) return patch
  const [map] = path
  if (map === 'snapshots') {
    if (path.length === 2 && isRecord(value.state))
      return { ...patch, value: { ...value, state: liftedState(value.state) } }
    return patch
  }
  const known = newFields[String(map)]
  if (!known) return patch
  const levels = known.depth + 1 - path.length
  if (levels === 0) return { ...patch, value: { ...known.fields, ...value } }
  if (levels === 1) return { ...patch, value: eachLifted(value, (record) => ({ ...known.fields, ...record })) }
  return patch
}

/** Undo and redo reach back behind the migration, so the edit log and the snapshots move with the tables. */
export function arranging(db: Database): void {
  db.exec(columns)
  const kept = db.prepare('SELECT id, state FROM snapshots').all() as { id: string; state: string }[]
  const keep = db.prepare('UPDATE snapshots SET state = ? WHERE id = ?')
  for (const { id, state } of kept) keep.run(JSON.stringify(liftedState(JSON.parse(state))), id)
  const rows = db.prepare('SELECT seq, patches, inverse FROM history').all() as {
    seq: number
    patches: string
    inverse: string
  }[]
  const update = db.prepare('UPDATE history SET patches = ?, inverse = ? WHERE seq = ?')
  const lift = (json: string) => JSON.stringify((JSON.parse(json) as Patch[]).map(lifted))
  for (const { seq, patches, inverse } of rows) update.run(lift(patches), lift(inverse), seq)
}
