/** Version 1: project, songs, tracks with clips and devices, assets, markers, and the edit log. */
export const firstTables = `
CREATE TABLE project (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  sample_rate INTEGER NOT NULL,
  created_at TEXT NOT NULL
);
CREATE TABLE songs (
  id TEXT PRIMARY KEY NOT NULL,
  title TEXT NOT NULL,
  "order" REAL NOT NULL,
  tempo_bpm REAL NOT NULL,
  beats_per_bar INTEGER NOT NULL,
  beat_unit INTEGER NOT NULL,
  start_frame INTEGER NOT NULL,
  end_frame INTEGER,
  loop_start_frame INTEGER NOT NULL,
  loop_end_frame INTEGER NOT NULL,
  loop_on INTEGER NOT NULL,
  target_lufs REAL
);
CREATE TABLE tracks (
  id TEXT PRIMARY KEY NOT NULL,
  song_id TEXT NOT NULL REFERENCES songs (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  colour INTEGER NOT NULL,
  "order" REAL NOT NULL,
  trim_db REAL NOT NULL,
  polarity_inverted INTEGER NOT NULL,
  fader_db REAL NOT NULL,
  pan REAL NOT NULL,
  pan_law REAL NOT NULL,
  pan_mode TEXT NOT NULL,
  mute INTEGER NOT NULL,
  solo INTEGER NOT NULL,
  solo_safe INTEGER NOT NULL,
  output_id TEXT REFERENCES tracks (id) DEFERRABLE INITIALLY DEFERRED,
  height INTEGER NOT NULL
);
CREATE INDEX tracks_by_song ON tracks (song_id);
CREATE INDEX tracks_by_output ON tracks (output_id);
CREATE TABLE assets (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  source_hash TEXT NOT NULL,
  pool_hash TEXT NOT NULL,
  original_name TEXT NOT NULL,
  source_format TEXT NOT NULL,
  source_rate INTEGER NOT NULL,
  source_channels INTEGER NOT NULL,
  channel_index INTEGER,
  channels INTEGER NOT NULL,
  frames INTEGER NOT NULL,
  notes TEXT NOT NULL
);
CREATE TABLE markers (
  id TEXT PRIMARY KEY NOT NULL,
  song_id TEXT NOT NULL REFERENCES songs (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL,
  frame INTEGER NOT NULL
);
CREATE INDEX markers_by_song ON markers (song_id);
CREATE TABLE clips (
  id TEXT NOT NULL,
  track_id TEXT NOT NULL REFERENCES tracks (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  asset_id TEXT NOT NULL REFERENCES assets (id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL,
  start_frame INTEGER NOT NULL,
  offset_frames INTEGER NOT NULL,
  length_frames INTEGER NOT NULL,
  gain_db REAL NOT NULL,
  fade_in_frames INTEGER NOT NULL,
  fade_in_shape TEXT NOT NULL,
  fade_out_frames INTEGER NOT NULL,
  fade_out_shape TEXT NOT NULL,
  muted INTEGER NOT NULL,
  PRIMARY KEY (track_id, id)
);
CREATE INDEX clips_by_asset ON clips (asset_id);
CREATE TABLE devices (
  id TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  track_id TEXT REFERENCES tracks (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  song_id TEXT REFERENCES songs (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL,
  "order" REAL NOT NULL,
  bypass INTEGER NOT NULL,
  params TEXT NOT NULL,
  PRIMARY KEY (owner_id, id),
  CHECK ((track_id IS NULL) <> (song_id IS NULL) AND owner_id = coalesce(track_id, song_id))
);
CREATE INDEX devices_by_track ON devices (track_id);
CREATE INDEX devices_by_song ON devices (song_id);
CREATE TABLE history (
  seq INTEGER PRIMARY KEY NOT NULL,
  time INTEGER NOT NULL,
  label TEXT NOT NULL,
  edit TEXT NOT NULL,
  patches TEXT NOT NULL,
  inverse TEXT NOT NULL,
  undone INTEGER NOT NULL
);
CREATE TABLE meta (
  name TEXT PRIMARY KEY NOT NULL,
  value INTEGER NOT NULL
);
`
