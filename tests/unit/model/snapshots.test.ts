import { describe, expect, test } from 'vitest'
import { checkDocument } from '../../../shared/model/check-document.ts'
import { newDevice, newLane, newSend, newTrack } from '../../../shared/model/defaults.ts'
import type { Document, MixPart } from '../../../shared/model/document.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import { type Edit, editSchema, type SingleEdit } from '../../../shared/model/edits/edit.ts'
import { labelOf } from '../../../shared/model/edits/label.ts'
import { goneStrips, snapshotsOfSong } from '../../../shared/model/mix-state.ts'
import { pointsOfLane } from '../../../shared/model/selectors.ts'
import { emptyProject, songEdit, trackWithClip } from './random-edits.ts'

function build(edits: Edit[], from: Document = emptyProject): Document {
  return edits.reduce((document, edit) => apply(document, editSchema.parse(edit)).document, from)
}

const save: SingleEdit = {
  type: 'saveSnapshot',
  snapshot: { id: 'x', songId: 's', name: 'Verse loud', createdAt: '2026-01-01T00:00:00.000Z', slot: null },
}
const recall: SingleEdit = { type: 'recallSnapshot', snapshotId: 'x' }
const copy = (ownerIds: string[], ...parts: MixPart[]): SingleEdit => ({
  type: 'copyFromSnapshot',
  snapshotId: 'x',
  ownerIds,
  parts,
})
const points = [
  { frame: 0, value: -6, shape: 'linear' as const, tension: 0 },
  { frame: 48_000, value: 0, shape: 'hold' as const, tension: 0 },
]

const mixed = build([
  songEdit('s'),
  ...trackWithClip('s', 'kick', 48_000),
  ...trackWithClip('s', 'bass', 48_000),
  { type: 'addTrack', track: newTrack('drums', 's', 'bus', 'Drums', 5, 's-master', 1) },
  { type: 'addTrack', track: newTrack('room', 's', 'bus', 'Room', 6, 's-master', 2) },
  { type: 'updateTrack', trackId: 'kick', set: { faderDb: -4, pan: 0.2, outputId: 'drums' } },
  { type: 'addDevice', device: { ...newDevice('comp', 'kick', 'compressor', 0), params: { threshold: -20 } } },
  { type: 'addSend', send: newSend('to-room', 'kick', 'room', 0) },
  { type: 'addLane', lane: newLane('ride', 'kick', { kind: 'strip', param: 'faderDb' }, 0) },
  { type: 'editAutomation', ownerId: 'kick', laneId: 'ride', fromFrame: 0, toFrame: 50_000, points },
  save,
])

/** Everything of the mix is changed, and one clip is moved. */
const changed = build(
  [
    { type: 'updateTrack', trackId: 'kick', set: { faderDb: -20, pan: -1, outputId: 's-master', name: 'Kick in' } },
    { type: 'setDeviceParams', ownerId: 'kick', deviceId: 'comp', params: { threshold: -40, ratio: 8 } },
    { type: 'addDevice', device: newDevice('eq', 'kick', 'eq', 1) },
    { type: 'removeSend', trackId: 'kick', sendId: 'to-room' },
    { type: 'editAutomation', ownerId: 'kick', laneId: 'ride', fromFrame: 0, toFrame: 50_000, points: [] },
    { type: 'setDeviceParams', ownerId: 's', deviceId: 's-limiter', params: { ceiling: -3 } },
    { type: 'moveClip', trackId: 'kick', clipId: 'kick-clip', toTrackId: 'kick', startFrame: 9000 },
  ],
  mixed,
)

/** What a mix is, without what lies on the timeline and what a track is called. */
function mixOf({ tracks, devices, sends, lanes, pages }: Document) {
  const strips = Object.values(tracks).map(({ name: _, ...strip }) => strip)
  return { strips, devices, sends, lanes, pages }
}

describe('a recalled snapshot', () => {
  test('is the mix that was saved, with clips and names as they are now', () => {
    const recalled = build([recall], changed)
    expect(mixOf(recalled)).toEqual(mixOf(mixed))
    expect(recalled.clips).toEqual(changed.clips)
    expect(recalled.tracks.kick!.name).toBe('Kick in')
    expect(checkDocument(recalled)).toEqual([])
  })

  test('changes nothing where nothing differs', () => {
    expect(apply(mixed, recall).patches).toEqual([])
  })

  test('names in its patches only the records that differ', () => {
    const nudged = build([{ type: 'updateTrack', trackId: 'bass', set: { faderDb: -1 } }], mixed)
    expect(apply(nudged, recall).patches.map(({ path }) => path)).toEqual([['tracks', 'bass', 'faderDb']])
  })

  test('leaves tracks alone that came since, and names those that are gone', () => {
    const grown = build(
      [
        ...trackWithClip('s', 'flute', 48_000),
        { type: 'updateTrack', trackId: 'flute', set: { faderDb: -9 } },
        { type: 'removeTrack', trackId: 'bass' },
      ],
      changed,
    )
    expect(goneStrips(grown, grown.snapshots.x!)).toEqual(['bass'])
    const recalled = build([recall], grown)
    expect(recalled.tracks.flute!.faderDb).toBe(-9)
    expect(recalled.tracks.bass).toBeUndefined()
    expect(recalled.tracks.kick!.faderDb).toBe(-4)
  })

  test('sends to the master what fed a bus that is gone, and leaves out what was sent to one', () => {
    const without = build(
      [
        { type: 'removeTrack', trackId: 'drums' },
        { type: 'removeTrack', trackId: 'room' },
      ],
      changed,
    )
    const recalled = build([recall], without)
    expect(recalled.tracks.kick!.outputId).toBe('s-master')
    expect(recalled.sends).toEqual({})
    expect(checkDocument(recalled)).toEqual([])
  })

  test('cuts the way that would lead back to itself through a strip that came since', () => {
    const turned = build(
      [
        { type: 'updateTrack', trackId: 'drums', set: { outputId: 'room' } },
        { type: 'recallSnapshot', snapshotId: 'x' },
      ],
      build([{ ...save, snapshot: { ...save.snapshot, id: 'y' } } as SingleEdit], mixed),
    )
    const looped = build(
      [
        { type: 'updateTrack', trackId: 'room', set: { outputId: 'drums' } },
        { ...save, snapshot: { ...save.snapshot, id: 'z' } } as SingleEdit,
        { type: 'updateTrack', trackId: 'room', set: { outputId: 's-master' } },
        { type: 'updateTrack', trackId: 'drums', set: { outputId: 'room' } },
        { type: 'copyFromSnapshot', snapshotId: 'z', ownerIds: ['room'], parts: ['levels'] },
      ],
      turned,
    )
    expect(checkDocument(looped)).toEqual([])
    expect(looped.tracks.room!.outputId).toBe('s-master')
    expect(looped.tracks.drums!.outputId).toBe('room')
  })
})

describe('a copy from a snapshot', () => {
  test('of levels takes the fader and the output, and no insert', () => {
    const copied = build([copy(['kick'], 'levels')], changed)
    expect(copied.tracks.kick).toMatchObject({ faderDb: -4, outputId: 'drums' })
    expect(copied.devices.kick).toEqual(changed.devices.kick)
  })

  test('of inserts for the rack takes the song’s own devices', () => {
    const copied = build([copy(['s'], 'inserts')], changed)
    expect(copied.devices.s).toEqual(mixed.devices.s)
    expect(copied.devices.kick).toEqual(changed.devices.kick)
  })

  test('of sends and automation brings both back', () => {
    const copied = build([copy(['kick'], 'sends', 'automation')], changed)
    expect(copied.sends).toEqual(mixed.sends)
    expect(pointsOfLane(copied, 'ride')).toEqual(points)
  })

  test('of a track that is gone is refused', () => {
    const gone = build([{ type: 'removeTrack', trackId: 'bass' }], changed)
    expect(() => apply(gone, copy(['bass'], 'levels'))).toThrow('There is no track of the snapshot bass')
  })
})

test('snapshots are listed oldest first, go with their song and keep the audio their devices play', () => {
  const earlier: SingleEdit = {
    ...save,
    snapshot: { ...save.snapshot, id: 'w', createdAt: '2025-01-01T00:00:00.000Z' },
  }
  const two = build([earlier], mixed)
  expect(snapshotsOfSong(two, 's').map(({ id }) => id)).toEqual(['w', 'x'])
  expect(build([{ type: 'removeSong', songId: 's' }], two).snapshots).toEqual({})
  const room = build(
    [
      { type: 'addDevice', device: { ...newDevice('hall', 'bass', 'convolution', 0), fileAssetId: 'kick-asset' } },
      { ...save, snapshot: { ...save.snapshot, id: 'hall-mix', name: 'Hall' } } as SingleEdit,
      { type: 'removeTrack', trackId: 'kick' },
      { type: 'removeTrack', trackId: 'bass' },
    ],
    mixed,
  )
  expect(() => apply(room, { type: 'removeAsset', assetId: 'kick-asset' })).toThrow(
    '“kick-asset” is still played by the convolution of the snapshot “Hall”.',
  )
})

test('the history names a snapshot by its name', () => {
  expect(labelOf(recall, mixed)).toBe('Recall snapshot: Verse loud')
})
