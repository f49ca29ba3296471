import type { Database } from 'better-sqlite3'
import type { Patch } from 'immer'

/** Version 2: track delay, channels and stereo pan; side-chain keys and files of devices; sends; automation. */
const tables = `
ALTER TABLE tracks ADD COLUMN channel_mode TEXT NOT NULL DEFAULT 'stereo';
ALTER TABLE tracks ADD COLUMN delay_frames INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tracks ADD COLUMN pan_width REAL NOT NULL DEFAULT 1;
ALTER TABLE devices ADD COLUMN key_track_id TEXT REFERENCES tracks (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE devices ADD COLUMN file_asset_id TEXT REFERENCES assets (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX devices_by_key ON devices (key_track_id);
CREATE INDEX devices_by_file ON devices (file_asset_id);
CREATE TABLE sends (
  id TEXT NOT NULL,
  track_id TEXT NOT NULL REFERENCES tracks (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  target_id TEXT NOT NULL REFERENCES tracks (id) DEFERRABLE INITIALLY DEFERRED,
  "order" REAL NOT NULL,
  level_db REAL NOT NULL,
  pan REAL NOT NULL,
  tap TEXT NOT NULL,
  "on" INTEGER NOT NULL,
  PRIMARY KEY (track_id, id)
);
CREATE INDEX sends_by_target ON sends (target_id);
CREATE TABLE lanes (
  id TEXT PRIMARY KEY NOT NULL,
  owner_id TEXT NOT NULL,
  track_id TEXT REFERENCES tracks (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  song_id TEXT REFERENCES songs (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  target TEXT NOT NULL,
  mode TEXT NOT NULL,
  "order" REAL NOT NULL,
  CHECK ((track_id IS NULL) <> (song_id IS NULL) AND owner_id = coalesce(track_id, song_id))
);
CREATE INDEX lanes_by_track ON lanes (track_id);
CREATE INDEX lanes_by_song ON lanes (song_id);
CREATE TABLE pages (
  id TEXT NOT NULL,
  lane_id TEXT NOT NULL REFERENCES lanes (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  points TEXT NOT NULL,
  PRIMARY KEY (lane_id, id)
);
`

const newTrackFields = { channelMode: 'stereo', delayFrames: 0, panWidth: 1 }
const newDeviceFields = { keyTrackId: null, fileAssetId: null }

/** A patch of version 1 as version 2 would have written it: whole tracks and devices in it get their new fields. */
function lifted(patch: Patch): Patch {
  const { path, value } = patch
  if (typeof value !== 'object' || value === null) return patch
  if (path[0] === 'tracks' && path.length === 2) return { ...patch, value: { ...newTrackFields, ...value } }
  if (path[0] === 'devices' && path.length === 3) return { ...patch, value: { ...newDeviceFields, ...value } }
  if (path[0] === 'devices' && path.length === 2)
    return {
      ...patch,
      value: Object.fromEntries(
        Object.entries(value).map(([id, device]) => [id, { ...newDeviceFields, ...(device as object) }]),
      ),
    }
  return patch
}

/** Undo and redo reach back behind the migration, so the edit log moves with the tables. */
export function mixerAndAutomation(db: Database): void {
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
