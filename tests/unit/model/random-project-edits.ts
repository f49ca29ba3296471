import fc from 'fast-check'
import { newAlbumItem, newAlbumMaster, newDevice, newLinkGroup, newSong } from '../../../shared/model/defaults.ts'
import type { AlbumItem, Asset } from '../../../shared/model/document.ts'
import type { SingleEdit } from '../../../shared/model/edits/edit.ts'
import { mixParts } from '../../../shared/model/snapshot.ts'

const anySong = fc.constantFrom('s1', 's2')
const anyOwner = fc.constantFrom('s1', 's2', 't1', 't2', 't3', 'b1', 'b2', 's1-master', 's2-master')
const anyFrame = fc.integer({ min: 1, max: 8 }).map((place) => place * 24_000)
const anyPoint = fc.constantFrom('p1', 'p2', 'p3')
const anyItem = fc.constantFrom('i1', 'i2', 'i3')
const anySnapshot = fc.constantFrom('x1', 'x2')
const anyGroup = fc.constantFrom('k1', 'k2')
const anyMembers = fc.uniqueArray(anyOwner, { minLength: 1, maxLength: 4 })
const anyAsset = fc.constantFrom('a1', 'a2', 'a3')
const anyLength = fc.integer({ min: 0, max: 60_000 })
const bpm = fc.integer({ min: 20, max: 400 })
const shape = fc.constantFrom('step' as const, 'ramp' as const)
const beatsPerBar = fc.integer({ min: 1, max: 12 })
const beatUnit = fc.constantFrom(4 as const, 8 as const)

const tempoEdit: fc.Arbitrary<SingleEdit> = fc.oneof(
  fc
    .record({ id: anyPoint, songId: anySong, frame: anyFrame, bpm, shape })
    .map((point): SingleEdit => ({ type: 'addTempoPoint', point })),
  fc.record({
    type: fc.constant('updateTempoPoint' as const),
    songId: anySong,
    pointId: anyPoint,
    set: fc.record({ frame: anyFrame, bpm, shape }, { requiredKeys: [] }),
  }),
  fc.record({ type: fc.constant('removeTempoPoint' as const), songId: anySong, pointId: anyPoint }),
  fc
    .record({ id: anyPoint, songId: anySong, frame: anyFrame, beatsPerBar, beatUnit })
    .map((signature): SingleEdit => ({ type: 'addTimeSignature', signature })),
  fc.record({
    type: fc.constant('updateTimeSignature' as const),
    songId: anySong,
    signatureId: anyPoint,
    set: fc.record({ frame: anyFrame, beatsPerBar, beatUnit }, { requiredKeys: [] }),
  }),
  fc.record({ type: fc.constant('removeTimeSignature' as const), songId: anySong, signatureId: anyPoint }),
)

const itemSet: fc.Arbitrary<Partial<AlbumItem>> = fc.oneof(
  fc.record({ gapFrames: anyLength }),
  fc.record({ crossfadeFrames: anyLength, gapFrames: fc.constantFrom(0, 100) }),
  fc.record({ trimStartFrames: anyLength, trimEndFrames: anyLength }),
  fc.record({ fadeInFrames: anyLength, fadeOutFrames: anyLength }),
  fc.record({ isrc: fc.option(fc.constant('DEAB12600001')), title: fc.constantFrom('One', 'Two') }),
)

const albumEdit: fc.Arbitrary<SingleEdit> = fc.oneof(
  fc.record({
    type: fc.constant('updateAlbum' as const),
    set: fc.record(
      {
        title: fc.constantFrom('Tides', 'Ebb'),
        year: fc.option(fc.integer({ min: 1950, max: 2100 })),
        ean: fc.option(fc.constant('5012345678900')),
      },
      { requiredKeys: [] },
    ),
  }),
  fc
    .tuple(anyItem, anySong)
    .map(
      ([id, songId]): SingleEdit => ({ type: 'addAlbumItem', item: newAlbumItem(id, newSong(songId, 'Song', 0), 1) }),
    ),
  fc.tuple(anyItem, fc.constantFrom('a1', 'a2')).map(([id, assetId]): SingleEdit => {
    const item = newAlbumMaster(id, { id: assetId, name: 'Master' } as Asset, 2)
    return { type: 'addAlbumItem', item }
  }),
  fc.record({ type: fc.constant('updateAlbumItem' as const), itemId: anyItem, set: itemSet }),
  fc.record({ type: fc.constant('removeAlbumItem' as const), itemId: anyItem }),
  fc
    .constantFrom('d1', 'd2')
    .map((id): SingleEdit => ({ type: 'addDevice', device: newDevice(id, 'project', 'compressor', 0) })),
  fc.record({
    type: fc.constant('setDeviceParams' as const),
    ownerId: fc.constant('project'),
    deviceId: fc.constantFrom('d1', 'd2'),
    params: fc.record({ threshold: fc.integer({ min: -70, max: 0 }) }),
  }),
)

const anyStage = fc.constantFrom('correct' as const, 'shine' as const, 'loudness' as const)
const stages = fc
  .shuffledSubarray(['correct', 'clarity', 'shine', 'image', 'loudness'] as const, { minLength: 5 })
  .map((order) => order.map((stage, index) => ({ stage, on: index % 2 === 0 })))
const rackEdit: fc.Arbitrary<SingleEdit> = fc.record({
  type: fc.constant('updateRack' as const),
  ownerId: fc.oneof(anySong, fc.constant('project')),
  set: fc.record(
    {
      stages,
      places: fc.dictionary(fc.constantFrom('d1', 'd2'), anyStage),
      slots: fc.record(
        { A: fc.record({ stages, places: fc.constant({}), devices: fc.constant({}) }) },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  ),
})

const anyReference = fc.constantFrom('r1', 'r2')
const referenceEdit: fc.Arbitrary<SingleEdit> = fc.oneof(
  fc.tuple(anyReference, fc.constantFrom('a1', 'a2', 'a9')).map(
    ([id, assetId]): SingleEdit => ({
      type: 'addReference',
      reference: { id, assetId, name: 'Record', order: 1, trimDb: 0, startFrame: 0, endFrame: null },
    }),
  ),
  fc.record({
    type: fc.constant('updateReference' as const),
    referenceId: anyReference,
    set: fc.record(
      { trimDb: fc.integer({ min: -24, max: 24 }), startFrame: anyLength, endFrame: fc.option(anyLength) },
      { requiredKeys: [] },
    ),
  }),
  fc.record({ type: fc.constant('removeReference' as const), referenceId: anyReference }),
)

const snapshotEdit: fc.Arbitrary<SingleEdit> = fc.oneof(
  fc.tuple(anySnapshot, anySong).map(
    ([id, songId]): SingleEdit => ({
      type: 'saveSnapshot',
      snapshot: { id, songId, name: `Mix ${id}`, createdAt: '2026-01-01T00:00:00.000Z', slot: null },
    }),
  ),
  fc.record({ type: fc.constant('recallSnapshot' as const), snapshotId: anySnapshot }),
  fc.record({ type: fc.constant('recallSnapshot' as const), snapshotId: anySnapshot }),
  fc.record({
    type: fc.constant('copyFromSnapshot' as const),
    snapshotId: anySnapshot,
    ownerIds: fc.uniqueArray(anyOwner, { minLength: 1, maxLength: 4 }),
    parts: fc.uniqueArray(fc.constantFrom(...mixParts), { minLength: 1 }),
  }),
  fc.record({
    type: fc.constant('renameSnapshot' as const),
    snapshotId: anySnapshot,
    name: fc.constantFrom('Loud', 'Dry'),
  }),
  fc.record({
    type: fc.constant('updateSnapshot' as const),
    snapshotId: anySnapshot,
    set: fc.record({ slot: fc.constantFrom('A' as const, 'B' as const, null) }),
  }),
  fc.record({ type: fc.constant('removeSnapshot' as const), snapshotId: anySnapshot }),
)

const linkEdit: fc.Arbitrary<SingleEdit> = fc.oneof(
  fc.tuple(anyGroup, anySong, anyMembers).map(
    ([id, songId, members]): SingleEdit => ({
      type: 'addLinkGroup',
      group: newLinkGroup(id, songId, 'Drums', 1, members),
    }),
  ),
  fc.record({
    type: fc.constant('updateLinkGroup' as const),
    groupId: anyGroup,
    set: fc.record({ trackIds: anyMembers, mutes: fc.boolean(), on: fc.boolean() }, { requiredKeys: [] }),
  }),
  fc.record({ type: fc.constant('removeLinkGroup' as const), groupId: anyGroup }),
)

/** Edits of the project, of musical time, of the album, of snapshots and of the pool, on the ids of random-edits.ts. */
export const projectEdit: fc.Arbitrary<SingleEdit> = fc.oneof(
  fc.constantFrom('Tides', 'Ebb').map((name): SingleEdit => ({ type: 'updateProject', set: { name } })),
  { weight: 3, arbitrary: tempoEdit },
  { weight: 3, arbitrary: albumEdit },
  { weight: 2, arbitrary: rackEdit },
  referenceEdit,
  { weight: 6, arbitrary: snapshotEdit },
  { weight: 3, arbitrary: linkEdit },
  fc.record({
    type: fc.constant('replaceAudio' as const),
    fromAssetId: anyAsset,
    toAssetId: anyAsset,
    scope: fc.oneof(
      fc.record({ kind: fc.constant('project' as const) }),
      fc.record({ kind: fc.constant('song' as const), songId: anySong }),
      fc.record({ kind: fc.constant('clip' as const), trackId: anyOwner, clipId: fc.constantFrom('c1', 'c2', 'c3') }),
    ),
  }),
  fc.record({ type: fc.constant('removeAsset' as const), assetId: anyAsset }),
)
