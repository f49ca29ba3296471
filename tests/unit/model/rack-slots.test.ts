import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newLane, newTrack } from '../../../shared/model/defaults.ts'
import type { Document } from '../../../shared/model/document.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import { type Edit, editSchema } from '../../../shared/model/edits/edit.ts'
import { factoryRacks } from '../../../shared/model/factory-racks.ts'
import { newSongEdit } from '../../../shared/model/new-song.ts'
import { rackOfOwner } from '../../../shared/model/rack.ts'
import { applyRackPresetEdits } from '../../../shared/model/rack-preset.ts'
import { isRackState, rackSlotEdit, rackStateOf, recallRackEdits } from '../../../shared/model/rack-slots.ts'
import { addToStageEdits, stagesMoved, stagesSwitched } from '../../../shared/model/stage-edits.ts'
import { emptyProject } from './random-edits.ts'

const song = apply(emptyProject, newSongEdit({ songId: 's', masterId: 'm', title: 'Song', order: 0 })).document

function build(document: Document, edits: readonly Edit[]): Document {
  return edits.reduce((before, edit) => apply(before, editSchema.parse(edit)).document, document)
}

let ids = 0
const newId = () => `id${++ids}`

const keepOn = (document: Document, slot: 'A' | 'B') =>
  build(document, [rackSlotEdit(document, 's', slot, rackStateOf(document, 's'))])

function batch(document: Document, edits: ReturnType<typeof recallRackEdits>): Document {
  return build(document, [{ type: 'batch', label: 'Recall rack', edits }])
}

test('a rack that is kept and recalled is what it was: devices, order, stages and places', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...factoryRacks),
      fc.constantFrom(...factoryRacks),
      fc.boolean(),
      (first, second, moves) => {
        const put = (document: Document, preset: (typeof factoryRacks)[number]) =>
          build(document, applyRackPresetEdits(document, 's', preset, newId))
        const one = put(song, first)
        const { stages } = rackOfOwner(one, 's')
        const moved = moves
          ? build(one, [
              {
                type: 'updateRack',
                ownerId: 's',
                set: { stages: stagesSwitched(stagesMoved(stages, 'image', 0), 'shine', false) },
              },
            ])
          : one
        const kept = keepOn(moved, 'A')
        const other = put(kept, second)
        const state = rackOfOwner(other, 's').slots.A!
        expect(isRackState(kept, 's', state)).toBe(true)
        const back = batch(other, recallRackEdits(other, 's', state))
        expect(isRackState(back, 's', state)).toBe(true)
        expect(back.devices.s).toEqual(moved.devices.s)
        expect(rackOfOwner(back, 's').stages).toEqual(rackOfOwner(moved, 's').stages)
        expect(rackOfOwner(back, 's').places).toEqual(rackOfOwner(moved, 's').places)
      },
    ),
    { numRuns: 40 },
  )
})

test('to recall is one step, whose undo gives the rack from before', () => {
  const kept = keepOn(song, 'B')
  const louder = build(kept, [
    { type: 'setDeviceParams', ownerId: 's', deviceId: 's-limiter', params: { drive: 6 } },
    ...addToStageEdits(kept, 's', 'shine', 'eq', 'x'),
  ])
  expect(isRackState(louder, 's', rackOfOwner(louder, 's').slots.B!)).toBe(false)
  const edits = recallRackEdits(louder, 's', rackOfOwner(louder, 's').slots.B!)
  const { document, inversePatches } = apply(louder, { type: 'batch', label: 'Recall', edits })
  expect(document.devices.s!['s-limiter']!.params.drive).toBe(0)
  expect(document.devices.s!.x).toBeUndefined()
  expect(inversePatches.length).toBeGreaterThan(0)
})

test('a device that both racks have keeps its automation', () => {
  const lane = newLane('l', 's', { kind: 'device', deviceId: 's-eq', param: 'b3.gain' }, 0)
  const kept = keepOn(build(song, [{ type: 'addLane', lane }]), 'A')
  const changed = build(kept, [{ type: 'setDeviceParams', ownerId: 's', deviceId: 's-eq', params: { 'b3.gain': 3 } }])
  const back = batch(changed, recallRackEdits(changed, 's', rackOfOwner(changed, 's').slots.A!))
  expect(back.lanes.s!.l).toEqual(lane)
})

test('a kept device forgets the strip it listened to once that is gone, and other buttons can still be set', () => {
  const keyed = build(song, [
    { type: 'addTrack', track: newTrack('t', 's', 'audio', 'Kick', 0, 'm', 0) },
    ...addToStageEdits(song, 's', 'clarity', 'compressor', 'c'),
    { type: 'updateDevice', ownerId: 's', deviceId: 'c', set: { keyTrackId: 't' } },
  ])
  const kept = keepOn(keyed, 'A')
  expect(rackOfOwner(kept, 's').slots.A!.devices.c!.keyTrackId).toBe('t')
  const gone = build(kept, [{ type: 'removeTrack', trackId: 't' }])
  const both = keepOn(gone, 'B')
  expect(rackOfOwner(both, 's').slots.A!.devices.c!.keyTrackId).toBeNull()
  const back = batch(both, recallRackEdits(both, 's', rackOfOwner(gone, 's').slots.A!))
  expect(back.devices.s!.c!.keyTrackId).toBeNull()
})

test('a snapshot that lacks a device leaves no place behind that would bar the rack', () => {
  const snapshot = { id: 'snap', songId: 's', name: 'Mix', createdAt: '2026-01-01T00:00:00Z', slot: null }
  const later = build(song, [
    { type: 'saveSnapshot', snapshot },
    ...addToStageEdits(song, 's', 'shine', 'eq', 'x'),
    { type: 'recallSnapshot', snapshotId: 'snap' },
  ])
  expect(later.racks.s!.places).toEqual({})
  const { stages } = rackOfOwner(later, 's')
  expect(() =>
    apply(later, { type: 'updateRack', ownerId: 's', set: { stages: stagesMoved(stages, 'image', 0) } }),
  ).not.toThrow()
})
