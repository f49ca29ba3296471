import { describe, expect, test } from 'vitest'
import { masterKey, songParts } from '../../../shared/engine/album/song-parts.ts'
import { newDevice, newLane, newSend, newTrack } from '../../../shared/model/defaults.ts'
import type { Device, Document, Song, Track } from '../../../shared/model/document.ts'
import type { SingleEdit } from '../../../shared/model/edits/edit.ts'
import { renderKey } from '../../../shared/model/render-state.ts'
import { devicesOfOwner } from '../../../shared/model/selectors.ts'
import { albumOf, edited, music } from '../engine/album-rig.ts'

const plain = albumOf([
  { id: 'a', samples: music(1, 0.3, 1), rack: [{ kind: 'eq' }, { kind: 'limiter' }] },
  { id: 'b', samples: music(1, 0.3, 2) },
]).document
const document = edited(
  plain,
  { type: 'addTrack', track: newTrack('bus', 'a', 'bus', 'Bus', 5, 'a-m', 0) },
  { type: 'addDevice', device: newDevice('insert', 'a-t', 'compressor', 0) },
  { type: 'addSend', send: newSend('send', 'a-t', 'bus', 0) },
  { type: 'addLane', lane: newLane('lane', 'a-t', { kind: 'strip', param: 'faderDb' }, 0) },
  { type: 'addLane', lane: newLane('rack-lane', 'a', { kind: 'device', deviceId: 'a-eq', param: 'b2.gain' }, 0) },
  ...(['lane', 'rack-lane'] as const).map(
    (laneId): SingleEdit => ({
      type: 'editAutomation',
      ownerId: laneId === 'lane' ? 'a-t' : 'a',
      laneId,
      fromFrame: 0,
      toFrame: 100,
      points: [{ frame: 0, value: -3, shape: 'linear', tension: 0 }],
    }),
  ),
)

interface Keys {
  mixdown: string | null
  premaster: string
  master: string
}

function keys(of: Document, songId = 'a', targetLufs = -14): Keys {
  const parts = songParts(of, songId, true)
  const setting = { targetLufs, ceilingDbtp: -1, mostLimitingDb: 12, isMadeUp: true }
  return {
    mixdown: parts.mixdownKey,
    premaster: parts.premasterKey,
    master: masterKey({ ...parts, stage: parts.stage! }, setting),
  }
}

/** Which of the three keys an edit changes. */
function changed(...edits: SingleEdit[]): string[] {
  const before = keys(document)
  const after = keys(edited(document, ...edits))
  return (['mixdown', 'premaster', 'master'] as const).filter((part) => before[part] !== after[part])
}

const all = ['mixdown', 'premaster', 'master']
const track = (set: Partial<Omit<Track, 'id' | 'songId' | 'kind'>>): SingleEdit => ({
  type: 'updateTrack',
  trackId: 'a-t',
  set,
})
const song = (set: Partial<Omit<Song, 'id'>>): SingleEdit => ({ type: 'updateSong', songId: 'a', set })
const device = (ownerId: string, deviceId: string, set: Partial<Pick<Device, 'bypass'>>): SingleEdit => ({
  type: 'updateDevice',
  ownerId,
  deviceId,
  set,
})

describe('a song’s mixdown, and with it all that is made of it, depends on', () => {
  test.each<[string, SingleEdit]>([
    ['a fader', track({ faderDb: -1 })],
    ['a trim', track({ trimDb: 1 })],
    ['a pan', track({ pan: 0.1 })],
    ['a width', track({ panWidth: 0.5 })],
    ['a pan law', track({ panLaw: -6 })],
    ['a pan mode', track({ panMode: 'stereo' })],
    ['a mute', track({ mute: true })],
    ['a delay', track({ delayFrames: 3 })],
    ['a polarity', track({ polarityInverted: true })],
    ['a channel mode', track({ channelMode: 'mono' })],
    ['an output', track({ outputId: 'bus' })],
    ['a fader’s trim', track({ faderTrimDb: 2 })],
    ['an insert', { type: 'setDeviceParams', ownerId: 'a-t', deviceId: 'insert', params: { ratio: 3 } }],
    ['an insert’s bypass', device('a-t', 'insert', { bypass: true })],
    ['a send', { type: 'updateSend', trackId: 'a-t', sendId: 'send', set: { levelDb: -9 } }],
    ['a clip', { type: 'updateClip', trackId: 'a-t', clipId: 'a-c', set: { gainDb: -2 } }],
    ['a clip’s mute', { type: 'updateClip', trackId: 'a-t', clipId: 'a-c', set: { muted: true } }],
    ['a lane', { type: 'updateLane', ownerId: 'a-t', laneId: 'lane', set: { mode: 'off' } }],
    ['the tempo', song({ tempoBpm: 99 })],
    ['the start', song({ startFrame: 10 })],
    ['the end', song({ endFrame: 10_000 })],
  ])('%s', (_, edit) => expect(changed(edit)).toEqual(all))
})

describe('a song’s master depends on its rack, the mixdown does not', () => {
  test.each<[string, SingleEdit]>([
    ['a setting', { type: 'setDeviceParams', ownerId: 'a', deviceId: 'a-eq', params: { 'b2.gain': 4 } }],
    ['a bypass', device('a', 'a-eq', { bypass: true })],
    ['a lane', { type: 'updateLane', ownerId: 'a', laneId: 'rack-lane', set: { mode: 'off' } }],
  ])('%s', (_, edit) => expect(changed(edit)).toEqual(['premaster', 'master']))

  test('a stage that is off', () => {
    const rack = { stages: ['correct', 'clarity', 'shine', 'image', 'loudness'], places: {} }
    const stages = rack.stages.map((stage) => ({ stage, on: stage !== 'correct' }))
    expect(changed({ type: 'updateRack', ownerId: 'a', set: { stages } } as SingleEdit)).toEqual([
      'premaster',
      'master',
    ])
  })

  test('the limiter changes the master alone', () => {
    const edit: SingleEdit = { type: 'setDeviceParams', ownerId: 'a', deviceId: 'a-limiter', params: { release: 99 } }
    expect(changed(edit)).toEqual(['master'])
    expect(keys(document, 'a', -12)).toEqual({
      ...keys(document),
      master: expect.not.stringMatching(keys(document).master),
    })
  })

  test('but its drive is found anew', () => {
    expect(changed({ type: 'setDeviceParams', ownerId: 'a', deviceId: 'a-limiter', params: { drive: 9 } })).toEqual([])
  })
})

describe('no key depends on', () => {
  test.each<[string, SingleEdit]>([
    ['a name', track({ name: 'Other' })],
    ['a colour', track({ colour: 3 })],
    ['a height', track({ height: 99 })],
    ['a solo', track({ solo: true })],
    ['a note', track({ notes: 'Louder?' })],
    ['an order that changes no order', track({ order: -1 })],
    ['a title', song({ title: 'Other' })],
    ['a loop', song({ loopOn: true, loopEndFrame: 48_000 })],
    ['the song’s own target', song({ targetLufs: -9 })],
    ['a signature', song({ beatsPerBar: 3 })],
    [
      'a clip’s name',
      { type: 'updateClip', trackId: 'a-t', clipId: 'a-c', set: { name: 'Take', colour: 2, locked: true } },
    ],
    ['the album’s title', { type: 'updateAlbum', set: { title: 'Tides' } }],
    ['another song', { type: 'updateTrack', trackId: 'b-t', set: { faderDb: -20 } }],
  ])('%s', (_, edit) => expect(changed(edit)).toEqual([]))

  test('the order in which records were made or read', () => {
    const reversed = <T>(records: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(records).reverse())
    const turned = {
      ...document,
      tracks: reversed(document.tracks),
      devices: Object.fromEntries(Object.entries(document.devices).map(([id, own]) => [id, reversed(own)])),
    }
    expect(keys(turned)).toEqual(keys(document))
  })
})

test('a key is 64 hex digits', () => {
  expect(renderKey('a', { b: 1 })).toMatch(/^[0-9a-f]{64}$/)
  expect(devicesOfOwner(document, 'a')).toHaveLength(2)
})
