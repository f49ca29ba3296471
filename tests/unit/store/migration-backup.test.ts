import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { listBackups } from '../../../main/store/backup-files.ts'
import { logLine } from '../../../main/store/edit-log-files.ts'
import { applicationId, databaseVersion, newestVersion } from '../../../main/store/migrate.ts'
import { firstTables } from '../../../main/store/migrations/0001-first-tables.ts'
import { openStore } from '../../../main/store/open-store.ts'
import { songEdit } from '../model/random-edits.ts'
import { temporaryFolders } from './temporary-folder.ts'

const newFolder = temporaryFolders()

/** A project as version 1 left it, without backups and without a log. */
function versionOneProject(): string {
  const path = join(newFolder(), 'Old.mixwright')
  mkdirSync(path)
  const db = new Database(join(path, 'project.db'))
  db.exec(firstTables)
  db.exec(`
    INSERT INTO project VALUES ('p', 'Old', 48000, '2026-01-01T00:00:00.000Z');
    INSERT INTO meta VALUES ('seq', 3);
  `)
  db.pragma(`application_id = ${applicationId}`)
  db.pragma('user_version = 1')
  db.close()
  return path
}

test('a project of an older version is backed up as it is before it is brought to the newest', () => {
  const path = versionOneProject()
  openStore(path, false).close()
  const [backup] = listBackups(path)
  const copy = new Database(backup!.path, { readonly: true })
  expect(databaseVersion(copy)).toBe(1)
  expect(backup!.seq).toBe(3)
  copy.close()
})

test('a migration that cannot be backed up before it does not begin', () => {
  const path = versionOneProject()
  // Nobody, not even root, makes a folder where a link leads nowhere.
  symlinkSync(join(path, 'nowhere', 'deep'), join(path, 'backups'))
  expect(() => openStore(path, false)).toThrow()
  const db = new Database(join(path, 'project.db'))
  expect(databaseVersion(db)).toBe(1)
  db.close()
})

test('the backup of an older version and the log of the newest lead to now', () => {
  const path = versionOneProject()
  let store = openStore(path, false)
  store.apply(songEdit('s1'))
  store.apply(songEdit('s2'))
  const { document } = store
  store.close()
  expect(listBackups(path)).toHaveLength(1)
  rmSync(join(path, 'project.db'))
  store = openStore(path, false)
  expect(store.document).toEqual(document)
  expect(store.notes[0]).toContain('2 changes made after it, the last of them “Add song: Song s2”')
  store.close()
  const db = new Database(join(path, 'project.db'))
  expect(databaseVersion(db)).toBe(newestVersion)
  db.close()
})

test('a database of an older version that lost its WAL gets its changes back before it is brought to the newest', () => {
  const path = versionOneProject()
  const log = join(path, 'edits')
  mkdirSync(log)
  const row = { id: 'm', song_id: 's', name: 'Verse', frame: 5 }
  const song = {
    ...{ id: 's', title: 'Song', order: 0, tempo_bpm: 120, beats_per_bar: 4, beat_unit: 4, start_frame: 0 },
    ...{ end_frame: null, loop_start_frame: 0, loop_end_frame: 0, loop_on: 0, target_lufs: null },
  }
  const master = {
    ...{ id: 't', song_id: 's', kind: 'master', name: 'Master', colour: 0, order: 9, trim_db: 0, polarity_inverted: 0 },
    ...{ fader_db: 0, pan: 0, pan_law: -3, pan_mode: 'balance', mute: 0, solo: 0, solo_safe: 0, output_id: null },
    height: 56,
  }
  const change = { seq: 4, label: 'Add', gone: {}, rows: { songs: [song], tracks: [master], markers: [row] } }
  const seq = {
    seq: 5,
    label: 'Move',
    gone: {},
    rows: { markers: [{ ...row, frame: 9 }], meta: [{ name: 'seq', value: 5 }] },
  }
  const head = { format: 'mixwright.edits/1', projectId: 'p', version: 1, after: 3 }
  writeFileSync(join(log, '000001-after-3.jsonl'), [head, change, seq].map(logLine).join(''))
  const store = openStore(path, false)
  expect(store.seq).toBe(5)
  expect(store.document.markers.m).toMatchObject({ frame: 9 })
  expect(store.document.tracks.t).toMatchObject({ panWidth: 1 })
  store.close()
  expect(listBackups(path)[0]!.seq).toBe(5)
})
