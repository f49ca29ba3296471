import fc from 'fast-check'
import {
  newAlbumItem,
  newClip,
  newDevice,
  newLane,
  newLinkGroup,
  newSend,
  newSong,
  newTrack,
} from '../../../shared/model/defaults.ts'
import type { Asset, AutomationTarget, Document, Send, Song, Track } from '../../../shared/model/document.ts'
import {
  automationModes,
  BYPASS_TARGET,
  channelModes,
  emptyDocument,
  fadeShapes,
  panModes,
  pointShapes,
  sendTargets,
  stripTargets,
} from '../../../shared/model/document.ts'
import type { Edit, SingleEdit } from '../../../shared/model/edits/edit.ts'
import { projectEdit } from './random-project-edits.ts'

export const emptyProject: Document = emptyDocument({
  id: 'project',
  name: 'Test',
  sampleRate: 48000,
  createdAt: '2026-01-01T00:00:00.000Z',
})

export function asset(id: string, frames: number, channels: 1 | 2 = 2): Asset {
  return {
    id,
    name: id,
    sourceHash: 'a'.repeat(64),
    // Another sound for every id and length.
    poolHash: Buffer.from(`${id} ${frames}`).toString('hex').slice(0, 64).padEnd(64, 'b'),
    originalName: `${id}.wav`,
    sourceFormat: 'WAV 24 bit',
    sourceRate: 48000,
    sourceChannels: channels,
    channelIndex: null,
    channels,
    frames,
    notes: [],
    originFrame: null,
  }
}

/** The edit that makes a song with its master and an empty rack; ids derive from the song's. */
export function songEdit(id: string): SingleEdit {
  return {
    type: 'addSong',
    song: newSong(id, `Song ${id}`, 0),
    master: newTrack(`${id}-master`, id, 'master', 'Master', 1000, null, 0),
    rack: [newDevice(`${id}-limiter`, id, 'limiter', 0)],
  }
}

/** The edits that put one track with one whole-asset clip into a song. */
export function trackWithClip(songId: string, id: string, frames: number): SingleEdit[] {
  const stem = asset(`${id}-asset`, frames)
  return [
    { type: 'addAsset', asset: stem },
    { type: 'addTrack', track: newTrack(id, songId, 'audio', id, 0, `${songId}-master`, 0) },
    { type: 'addClip', clip: newClip(`${id}-clip`, id, stem, 0) },
  ]
}

const songIds = ['s1', 's2']
const trackIds = ['t1', 't2', 't3', 'b1', 'b2', 's1-master', 's2-master']
const clipIds = ['c1', 'c2', 'c3', 'c4', 'c5']
const anySong = fc.constantFrom(...songIds)
const anyTrack = fc.constantFrom(...trackIds)
const anyClip = fc.constantFrom(...clipIds)
const anyDevice = fc.constantFrom('d1', 'd2', 'd3')
const anyFrame = fc.integer({ min: 0, max: 200_000 })

const songSet: fc.Arbitrary<Partial<Song>> = fc.oneof(
  fc.record({ tempoBpm: fc.integer({ min: 20, max: 400 }) }),
  fc.record({ startFrame: anyFrame, endFrame: fc.option(anyFrame) }),
  fc.record({ title: fc.constantFrom('Night', 'Harbour') }),
)
const trackSet: fc.Arbitrary<Partial<Track>> = fc.oneof(
  fc.record({ faderDb: fc.integer({ min: -144, max: 6 }) }),
  fc.record({ mute: fc.boolean(), solo: fc.boolean() }),
  fc.record({ outputId: fc.option(anyTrack) }),
  fc.record({
    delayFrames: fc.integer({ min: -6000, max: 6000 }),
    panMode: fc.constantFrom(...panModes),
    channelMode: fc.constantFrom(...channelModes),
  }),
)
const anySend = fc.constantFrom('n1', 'n2')
const anyLane = fc.constantFrom('l1', 'l2', 'l3')
const anyOwner = fc.oneof(anyTrack, anySong)
const sendSet: fc.Arbitrary<Partial<Send>> = fc.oneof(
  fc.record({ levelDb: fc.integer({ min: -144, max: 6 }), tap: fc.constantFrom('pre' as const, 'post' as const) }),
  fc.record({ targetId: anyTrack }),
)
const anyTarget: fc.Arbitrary<AutomationTarget> = fc.oneof(
  fc.record({ kind: fc.constant('strip' as const), param: fc.constantFrom(...stripTargets) }),
  fc.record({ kind: fc.constant('send' as const), sendId: anySend, param: fc.constantFrom(...sendTargets) }),
  fc.record({
    kind: fc.constant('device' as const),
    deviceId: anyDevice,
    param: fc.constantFrom('threshold', 'ratio', BYPASS_TARGET, 'nonsense'),
  }),
)
/** Ascending points of any number, enough at times to fill several pages. */
const anyPoints = fc
  .tuple(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 400, max: 1300 })), fc.constantFrom(1, 7, 90))
  .map(([count, step]) => ({ count, step }))

const mixEdit: fc.Arbitrary<SingleEdit> = fc.oneof(
  anySong.map(songEdit),
  fc.record({ type: fc.constant('updateSong' as const), songId: anySong, set: songSet }),
  fc.record({ type: fc.constant('removeSong' as const), songId: anySong }),
  fc.tuple(anySong, anyTrack, fc.constantFrom('audio' as const, 'bus' as const), fc.option(anyTrack)).map(
    ([songId, id, kind, output]): SingleEdit => ({
      type: 'addTrack',
      track: newTrack(id, songId, kind, `Track ${id}`, 1, output ?? `${songId}-master`, 3),
    }),
  ),
  fc.record({ type: fc.constant('updateTrack' as const), trackId: anyTrack, set: trackSet }),
  fc.record({
    type: fc.constant('updateTrack' as const),
    trackId: anyTrack,
    set: fc.record({
      folded: fc.boolean(),
      notes: fc.constantFrom('', 'Comp in the chorus only'),
      faderTrimDb: fc.integer({ min: -24, max: 24 }),
      frozen: fc.option(fc.constantFrom('a1', 'a2').map((assetId) => ({ assetId, startFrame: 0, state: 'as it was' }))),
    }),
  }),
  fc.record({ type: fc.constant('removeTrack' as const), trackId: anyTrack }),
  fc.constantFrom('a1', 'a2').map((id): SingleEdit => ({ type: 'addAsset', asset: asset(id, 100_000) })),
  fc.tuple(anyClip, anyTrack, fc.constantFrom('a1', 'a2'), anyFrame).map(
    ([id, trackId, assetId, startFrame]): SingleEdit => ({
      type: 'addClip',
      clip: newClip(id, trackId, asset(assetId, 100_000), startFrame),
    }),
  ),
  fc.record({
    type: fc.constant('updateClip' as const),
    trackId: anyTrack,
    clipId: anyClip,
    set: fc.record(
      {
        offsetFrames: anyFrame,
        lengthFrames: fc.integer({ min: 1, max: 120_000 }),
        fadeInFrames: anyFrame,
        fadeOutFrames: anyFrame,
        fadeInShape: fc.constantFrom(...fadeShapes),
        locked: fc.boolean(),
        reversed: fc.boolean(),
        colour: fc.constantFrom(null, 3),
        groupId: fc.constantFrom(null, 'g1'),
        loopStartFrames: fc.constantFrom(0, 0, 5000),
        loopFrames: fc.constantFrom(0, 0, 1024, 40_000, 99_000),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    type: fc.constant('moveClip' as const),
    trackId: anyTrack,
    clipId: anyClip,
    toTrackId: anyTrack,
    startFrame: anyFrame,
  }),
  fc.record({
    type: fc.constant('splitClip' as const),
    trackId: anyTrack,
    clipId: anyClip,
    atFrame: anyFrame,
    newClipId: anyClip,
  }),
  fc.record({ type: fc.constant('removeClip' as const), trackId: anyTrack, clipId: anyClip }),
  fc
    .tuple(anyDevice, fc.oneof(anyTrack, anySong), fc.constantFrom('eq' as const, 'compressor' as const))
    .map(([id, owner, kind]): SingleEdit => ({ type: 'addDevice', device: newDevice(id, owner, kind, 1) })),
  fc.record({
    type: fc.constant('setDeviceParams' as const),
    ownerId: fc.oneof(anyTrack, anySong),
    deviceId: anyDevice,
    params: fc.record({ threshold: fc.integer({ min: -70, max: 0 }) }),
  }),
  fc.record({
    type: fc.constant('updateDevice' as const),
    ownerId: fc.oneof(anyTrack, anySong),
    deviceId: anyDevice,
    set: fc.oneof(
      fc.record({ bypass: fc.boolean() }),
      fc.record({ keyTrackId: fc.option(anyTrack) }),
      fc.record({ fileAssetId: fc.option(fc.constantFrom('a1', 'a2')) }),
    ),
  }),
  fc
    .tuple(anySend, anyTrack, anyTrack)
    .map(([id, trackId, targetId]): SingleEdit => ({ type: 'addSend', send: newSend(id, trackId, targetId, 1) })),
  fc.record({ type: fc.constant('updateSend' as const), trackId: anyTrack, sendId: anySend, set: sendSet }),
  fc.record({ type: fc.constant('removeSend' as const), trackId: anyTrack, sendId: anySend }),
  fc
    .tuple(anyLane, anyOwner, anyTarget)
    .map(([id, ownerId, target]): SingleEdit => ({ type: 'addLane', lane: newLane(id, ownerId, target, 1) })),
  fc.record({
    type: fc.constant('updateLane' as const),
    ownerId: anyOwner,
    laneId: anyLane,
    set: fc.record({ mode: fc.constantFrom(...automationModes) }),
  }),
  fc.record({ type: fc.constant('removeLane' as const), ownerId: anyOwner, laneId: anyLane }),
  fc
    .tuple(anyOwner, anyLane, anyFrame, anyPoints, fc.constantFrom(...pointShapes), fc.integer({ max: 0, min: -30 }))
    .map(
      ([ownerId, laneId, fromFrame, { count, step }, shape, value]): SingleEdit => ({
        type: 'editAutomation',
        ownerId,
        laneId,
        fromFrame,
        toFrame: fromFrame + count * step + 1000,
        points: Array.from({ length: count }, (_, index) => ({
          frame: fromFrame + index * step,
          value: index % 2 ? value : 0,
          shape,
          tension: 0.5,
        })),
      }),
    ),
  fc.record({
    type: fc.constant('removeDevice' as const),
    ownerId: fc.oneof(anyTrack, anySong),
    deviceId: anyDevice,
  }),
  fc.tuple(fc.constantFrom('m1', 'm2'), anySong, anyFrame).map(
    ([id, songId, frame]): SingleEdit => ({
      type: 'addMarker',
      marker: { id, songId, name: 'Verse', frame, endFrame: frame % 2 ? frame + 9 : null },
    }),
  ),
  fc.record({
    type: fc.constant('updateMarker' as const),
    markerId: fc.constantFrom('m1', 'm2'),
    set: fc.record({ frame: anyFrame }),
  }),
  fc.record({ type: fc.constant('removeMarker' as const), markerId: fc.constantFrom('m1', 'm2') }),
)

const singleEdit = fc.oneof({ weight: 2, arbitrary: mixEdit }, { weight: 1, arbitrary: projectEdit })

/** Any edit on a small world of ids, so that many of them meet the same records; about half are refused. */
export const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 6, arbitrary: singleEdit },
  {
    weight: 1,
    arbitrary: fc
      .array(singleEdit, { minLength: 1, maxLength: 4 })
      .map((edits): Edit => ({ type: 'batch', label: 'Several', edits })),
  },
)

/** A start from which random edits have something to meet: two songs, tracks, clips. */
export const furnishing: SingleEdit[] = [
  songEdit('s1'),
  songEdit('s2'),
  { type: 'addAsset', asset: asset('a1', 100_000) },
  { type: 'addAsset', asset: asset('a2', 100_000) },
  { type: 'addAsset', asset: asset('a3', 30_000, 1) },
  { type: 'addTrack', track: newTrack('b1', 's1', 'bus', 'Bus', 5, 's1-master', 1) },
  { type: 'addTrack', track: newTrack('t1', 's1', 'audio', 'Kick', 1, 'b1', 1) },
  { type: 'addTrack', track: newTrack('t2', 's1', 'audio', 'Bass', 2, 's1-master', 2) },
  { type: 'addClip', clip: newClip('c1', 't1', asset('a1', 100_000), 0) },
  { type: 'addClip', clip: newClip('c2', 't2', asset('a2', 100_000), 5000) },
  { type: 'addDevice', device: newDevice('d1', 't1', 'compressor', 0) },
  { type: 'addSend', send: newSend('n1', 't2', 'b1', 0) },
  { type: 'addLane', lane: newLane('l1', 't1', { kind: 'strip', param: 'faderDb' }, 0) },
  { type: 'addLane', lane: newLane('l2', 't1', { kind: 'device', deviceId: 'd1', param: 'threshold' }, 1) },
  { type: 'addTempoPoint', point: { id: 'p1', songId: 's1', frame: 48_000, bpm: 90, shape: 'ramp' } },
  { type: 'addTimeSignature', signature: { id: 'p1', songId: 's1', frame: 96_000, beatsPerBar: 3, beatUnit: 4 } },
  { type: 'addAlbumItem', item: newAlbumItem('i1', newSong('s1', 'Song', 0), 1) },
  {
    type: 'addReference',
    reference: { id: 'r1', assetId: 'a2', name: 'Record', order: 0, trimDb: 0, startFrame: 0, endFrame: null },
  },
  { type: 'addDevice', device: newDevice('d1', 'project', 'limiter', 0) },
  { type: 'addLinkGroup', group: newLinkGroup('k1', 's1', 'Rhythm', 2, ['t1', 't2']) },
  {
    type: 'saveSnapshot',
    snapshot: { id: 'x1', songId: 's1', name: 'First mix', createdAt: '2026-01-01T00:00:00.000Z', slot: null },
  },
]
