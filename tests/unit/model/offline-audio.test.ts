import { expect, test } from 'vitest'
import { compileSong } from '../../../renderer/live/compiled-song.ts'
import { prepareRender } from '../../../shared/engine/offline/render-job.ts'
import { audioUses } from '../../../shared/model/audio-uses.ts'
import { newAlbumMaster, newDevice } from '../../../shared/model/defaults.ts'
import type { Document } from '../../../shared/model/document.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import type { SingleEdit } from '../../../shared/model/edits/edit.ts'
import { offlineInSong, offlineSentence, soundingDocument } from '../../../shared/model/offline-audio.ts'
import { asset, emptyProject, songEdit, trackWithClip } from './random-edits.ts'

function edit(document: Document, ...edits: readonly SingleEdit[]): Document {
  return edits.reduce((before, each) => apply(before, each).document, document)
}

const room = { ...newDevice('room', 'bass', 'convolution', 0), fileAssetId: 'hall' }
const song = edit(
  emptyProject,
  songEdit('s'),
  ...trackWithClip('s', 'kick', 48_000),
  ...trackWithClip('s', 'bass', 48_000),
  { type: 'addAsset', asset: asset('hall', 100) },
  { type: 'addDevice', device: room },
)
const kickAsset = Object.values(song.clips.kick!)[0]!.assetId

test('a clip whose audio is offline is silent, live and in a bounce, and the song as long as it was', () => {
  const sounding = soundingDocument(song, new Set([kickAsset]))
  const live = compileSong(sounding, 's', 'mix', null)
  expect(live.tracks.kick!.regions).toEqual([])
  expect(live.tracks.bass!.regions).toHaveLength(1)
  expect(live.assets[kickAsset]).toBeUndefined()
  const job = prepareRender({ document: sounding, songId: 's', stage: 'mix' })
  expect(job.playlists.kick).toEqual([])
  expect(job.lastClipEndFrame).toBe(prepareRender({ document: song, songId: 's', stage: 'mix' }).lastClipEndFrame)
})

test('a device whose file is offline plays as if none was chosen', () => {
  const sounding = soundingDocument(song, new Set(['hall']))
  expect(sounding.devices.bass!.room!.fileAssetId).toBeNull()
  expect(song.devices.bass!.room!.fileAssetId).toBe('hall')
})

test('nothing offline is the document itself, and an edit elsewhere leaves what is left of the audio the same object', () => {
  expect(soundingDocument(song, new Set())).toBe(song)
  const offline = new Set([kickAsset])
  const before = soundingDocument(song, offline)
  expect(soundingDocument(song, offline)).toBe(before)
  const louder = edit(song, { type: 'updateTrack', trackId: 'bass', set: { faderDb: 1 } })
  const after = soundingDocument(louder, offline)
  expect(after.assets).toBe(before.assets)
  expect(after.devices).toBe(before.devices)
  expect(after.tracks.bass!.faderDb).toBe(1)
})

test('a song misses what it would play: no muted clip, no bypassed device', () => {
  const offline = new Set([kickAsset, 'hall'])
  expect(offlineInSong(song, 's', offline)).toHaveLength(2)
  const clip = Object.values(song.clips.kick!)[0]!
  const quiet = edit(
    song,
    { type: 'updateClip', trackId: 'kick', clipId: clip.id, set: { muted: true } },
    { type: 'updateDevice', ownerId: 'bass', deviceId: 'room', set: { bypass: true } },
  )
  expect(offlineInSong(quiet, 's', offline)).toEqual([])
  expect(offlineInSong(song, 'another', offline)).toEqual([])
})

test('the sentence names three, and counts the rest', () => {
  expect(offlineSentence(['a'])).toBe('The audio of “a” is offline and silent.')
  expect(offlineSentence(['a', 'b', 'c', 'd', 'e'])).toBe(
    'The audio of “a”, “b”, “c” and 2 more is offline and silent.',
  )
})

test('every use of audio is told by its song, and what is removed must be unused', () => {
  const uses = audioUses(song)
  expect(uses.get(kickAsset)).toMatchObject([{ songId: 's', clips: 1, others: 0 }])
  expect(uses.get('hall')).toMatchObject([{ songId: 's', clips: 0, others: 1 }])
  expect(() => edit(song, { type: 'removeAsset', assetId: 'hall' })).toThrow(
    /“hall” is still played by the convolution/,
  )
  const without = edit(
    song,
    { type: 'removeDevice', ownerId: 'bass', deviceId: 'room' },
    { type: 'removeAsset', assetId: 'hall' },
  )
  expect(without.assets.hall).toBeUndefined()
  expect(audioUses(without).has('hall')).toBe(false)
})

test('audio that only a snapshot or the album plays is used: it is not listed as unused and not removed', () => {
  const kept = edit(
    song,
    {
      type: 'saveSnapshot',
      snapshot: { id: 'wet', songId: 's', name: 'Wet', createdAt: '2026-01-01T00:00:00.000Z', slot: null },
    },
    { type: 'removeDevice', ownerId: 'bass', deviceId: 'room' },
    { type: 'addAsset', asset: asset('master', 100) },
    { type: 'addAlbumItem', item: newAlbumMaster('two', asset('master', 100), 1) },
  )
  const uses = audioUses(kept)
  for (const assetId of ['hall', 'master']) {
    expect(uses.get(assetId), assetId).toMatchObject([{ songId: null, others: 1 }])
    expect(() => edit(kept, { type: 'removeAsset', assetId }), assetId).toThrow(/is still played by/)
  }
})
