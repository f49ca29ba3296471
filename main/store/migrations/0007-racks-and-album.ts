import type { Database } from 'better-sqlite3'
import { liftHistory } from './lift-history.ts'

/** Version 7: stages of mastering racks, and what an album's loudness, codes and hidden tracks are kept by. */
const tables = `
CREATE TABLE racks (
  id TEXT PRIMARY KEY NOT NULL,
  song_id TEXT REFERENCES songs (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  stages TEXT NOT NULL,
  places TEXT NOT NULL,
  slots TEXT NOT NULL
);
CREATE INDEX racks_by_song ON racks (song_id);
ALTER TABLE album ADD COLUMN isrc_prefix TEXT NOT NULL DEFAULT '';
ALTER TABLE album ADD COLUMN isrc_next INTEGER NOT NULL DEFAULT 1;
ALTER TABLE album ADD COLUMN loudness_mode TEXT NOT NULL DEFAULT 'distance';
ALTER TABLE album ADD COLUMN anchor_item_id TEXT;
ALTER TABLE album ADD COLUMN target_lufs REAL DEFAULT -14;
ALTER TABLE album ADD COLUMN ceiling_dbtp REAL NOT NULL DEFAULT -1;
ALTER TABLE album ADD COLUMN sector_aligned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE album_items ADD COLUMN fade_in_shape TEXT NOT NULL DEFAULT 'linear';
ALTER TABLE album_items ADD COLUMN fade_out_shape TEXT NOT NULL DEFAULT 'linear';
ALTER TABLE album_items ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
ALTER TABLE album_items ADD COLUMN year INTEGER;
ALTER TABLE album_items ADD COLUMN genre TEXT NOT NULL DEFAULT '';
ALTER TABLE album_items ADD COLUMN copyright TEXT NOT NULL DEFAULT '';
`

const stages = ['correct', 'clarity', 'shine', 'image', 'loudness']
/** Where each kind of device of version 6 stands in a rack by itself, counted in `stages`. */
const stageOfKind: Readonly<Record<string, number>> = {
  eq: 0,
  lineareq: 0,
  matcheq: 0,
  utility: 0,
  convolution: 0,
  compressor: 1,
  gate: 1,
  transient: 1,
  multiband: 1,
  deesser: 1,
  exciter: 2,
  saturation: 2,
  imager: 3,
  delay: 3,
  reverb: 3,
  chorus: 3,
  limiter: 4,
}

interface RackDevice {
  id: string
  kind: string
}

/** The stages of devices that are not in the order of the craft, such that all stay in the order they were in. */
function placesInOrder(devices: readonly RackDevice[]): Record<string, string> {
  const places: Record<string, string> = {}
  let reached = 0
  for (const { id, kind } of devices) {
    const own = stageOfKind[kind] ?? 0
    reached = Math.max(reached, own)
    if (reached !== own) places[id] = stages[reached]!
  }
  return places
}

export function racksAndAlbum(db: Database): void {
  db.exec(tables)
  const owners = db
    .prepare('SELECT DISTINCT owner_id AS ownerId, song_id AS songId FROM devices WHERE track_id IS NULL')
    .all() as { ownerId: string; songId: string | null }[]
  const devicesOf = db.prepare('SELECT id, kind FROM devices WHERE owner_id = ? ORDER BY "order", id')
  const insert = db.prepare('INSERT INTO racks (id, song_id, stages, places, slots) VALUES (?, ?, ?, ?, ?)')
  for (const { ownerId, songId } of owners) {
    const places = placesInOrder(devicesOf.all(ownerId) as RackDevice[])
    if (Object.keys(places).length === 0) continue
    const on = JSON.stringify(stages.map((stage) => ({ stage, on: true })))
    insert.run(ownerId, songId, on, JSON.stringify(places), '{}')
  }
  liftHistory(db, {
    albumItems: {
      fadeInShape: 'linear',
      fadeOutShape: 'linear',
      hidden: false,
      year: null,
      genre: '',
      copyright: '',
    },
  })
}
