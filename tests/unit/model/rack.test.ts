import { expect, test } from 'vitest'
import { compilePlan } from '../../../shared/engine/mixer/plan.ts'
import { newDevice } from '../../../shared/model/defaults.ts'
import type { Document, RackStages } from '../../../shared/model/document.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import { type Edit, editSchema } from '../../../shared/model/edits/edit.ts'
import { labelOf } from '../../../shared/model/edits/label.ts'
import { rackOfOwner } from '../../../shared/model/rack.ts'
import { devicesOfOwner } from '../../../shared/model/selectors.ts'
import { emptyProject, songEdit } from './random-edits.ts'

function build(edits: Edit[], from: Document = emptyProject): Document {
  return edits.reduce((document, edit) => apply(document, editSchema.parse(edit)).document, from)
}

function add(...kinds: Parameters<typeof newDevice>[2][]): Edit[] {
  return kinds.map((kind, order) => ({ type: 'addDevice', device: newDevice(kind, 's', kind, order) }))
}

const song = build([songEdit('s'), { type: 'removeDevice', ownerId: 's', deviceId: 's-limiter' }])
const kindsOf = (document: Document) => devicesOfOwner(document, 's').map(({ kind }) => kind)
const craft = rackOfOwner(song, 's').stages

function moved(stages: RackStages, from: number, to: number): RackStages {
  const rest = stages.filter((_, index) => index !== from)
  return [...rest.slice(0, to), stages[from]!, ...rest.slice(to)]
}

test('devices pass stage by stage in the order of the craft, whenever they came', () => {
  const rack = build(add('limiter', 'imager', 'compressor', 'exciter', 'eq', 'multiband'), song)
  expect(kindsOf(rack)).toEqual(['eq', 'compressor', 'multiband', 'exciter', 'imager', 'limiter'])
})

test('a stage moves with all that stands in it, and undo takes it back', () => {
  const rack = build(add('eq', 'compressor', 'imager', 'limiter'), song)
  const { document, inversePatches } = apply(rack, {
    type: 'updateRack',
    ownerId: 's',
    set: { stages: moved(craft, 3, 0) },
  })
  expect(kindsOf(document)).toEqual(['imager', 'eq', 'compressor', 'limiter'])
  expect(inversePatches).toHaveLength(1)
})

test('a device can stand in another stage, and leaves its place with itself', () => {
  const rack = build(
    [...add('eq', 'limiter', 'imager'), { type: 'updateRack', ownerId: 's', set: { places: { eq: 'loudness' } } }],
    song,
  )
  expect(kindsOf(rack)).toEqual(['imager', 'eq', 'limiter'])
  const without = build([{ type: 'removeDevice', ownerId: 's', deviceId: 'eq' }], rack)
  expect(without.racks.s!.places).toEqual({})
})

test('a stage that is off bypasses its devices and forgets nothing of their own switches', () => {
  const off = craft.map((each) => (each.stage === 'correct' ? { ...each, on: false } : each))
  const rack = build(
    [
      ...add('eq', 'compressor', 'limiter'),
      { type: 'updateDevice', ownerId: 's', deviceId: 'compressor', set: { bypass: true } },
      { type: 'updateRack', ownerId: 's', set: { stages: off } },
    ],
    song,
  )
  const bypassed = (document: Document) =>
    compilePlan(document, 's', { stage: 'master' }).rack.map(({ bypass }) => bypass)
  expect(bypassed(rack)).toEqual([true, true, false])
  expect(rack.devices.s!.eq!.bypass).toBe(false)
  expect(bypassed(build([{ type: 'updateRack', ownerId: 's', set: { stages: craft } }], rack))).toEqual([
    false,
    true,
    false,
  ])
})

test('a rack has each of the five stages once, belongs to a song or the album, and goes with its song', () => {
  const twice = [...craft.slice(1), craft[1]!]
  expect(editSchema.safeParse({ type: 'updateRack', ownerId: 's', set: { stages: twice } }).success).toBe(false)
  const on = (ownerId: string): Edit => ({ type: 'updateRack', ownerId, set: { stages: craft } })
  expect(() => apply(song, on('s-master'))).toThrow('song or album')
  expect(build([on('project')], song).racks.project).toBeDefined()
  expect(build([on('s'), { type: 'removeSong', songId: 's' }], song).racks).toEqual({})
  expect(labelOf(on('s'), song)).toBe('Rack stages: Song s')
})

test('a rack put aside holds devices of its own, whose values lie in their ranges', () => {
  const aside = (threshold: number, ownerId = 's'): Edit => {
    const device = { ...newDevice('c', ownerId, 'compressor', 0), params: { threshold } }
    return {
      type: 'updateRack',
      ownerId: 's',
      set: { slots: { B: { stages: craft, places: {}, devices: { c: device } } } },
    }
  }
  expect(build([aside(-20)], song).racks.s!.slots.B?.devices.c?.params).toEqual({ threshold: -20 })
  expect(() => apply(song, aside(20))).toThrow('out of range')
  expect(() => apply(song, aside(-20, 'project'))).toThrow('devices of its own')
})
