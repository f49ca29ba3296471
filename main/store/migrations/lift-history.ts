import type { Database } from 'better-sqlite3'
import type { Patch } from 'immer'

/** The new fields of whole records in a map of the document, by the map's name. */
export type NewFields = Readonly<Record<string, Readonly<Record<string, unknown>>>>

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A patch as the next version would have written it: whole records in it get their new fields. */
function lifted(patch: Patch, newFields: NewFields): Patch {
  const { path, value } = patch
  const fields = newFields[String(path[0])]
  if (!fields || !isRecord(value) || path.length > 2) return patch
  if (path.length === 2) return { ...patch, value: { ...fields, ...value } }
  const records = Object.entries(value).map(([id, each]) => [id, isRecord(each) ? { ...fields, ...each } : each])
  return { ...patch, value: Object.fromEntries(records) }
}

/** Undo and redo reach back behind a migration, so the history moves with the tables. */
export function liftHistory(db: Database, newFields: NewFields): void {
  const rows = db.prepare('SELECT seq, patches, inverse FROM history').all() as {
    seq: number
    patches: string
    inverse: string
  }[]
  const update = db.prepare('UPDATE history SET patches = ?, inverse = ? WHERE seq = ?')
  const lift = (json: string) => JSON.stringify((JSON.parse(json) as Patch[]).map((patch) => lifted(patch, newFields)))
  for (const { seq, patches, inverse } of rows) update.run(lift(patches), lift(inverse), seq)
}
