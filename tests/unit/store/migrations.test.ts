import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { applicationId, migrate } from '../../../main/store/migrate.ts'
import { firstTables } from '../../../main/store/migrations/0001-first-tables.ts'
import { mixerAndAutomation } from '../../../main/store/migrations/0002-mixer-and-automation.ts'
import { tempoAlbumAndSnapshots } from '../../../main/store/migrations/0003-tempo-album-snapshots.ts'
import { arranging } from '../../../main/store/migrations/0004-arranging.ts'
import { openStore } from '../../../main/store/open-store.ts'
import { checkDocument } from '../../../shared/model/check-document.ts'
import { newAlbumItem, newDevice, newLinkGroup } from '../../../shared/model/defaults.ts'
import type { Song } from '../../../shared/model/document.ts'
import { devicesOfOwner } from '../../../shared/model/selectors.ts'
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

/** The same project as version 2 left it: the kick sends to a bus and its fader moves, and a second song was removed. */
function versionTwoProject(): string {
  const path = versionOneProject()
  const db = new Database(join(path, 'project.db'))
  mixerAndAutomation(db)
  db.exec(`
    UPDATE devices SET key_track_id = 'kick', file_asset_id = NULL WHERE id = 'nobody';
    INSERT INTO lanes VALUES ('l', 'kick', 'kick', NULL, '{"kind":"strip","param":"faderDb"}', 'read', 0);
    INSERT INTO pages VALUES ('p0', 'l', '[{"frame":0,"value":-6,"shape":"linear","tension":0}]');
    INSERT INTO devices (id, owner_id, track_id, song_id, kind, "order", bypass, params) VALUES
      ('limiter', 's', NULL, 's', 'limiter', 0, 0, '{}');
    UPDATE meta SET value = 2 WHERE name = 'seq';
  `)
  const song = {
    id: 'b-side',
    title: 'B-side',
    order: 1,
    tempoBpm: 90,
    beatsPerBar: 3,
    beatUnit: 4,
    startFrame: 0,
    endFrame: null,
    loopStartFrame: 0,
    loopEndFrame: 0,
    loopOn: false,
    targetLufs: null,
  }
  const master = {
    ...{ id: 'b-master', songId: 'b-side', kind: 'master', name: 'Master', colour: 0, order: 9, trimDb: 0 },
    ...{ polarityInverted: false, channelMode: 'stereo', delayFrames: 0, faderDb: 0, pan: 0, panWidth: 1, panLaw: -3 },
    ...{ panMode: 'balance', mute: false, solo: false, soloSafe: false, outputId: null, height: 56 },
  }
  const paths = [
    ['songs', 'b-side'],
    ['tracks', 'b-master'],
    ['clips', 'b-master'],
    ['devices', 'b-master'],
    ['devices', 'b-side'],
  ]
  const values = [song, master, {}, {}, {}]
  db.prepare('INSERT INTO history VALUES (2, 0, ?, ?, ?, ?, 0)').run(
    'Remove song: B-side',
    '{"type":"removeSong","songId":"b-side"}',
    JSON.stringify(paths.map((each) => ({ op: 'remove', path: each }))),
    JSON.stringify(paths.map((each, index) => ({ op: 'add', path: each, value: values[index] }))),
  )
  db.pragma('user_version = 2')
  db.close()
  return path
}

test('a project of version 2 gets an album of its name, keeps devices and automation, and undo brings a song back', () => {
  const path = versionTwoProject()
  let store = openStore(path, false)
  expect(store.document.album).toMatchObject({ id: 'p', title: 'Old', ean: null })
  expect(store.document.devices).toMatchObject({ kick: { d: { kind: 'compressor' } }, s: { limiter: {} }, p: {} })
  expect(store.document.pages.l).toMatchObject({ p0: { points: [{ value: -6 }] } })
  expect(store.document.songs.s).toMatchObject({ tempoShape: 'step' })
  store.undo()
  expect(store.document.songs['b-side']).toMatchObject({ title: 'B-side', tempoShape: 'step' })
  store.undo()
  expect(store.document.tracks.snare).toMatchObject({ panWidth: 1 })
  const left = store.document
  store.close()
  store = openStore(path, false)
  expect(store.document).toEqual(left)
  store.close()
})

/** The same project as version 3 left it: the kick plays a clip, a range was removed, and the mix was kept as a snapshot. */
function versionThreeProject(): string {
  const path = versionTwoProject()
  const db = new Database(join(path, 'project.db'))
  tempoAlbumAndSnapshots(db)
  const strip = {
    ...{ kind: 'audio', name: 'Kick', trimDb: 0, polarityInverted: false, channelMode: 'stereo', delayFrames: 0 },
    ...{ faderDb: -9, pan: 0, panWidth: 1, panLaw: -3, panMode: 'pan', mute: false, outputId: 'm' },
  }
  const state = { strips: { kick: strip }, devices: {}, sends: {}, lanes: {}, pages: {} }
  const hash = 'a'.repeat(64)
  db.exec(`
    INSERT INTO assets VALUES ('a', 'Kick', '${hash}', '${hash}', 'Kick.wav', 'WAV 24 bit', 48000, 1, NULL, 1, 96000, '[]');
    INSERT INTO clips VALUES ('c', 'kick', 'a', 'Kick', 0, 0, 48000, 0, 0, 'linear', 0, 'linear', 0);
    UPDATE meta SET value = 4 WHERE name = 'seq';
  `)
  db.prepare('INSERT INTO snapshots VALUES (?, ?, ?, ?, ?)').run(
    'x',
    's',
    'Rough',
    '2026-01-01T00:00:00.000Z',
    JSON.stringify(state),
  )
  const gone = {
    clip: {
      ...{ id: 'late', trackId: 'kick', assetId: 'a', name: 'Late', startFrame: 48_000, offsetFrames: 0 },
      ...{ lengthFrames: 100, gainDb: 0, fadeInFrames: 0, fadeInShape: 'linear', fadeOutFrames: 0 },
      ...{ fadeOutShape: 'linear', muted: false },
    },
    marker: { id: 'verse', songId: 's', name: 'Verse', frame: 0 },
    snapshot: { id: 'old', songId: 's', name: 'Old', createdAt: '2026-01-01T00:00:00.000Z', state },
  }
  const entry = db.prepare('INSERT INTO history VALUES (?, 0, ?, ?, ?, ?, 0)')
  const removal = (seq: number, label: string, paths: string[][], values: unknown[]) =>
    entry.run(
      seq,
      label,
      '{}',
      JSON.stringify(paths.map((each) => ({ op: 'remove', path: each }))),
      JSON.stringify(paths.map((each, index) => ({ op: 'add', path: each, value: values[index] }))),
    )
  removal(3, 'Remove clip: Late', [['clips', 'kick', 'late']], [gone.clip])
  removal(
    4,
    'Remove',
    [
      ['markers', 'verse'],
      ['snapshots', 'old'],
    ],
    [gone.marker, gone.snapshot],
  )
  db.pragma('user_version = 3')
  db.close()
  return path
}

test('a project of version 3 arranges as before, and undo brings clips, markers and snapshots back with their new fields', () => {
  const path = versionThreeProject()
  let store = openStore(path, false)
  expect(store.document.clips.kick!.c).toMatchObject({ reversed: false, locked: false, colour: null, loopFrames: 0 })
  expect(store.document.assets.a!.originFrame).toBeNull()
  expect(store.document.tracks.kick).toMatchObject({ faderTrimDb: 0, folded: false, frozen: null })
  expect(store.document.snapshots.x!.state.strips.kick).toMatchObject({ faderDb: -9, faderTrimDb: 0 })
  store.undo()
  expect(store.document.markers.verse).toMatchObject({ name: 'Verse', endFrame: null })
  expect(store.document.snapshots.old!.state.strips.kick).toMatchObject({ faderTrimDb: 0 })
  store.undo()
  expect(store.document.clips.kick!.late).toMatchObject({ name: 'Late', groupId: null, loopStartFrames: 0 })
  expect(checkDocument(store.document)).toEqual([])
  const left = store.document
  store.close()
  store = openStore(path, false)
  expect(store.document).toEqual(left)
  store.close()
})

/** The same project as version 4 left it, with a bus and a snapshot that were removed last. */
function versionFourProject(): string {
  const path = versionThreeProject()
  const db = new Database(join(path, 'project.db'))
  arranging(db)
  const bus = {
    ...{ id: 'room', songId: 's', kind: 'bus', name: 'Room', colour: 2, order: 2, trimDb: 0, polarityInverted: false },
    ...{ channelMode: 'stereo', delayFrames: 0, faderDb: -3, faderTrimDb: 0, pan: 0, panWidth: 1, panLaw: -3 },
    ...{ panMode: 'balance', mute: false, solo: false, soloSafe: false, outputId: 'm', height: 56, folded: false },
    frozen: null,
  }
  const state = { strips: {}, devices: {}, sends: {}, lanes: {}, pages: {} }
  const snapshot = { id: 'loud', songId: 's', name: 'Loud', createdAt: '2026-01-01T00:00:00.000Z', state }
  const paths = [
    ['tracks', 'room'],
    ['clips', 'room'],
    ['devices', 'room'],
    ['snapshots', 'loud'],
  ]
  const values = [bus, {}, {}, snapshot]
  db.prepare('INSERT INTO history VALUES (5, 0, ?, ?, ?, ?, 0)').run(
    'Remove track: Room',
    '{}',
    JSON.stringify(paths.map((each) => ({ op: 'remove', path: each }))),
    JSON.stringify(paths.map((each, index) => ({ op: 'add', path: each, value: values[index] }))),
  )
  db.exec("UPDATE meta SET value = 5 WHERE name = 'seq'")
  db.pragma('user_version = 4')
  db.close()
  return path
}

test('a project of version 4 links nothing, and undo brings strips without notes and snapshots without a button back', () => {
  const path = versionFourProject()
  let store = openStore(path, false)
  expect(store.document.linkGroups).toEqual({})
  expect(store.document.tracks.kick).toMatchObject({ name: 'Kick', notes: '' })
  expect(store.document.snapshots.x).toMatchObject({ name: 'Rough', slot: null })
  store.undo()
  expect(store.document.tracks.room).toMatchObject({ name: 'Room', faderDb: -3, notes: '' })
  expect(store.document.snapshots.loud).toMatchObject({ name: 'Loud', slot: null })
  expect(checkDocument(store.document)).toEqual([])
  const left = store.document
  store.close()
  store = openStore(path, false)
  expect(store.document).toEqual(left)
  store.close()
})

/** A project of version 6 whose rack stands in another order than the craft's, and an album item that was taken off. */
function versionSixProject(): string {
  const path = versionFourProject()
  const db = new Database(join(path, 'project.db'))
  migrate(db, 6)
  const device = db.prepare(
    "INSERT INTO devices (owner_id, id, song_id, kind, \"order\", bypass, params) VALUES ('s', ?, 's', ?, ?, 0, '{}')",
  )
  for (const [index, kind] of ['compressor', 'eq', 'limiter'].entries()) device.run(`r${index}`, kind, index + 10)
  const item = {
    ...newAlbumItem('gone', { title: 'Gone' } as Song, 0),
    songId: 's',
    fadeInShape: undefined,
    fadeOutShape: undefined,
    hidden: undefined,
    year: undefined,
    genre: undefined,
    copyright: undefined,
  }
  db.prepare('INSERT INTO history VALUES (6, 0, ?, ?, ?, ?, 0)').run(
    'Take off the album: Gone',
    '{}',
    JSON.stringify([{ op: 'remove', path: ['albumItems', 'gone'] }]),
    JSON.stringify([{ op: 'add', path: ['albumItems', 'gone'], value: item }]),
  )
  db.exec("UPDATE meta SET value = 6 WHERE name = 'seq'")
  db.close()
  return path
}

test('a rack of version 6 keeps its order in stages, and undo brings album items with what is new', () => {
  const path = versionSixProject()
  let store = openStore(path, false)
  expect(devicesOfOwner(store.document, 's').map(({ id }) => id)).toEqual(['limiter', 'r0', 'r1', 'r2'])
  expect(store.document.racks.s?.places).toEqual({ r0: 'loudness', r1: 'loudness' })
  expect(store.document.album).toMatchObject({ loudnessMode: 'distance', anchorItemId: null, targetLufs: -14 })
  store.undo()
  expect(store.document.albumItems.gone).toMatchObject({ title: 'Gone', hidden: false, year: null, genre: '' })
  expect(checkDocument(store.document)).toEqual([])
  const left = store.document
  store.close()
  store = openStore(path, false)
  expect(store.document).toEqual(left)
  store.close()
})

test('every old project takes what the newest version knows', () => {
  for (const path of [versionOneProject(), versionTwoProject(), versionThreeProject(), versionSixProject()]) {
    const store = openStore(path, false)
    store.apply({ type: 'addDevice', device: newDevice('glue', 'p', 'compressor', 0) })
    store.apply({ type: 'addAlbumItem', item: newAlbumItem('i', store.document.songs.s!, 0) })
    store.apply({
      type: 'saveSnapshot',
      snapshot: { id: 'y', songId: 's', name: 'Rough', createdAt: '2026-01-01T00:00:00.000Z', slot: 'B' },
    })
    store.apply({ type: 'updateRack', ownerId: 's', set: { places: {} } })
    store.apply({ type: 'addLinkGroup', group: newLinkGroup('k', 's', 'Drums', 0, ['kick']) })
    store.apply({ type: 'updateTrack', trackId: 'kick', set: { notes: 'Beater side' } })
    store.apply({
      type: 'addMarker',
      marker: { id: 'range', songId: 's', name: 'Chorus', frame: 0, endFrame: 48_000 },
    })
    const [asset] = Object.values(store.document.assets)
    if (asset)
      store.apply({
        type: 'addReference',
        reference: { id: 'r', assetId: asset.id, name: 'Record', order: 0, trimDb: -1, startFrame: 0, endFrame: null },
      })
    store.apply({ type: 'addTempoPoint', point: { id: 't', songId: 's', frame: 48_000, bpm: 90, shape: 'step' } })
    const left = store.document
    store.close()
    const again = openStore(path, true)
    expect(again.document).toEqual(left)
    again.close()
  }
})
