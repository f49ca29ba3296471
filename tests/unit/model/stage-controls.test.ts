import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EQ_TYPE } from '../../../shared/engine/devices/eq.spec.ts'
import type { deviceSpecs } from '../../../shared/engine/devices/specs.ts'
import type { Document } from '../../../shared/model/document.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import { editSchema } from '../../../shared/model/edits/edit.ts'
import { fullParams } from '../../../shared/model/full-params.ts'
import { newSongEdit } from '../../../shared/model/new-song.ts'
import { rackOfOwner, rackStages, stageOfDevice } from '../../../shared/model/rack.ts'
import { devicesOfStage } from '../../../shared/model/rack-stretch.ts'
import { devicesOfOwner } from '../../../shared/model/selectors.ts'
import type { StageControl } from '../../../shared/model/stage-control.ts'
import { controlsOfStage, stageControls } from '../../../shared/model/stage-controls.ts'
import {
  addToStageEdits,
  controlEdits,
  controlValue,
  deviceOfControl,
  moveToStageEdits,
} from '../../../shared/model/stage-edits.ts'
import { emptyProject } from './random-edits.ts'

const song = apply(emptyProject, newSongEdit({ songId: 's', masterId: 'm', title: 'Song', order: 0 })).document
const bare = devicesOfOwner(song, 's').reduce(
  (document, { id }) => apply(document, { type: 'removeDevice', ownerId: 's', deviceId: id }).document,
  song,
)

let ids = 0
function turn(document: Document, control: StageControl, value: number): Document {
  const edits = controlEdits(document, 's', control, value, `new${++ids}`)
  return edits.reduce((before, edit) => apply(before, editSchema.parse(edit)).document, document)
}

function control(id: string): StageControl {
  return stageControls.find((each) => each.id === id)!
}

function paramsOf(document: Document, id: string): Record<string, number> {
  const device = deviceOfControl(document, 's', control(id))!
  return fullParams(device.kind, device.params)
}

function valueIn(each: StageControl) {
  const { min, max, taper } = each.spec
  return taper === 'steps' ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true })
}

test('each stage has three to six controls in front, whose names differ', () => {
  for (const stage of rackStages) {
    const names = controlsOfStage(stage).map(({ name }) => name)
    expect(names.length, stage).toBeGreaterThanOrEqual(3)
    expect(names.length, stage).toBeLessThanOrEqual(6)
    expect(new Set(names).size).toBe(names.length)
  }
})

test.each(stageControls.map((each) => [each.id, each] as const))(
  '%s stands where it was turned to, in a new rack, in an empty one and after every other control was turned',
  (_id, each) => {
    fc.assert(
      fc.property(valueIn(each), (value) => {
        for (const from of [song, bare]) {
          const turned = turn(from, each, value)
          expect(controlValue(turned, 's', each)).toBeCloseTo(value, 6)
          const device = deviceOfControl(turned, 's', each)
          // A control that stands where nothing is needed brings nothing.
          if (device) {
            expect(device.bypass && from === bare).toBe(false)
            expect(stageOfDevice(rackOfOwner(turned, 's'), device)).toBe(each.stage)
          }
        }
      }),
      { numRuns: 25 },
    )
    const others = stageControls.filter((other) => other !== each && other.kind === each.kind)
    const busy = others.reduce((document, other) => turn(document, other, (other.spec.min + other.spec.max) / 2), song)
    const value = each.spec.taper === 'steps' ? each.spec.max : each.spec.min + 0.4 * (each.spec.max - each.spec.min)
    const turned = turn(busy, each, value)
    expect(controlValue(turned, 's', each)).toBeCloseTo(value, 6)
    for (const other of others)
      if (other.stage === each.stage)
        expect(controlValue(turned, 's', other), `${other.id} stays`).toBeCloseTo(controlValue(busy, 's', other), 6)
  },
)

test('a first touch brings the device it needs into its stage, engages one that rests, and leaves the others alone', () => {
  const airy = turn(bare, control('air'), 2)
  expect(devicesOfStage(airy, 's', 'shine').map(({ kind }) => kind)).toEqual(['eq'])
  const dense = turn(song, control('amount'), 40)
  expect(devicesOfStage(song, 's', 'clarity')[0]).toMatchObject({ kind: 'multiband', bypass: true })
  expect(devicesOfStage(dense, 's', 'clarity')[0]).toMatchObject({ kind: 'multiband', bypass: false })
  expect(Object.keys(dense.devices.s!)).toEqual(Object.keys(song.devices.s!))
})

test('the low cut becomes a band of 24 dB an octave, and is off again at its lower end', () => {
  const cut = turn(song, control('lowCut'), 30)
  expect(paramsOf(cut, 'lowCut')).toMatchObject({ 'b1.on': 1, 'b1.type': EQ_TYPE.lowCut24, 'b1.freq': 30 })
  const steeper = apply(cut, {
    type: 'setDeviceParams',
    ownerId: 's',
    deviceId: 's-eq',
    params: { 'b1.type': EQ_TYPE.lowCut48 },
  }).document
  expect(paramsOf(turn(steeper, control('lowCut'), 40), 'lowCut')).toMatchObject({
    'b1.type': EQ_TYPE.lowCut48,
    'b1.freq': 40,
  })
  expect(paramsOf(turn(cut, control('lowCut'), 10), 'lowCut')['b1.on']).toBe(0)
})

test('a tilt takes no band that is in use', () => {
  const used = apply(song, {
    type: 'setDeviceParams',
    ownerId: 's',
    deviceId: 's-eq',
    params: { 'b4.gain': -3, 'b8.on': 1 },
  }).document
  const tilted = paramsOf(turn(used, control('tilt'), 2), 'tilt')
  expect(tilted).toMatchObject({ 'b4.type': EQ_TYPE.bell, 'b4.gain': -3, 'b8.type': EQ_TYPE.highCut12 })
  expect(tilted).toMatchObject({ 'b7.type': EQ_TYPE.tilt, 'b7.gain': 2 })
})

test('attack and release move all bands in proportion', () => {
  const slower = paramsOf(turn(song, control('attack'), 40), 'attack')
  const before = paramsOf(song, 'attack')
  for (const band of ['b1', 'b2', 'b3', 'b4'])
    expect(slower[`${band}.attack`]! / before[`${band}.attack`]!).toBeCloseTo(2, 6)
})

test('a width makes three bands of one that are as wide as it was, and keeps four', () => {
  const wide = paramsOf(turn(song, control('high'), 130), 'high')
  expect(wide).toMatchObject({ bands: 2, 'b1.width': 100, 'b2.width': 100, 'b3.width': 130 })
  const four = apply(song, { type: 'setDeviceParams', ownerId: 's', deviceId: 's-imager', params: { bands: 3 } })
  expect(paramsOf(turn(four.document, control('mid'), 80), 'mid')).toMatchObject({
    bands: 3,
    'b1.width': 100,
    'b2.width': 80,
    'b3.width': 80,
    'b4.width': 100,
  })
})

test('what comes into Loudness stands before its limiter, and a device goes to another stage and back', () => {
  const place = (document: Document) =>
    devicesOfOwner(document, 's').map(({ kind }) => kind as keyof typeof deviceSpecs)
  const added = addToStageEdits(song, 's', 'loudness', 'saturation', 'x').reduce(
    (document, edit) => apply(document, edit).document,
    song,
  )
  expect(place(added).slice(-2)).toEqual(['saturation', 'limiter'])
  const move = (document: Document, stage: 'shine' | 'loudness') =>
    moveToStageEdits(document, document.devices.s!.x!, stage).reduce(
      (before, edit) => apply(before, edit).document,
      document,
    )
  const moved = move(added, 'shine')
  expect(moved.racks.s!.places).toEqual({})
  expect(place(moved)).toEqual(['eq', 'multiband', 'exciter', 'saturation', 'imager', 'limiter'])
  expect(place(move(moved, 'loudness')).slice(-2)).toEqual(['saturation', 'limiter'])
})
