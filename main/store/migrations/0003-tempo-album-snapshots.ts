import type { Database } from 'better-sqlite3'
import type { Patch } from 'immer'

/** Version 3: changes of tempo and signature; the album, its items and its rack; snapshots of mixes. */
const tables = `
ALTER TABLE songs ADD COLUMN tempo_shape TEXT NOT NULL DEFAULT 'step';
CREATE TABLE tempos (
  id TEXT NOT NULL,
  song_id TEXT NOT NULL REFERENCES songs (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  frame INTEGER NOT NULL,
  bpm REAL NOT NULL,
  shape TEXT NOT NULL,
  PRIMARY KEY (song_id, id)
);
CREATE TABLE signatures (
  id TEXT NOT NULL,
  song_id TEXT NOT NULL REFERENCES songs (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  frame INTEGER NOT NULL,
  beats_per_bar INTEGER NOT NULL,
  beat_unit INTEGER NOT NULL,
  PRIMARY KEY (song_id, id)
);
CREATE TABLE album (
  id TEXT PRIMARY KEY NOT NULL,
  title TEXT NOT NULL,
  artist TEXT NOT NULL,
  album_artist TEXT NOT NULL,
  year INTEGER,
  genre TEXT NOT NULL,
  ean TEXT,
  catalogue TEXT NOT NULL,
  copyright TEXT NOT NULL,
  label TEXT NOT NULL,
  language TEXT NOT NULL,
  notes TEXT NOT NULL,
  cover_file TEXT
);
INSERT INTO album SELECT id, name, '', '', NULL, '', NULL, '', '', '', '', '', NULL FROM project;
CREATE TABLE album_items (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  song_id TEXT REFERENCES songs (id) DEFERRABLE INITIALLY DEFERRED,
  asset_id TEXT REFERENCES assets (id) DEFERRABLE INITIALLY DEFERRED,
  "order" REAL NOT NULL,
  gap_frames INTEGER NOT NULL,
  crossfade_frames INTEGER NOT NULL,
  fade_in_frames INTEGER NOT NULL,
  fade_out_frames INTEGER NOT NULL,
  trim_start_frames INTEGER NOT NULL,
  trim_end_frames INTEGER NOT NULL,
  loudness_offset_db REAL NOT NULL,
  title TEXT NOT NULL,
  artist TEXT NOT NULL,
  composer TEXT NOT NULL,
  lyricist TEXT NOT NULL,
  producer TEXT NOT NULL,
  isrc TEXT,
  language TEXT NOT NULL,
  explicit INTEGER NOT NULL,
  lyrics TEXT NOT NULL,
  CHECK ((song_id IS NULL) <> (asset_id IS NULL))
);
CREATE INDEX album_items_by_song ON album_items (song_id);
CREATE INDEX album_items_by_asset ON album_items (asset_id);
CREATE TABLE snapshots (
  id TEXT PRIMARY KEY NOT NULL,
  song_id TEXT NOT NULL REFERENCES songs (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  state TEXT NOT NULL
);
CREATE INDEX snapshots_by_song ON snapshots (song_id);
CREATE INDEX history_by_undone ON history (undone);
`

/** A table's CHECK cannot be changed, so devices move to a new table that knows a third kind of owner. */
const devicesOfTheAlbum = `
CREATE TABLE new_devices (
  id TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  track_id TEXT REFERENCES tracks (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  song_id TEXT REFERENCES songs (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  album_id TEXT REFERENCES album (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL,
  "order" REAL NOT NULL,
  bypass INTEGER NOT NULL,
  params TEXT NOT NULL,
  key_track_id TEXT REFERENCES tracks (id) DEFERRABLE INITIALLY DEFERRED,
  file_asset_id TEXT REFERENCES assets (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (owner_id, id),
  CHECK (
    (track_id IS NOT NULL) + (song_id IS NOT NULL) + (album_id IS NOT NULL) = 1
    AND owner_id = coalesce(track_id, song_id, album_id)
  )
);
INSERT INTO new_devices
  SELECT id, owner_id, track_id, song_id, NULL, kind, "order", bypass, params, key_track_id, file_asset_id
  FROM devices ORDER BY rowid;
DROP TABLE devices;
ALTER TABLE new_devices RENAME TO devices;
CREATE INDEX devices_by_track ON devices (track_id);
CREATE INDEX devices_by_song ON devices (song_id);
CREATE INDEX devices_by_album ON devices (album_id);
CREATE INDEX devices_by_key ON devices (key_track_id);
CREATE INDEX devices_by_file ON devices (file_asset_id);
`

/** A patch of version 2 as version 3 would have written it: whole songs in it get the shape of their tempo. */
function lifted(patch: Patch): Patch {
  const { path, value } = patch
  if (path[0] !== 'songs' || path.length !== 2 || typeof value !== 'object' || value === null) return patch
  return { ...patch, value: { tempoShape: 'step', ...value } }
}

/** Undo and redo reach back behind the migration, so the edit log moves with the tables. */
export function tempoAlbumAndSnapshots(db: Database): void {
  db.exec(tables)
  db.exec(devicesOfTheAlbum)
  // Only whole songs need lifting, and few entries hold any.
  const rows = db
    .prepare(`SELECT seq, patches, inverse FROM history WHERE instr(patches || inverse, '"path":["songs"') > 0`)
    .all() as { seq: number; patches: string; inverse: string }[]
  const update = db.prepare('UPDATE history SET patches = ?, inverse = ? WHERE seq = ?')
  const lift = (json: string) => JSON.stringify((JSON.parse(json) as Patch[]).map(lifted))
  for (const { seq, patches, inverse } of rows) update.run(lift(patches), lift(inverse), seq)
}
