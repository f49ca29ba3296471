import { expect, test } from 'vitest'
import { checkDocument } from '../../../shared/model/check-document.ts'
import { newDevice, newLane, newSend, newTrack } from '../../../shared/model/defaults.ts'
import type { AutomationPoint, Document } from '../../../shared/model/document.ts'
import { apply, patchDocument } from '../../../shared/model/edits/apply.ts'
import type { Edit, SingleEdit } from '../../../shared/model/edits/edit.ts'
import { copyInsertEdits, type InsertPlace, moveInsertEdits } from '../../../shared/model/insert-move.ts'
import { keyChoices, outputChoices, sendChoices } from '../../../shared/model/routing.ts'
import { devicesOfOwner, lanesOfOwner, pointsOfLane } from '../../../shared/model/selectors.ts'
import { emptyProject, songEdit, trackWithClip } from './random-edits.ts'

function build(edits: Edit[], from: Document = emptyProject): Document {
  return edits.reduce((document, edit) => apply(document, edit).document, from)
}

const points: AutomationPoint[] = Array.from({ length: 900 }, (_, index) => ({
  frame: index * 100,
  value: -20 - (index % 7),
  shape: 'linear',
  tension: 0,
}))

/** The bass is ducked by the kick with a threshold that moves; the kick and the bass go to buses. */
const mixed = build([
  songEdit('s'),
  ...['kick', 'bass', 'keys'].flatMap((id) => trackWithClip('s', id, 48_000)),
  { type: 'addTrack', track: newTrack('drums', 's', 'bus', 'Drums', 5, 's-master', 1) },
  { type: 'addTrack', track: newTrack('room', 's', 'bus', 'Room', 6, 's-master', 2) },
  { type: 'updateTrack', trackId: 'kick', set: { outputId: 'drums' } },
  { type: 'addDevice', device: newDevice('eq', 'bass', 'eq', 0) },
  { type: 'addDevice', device: { ...newDevice('duck', 'bass', 'compressor', 1), keyTrackId: 'kick', bypass: true } },
  { type: 'addDevice', device: newDevice('gate', 'kick', 'gate', 0) },
  { type: 'addLane', lane: newLane('ride', 'bass', { kind: 'device', deviceId: 'duck', param: 'threshold' }, 1) },
  { type: 'editAutomation', ownerId: 'bass', laneId: 'ride', fromFrame: 0, toFrame: 90_001, points },
])
const duck = mixed.devices.bass!.duck!

let count = 0
const newId = () => `new-${count++}`

function moved(place: InsertPlace, document = mixed): Document {
  const edits = moveInsertEdits(document, document.devices.bass!.duck!, place, 'moved', newId)
  return build([{ type: 'batch', label: 'Move', edits }], document)
}

test('an insert moves within its strip without becoming another one', () => {
  const next = moved({ ownerId: 'bass', index: 0 })
  expect(devicesOfOwner(next, 'bass').map(({ id }) => id)).toEqual(['duck', 'eq'])
  expect(lanesOfOwner(next, 'bass').map(({ id }) => id)).toEqual(['ride'])
})

test('an insert takes its settings, its side-chain and its automation to another strip', () => {
  const next = moved({ ownerId: 'keys', index: 0 })
  expect(devicesOfOwner(next, 'bass').map(({ id }) => id)).toEqual(['eq'])
  expect(lanesOfOwner(next, 'bass')).toEqual([])
  expect(next.devices.keys).toEqual({ moved: { ...duck, id: 'moved', ownerId: 'keys', order: 0 } })
  const [lane] = lanesOfOwner(next, 'keys')
  expect(lane).toMatchObject({ target: { kind: 'device', deviceId: 'moved', param: 'threshold' }, mode: 'read' })
  expect(pointsOfLane(next, lane!.id)).toEqual(points)
  expect(checkDocument(next)).toEqual([])
})

test('on the strip it listens to it hears its own input, between the devices that are there', () => {
  const next = moved({ ownerId: 'kick', index: 1 })
  expect(devicesOfOwner(next, 'kick').map(({ id, keyTrackId }) => [id, keyTrackId])).toEqual([
    ['gate', null],
    ['moved', null],
  ])
})

test('on a strip that the one it listens to hears it would make a loop, which is refused whole', () => {
  expect(() => moved({ ownerId: 'drums', index: 0 })).not.toThrow()
  const listening = build(
    [{ type: 'updateDevice', ownerId: 'bass', deviceId: 'duck', set: { keyTrackId: 'drums' } }],
    mixed,
  )
  expect(() => moved({ ownerId: 'kick', index: 0 }, listening)).toThrow('"kick" would feed itself')
})

test('a copy leaves the insert where it is, and both move by curves of their own', () => {
  const edits = copyInsertEdits(mixed, duck, { ownerId: 'keys', index: 0 }, 'copy', newId)
  const next = build([{ type: 'batch', label: 'Copy', edits }], mixed)
  expect(next.devices.bass).toBe(mixed.devices.bass)
  expect(next.devices.keys!.copy).toMatchObject({ kind: 'compressor', bypass: true, keyTrackId: 'kick' })
  expect(pointsOfLane(next, lanesOfOwner(next, 'keys')[0]!.id)).toEqual(pointsOfLane(mixed, 'ride'))
  const twice = copyInsertEdits(mixed, duck, { ownerId: 'bass', index: 2 }, 'twin', newId)
  expect(checkDocument(build([{ type: 'batch', label: 'Copy', edits: twice }], mixed))).toEqual([])
})

test('a moved insert goes to the mastering rack and back', () => {
  const inRack = moved({ ownerId: 's', index: 0 })
  expect(devicesOfOwner(inRack, 's').map(({ id }) => id)).toEqual(['moved', 's-limiter'])
  expect(lanesOfOwner(inRack, 's')).toHaveLength(1)
  expect(checkDocument(inRack)).toEqual([])
})

test('removing a device that is automated and side-chained asks nothing and is undone wholly', () => {
  const { document, inversePatches } = apply(mixed, { type: 'removeDevice', ownerId: 'bass', deviceId: 'duck' })
  expect(document.lanes.bass).toBeUndefined()
  expect(document.pages.ride).toBeUndefined()
  expect(patchDocument(document, inversePatches)).toEqual(mixed)
})

test('a snapshot brings a moved insert back to where it was, with its curve, and takes it from where it is', () => {
  const createdAt = '2026-01-01T00:00:00.000Z'
  const save: SingleEdit = {
    type: 'saveSnapshot',
    snapshot: { id: 'x', songId: 's', name: 'Before', createdAt, slot: null },
  }
  const saved = build([save], mixed)
  const back = build([{ type: 'recallSnapshot', snapshotId: 'x' }], moved({ ownerId: 'keys', index: 0 }, saved))
  expect({ devices: back.devices, lanes: back.lanes, pages: back.pages }).toEqual({
    devices: mixed.devices,
    lanes: mixed.lanes,
    pages: mixed.pages,
  })
})

test('outputs, sends and side-chains that would lead back are not offered', () => {
  const routed = build(
    [
      { type: 'updateTrack', trackId: 'drums', set: { outputId: 'room' } },
      { type: 'addSend', send: newSend('n', 'keys', 'room', 0) },
    ],
    mixed,
  )
  const ids = (tracks: readonly { id: string }[]) => tracks.map(({ id }) => id)
  expect(ids(outputChoices(routed, 'room'))).toEqual(['s-master'])
  expect(ids(outputChoices(routed, 'drums'))).toEqual(['room', 's-master'])
  expect(ids(outputChoices(routed, 'kick'))).toEqual(['drums', 'room', 's-master'])
  expect(ids(sendChoices(routed, 'room'))).toEqual([])
  expect(ids(sendChoices(routed, 'drums'))).toEqual(['room'])
  expect(ids(keyChoices(routed, 'kick'))).toEqual(['keys'])
  expect(ids(keyChoices(routed, 's'))).toHaveLength(6)
  // What is offered is taken, and what is not is refused.
  for (const bus of ['drums', 'room'])
    for (const id of ['kick', 'bass', 'keys', 'drums', 'room']) {
      const feed = () => build([{ type: 'updateTrack', trackId: id, set: { outputId: bus } }], routed)
      if (ids(outputChoices(routed, id)).includes(bus)) feed()
      else expect(feed).toThrow('would feed itself')
    }
})
