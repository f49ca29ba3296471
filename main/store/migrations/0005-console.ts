import type { Database } from 'better-sqlite3'
import { liftHistory } from './lift-history.ts'

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

export function consoleState(db: Database): void {
  db.exec(tables)
  liftHistory(db, { tracks: { notes: '' }, snapshots: { slot: null } })
}
