/** Records to compare a mix with. */
export const references = `
CREATE TABLE reference_records (
  id TEXT PRIMARY KEY NOT NULL,
  asset_id TEXT NOT NULL REFERENCES assets (id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL,
  "order" REAL NOT NULL,
  trim_db REAL NOT NULL,
  start_frame INTEGER NOT NULL,
  end_frame INTEGER
);
CREATE INDEX reference_records_by_asset ON reference_records (asset_id);
`
