import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { applicationId } from '../../../main/store/migrate.ts'
import { firstTables } from '../../../main/store/migrations/0001-first-tables.ts'
import { openStore } from '../../../main/store/open-store.ts'
import { temporaryFolders } from './temporary-folder.ts'

const newFolder = temporaryFolders()

/** A project as version 1 wrote it: a song, a kick with a compressor, and a snare that was removed, with its history. */
function versionOneProject(): string {
  const path = join(newFolder(), 'Old.mixwright')
  mkdirSync(path)
  const db = new Database(join(path, 'project.db'))
  db.exec(firstTables)
  const columns =
    'id, song_id, kind, name, colour, "order", trim_db, polarity_inverted, fader_db, pan, pan_law, pan_mode, mute, solo, solo_safe, output_id, height'
  db.exec(`
    INSERT INTO project VALUES ('p', 'Old', 48000, '2026-01-01T00:00:00.000Z');
    INSERT INTO songs VALUES ('s', 'Song', 0, 120, 4, 4, 0, NULL, 0, 0, 0, -14);
    INSERT INTO tracks (${columns}) VALUES
      ('m', 's', 'master', 'Master', 0, 9, 0, 0, 0, 0, -3, 'balance', 0, 0, 0, NULL, 56),
      ('kick', 's', 'audio', 'Kick', 1, 0, 0, 0, -6, 0, -3, 'pan', 0, 0, 0, 'm', 56);
    INSERT INTO devices VALUES ('d', 'kick', 'kick', NULL, 'compressor', 0, 0, '{"threshold":-20}');
    INSERT INTO meta VALUES ('seq', 1);
  `)
  const snare = {
    id: 'snare',
    songId: 's',
    kind: 'audio',
    name: 'Snare',
    colour: 2,
    order: 1,
    trimDb: 0,
    polarityInverted: false,
    faderDb: -3,
    pan: 0,
    panLaw: -3,
    panMode: 'pan',
    mute: false,
    solo: false,
    soloSafe: false,
    outputId: 'm',
    height: 56,
  }
  const gate = { id: 'g', ownerId: 'snare', kind: 'gate', order: 0, bypass: false, params: {} }
  const patches = [
    { op: 'remove', path: ['clips', 'snare'] },
    { op: 'remove', path: ['devices', 'snare'] },
    { op: 'remove', path: ['tracks', 'snare'] },
  ]
  const inverse = [
    { op: 'add', path: ['tracks', 'snare'], value: snare },
    { op: 'add', path: ['devices', 'snare'], value: { g: gate } },
    { op: 'add', path: ['clips', 'snare'], value: {} },
  ]
  db.prepare('INSERT INTO history VALUES (1, 0, ?, ?, ?, ?, 0)').run(
    'Remove track: Snare',
    '{"type":"removeTrack","trackId":"snare"}',
    JSON.stringify(patches),
    JSON.stringify(inverse),
  )
  db.pragma(`application_id = ${applicationId}`)
  db.pragma('user_version = 1')
  db.close()
  return path
}

test('a project of version 1 opens with its new fields at their defaults, and undo reaches behind the migration', () => {
  const path = versionOneProject()
  let store = openStore(path, false)
  expect(store.document.tracks.kick).toMatchObject({
    faderDb: -6,
    channelMode: 'stereo',
    delayFrames: 0,
    panWidth: 1,
  })
  expect(store.document.devices.kick!.d).toMatchObject({ params: { threshold: -20 }, keyTrackId: null })
  store.undo()
  expect(store.document.tracks.snare).toMatchObject({ faderDb: -3, panWidth: 1, channelMode: 'stereo' })
  expect(store.document.devices.snare!.g).toMatchObject({ kind: 'gate', keyTrackId: null, fileAssetId: null })
  const left = store.document
  store.close()
  store = openStore(path, false)
  expect(store.document).toEqual(left)
  store.close()
})
