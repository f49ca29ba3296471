import { expect, test } from 'vitest'
import { deviceSpecs } from '../../../shared/engine/devices/specs.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import { editSchema } from '../../../shared/model/edits/edit.ts'
import { factoryRacks } from '../../../shared/model/factory-racks.ts'
import { newSongEdit } from '../../../shared/model/new-song.ts'
import {
  applyRackPresetEdits,
  RACK_PRESET_FORMAT,
  RACK_PRESET_VERSION,
  rackPresetOf,
  rackPresetSchema,
  readRackPreset,
} from '../../../shared/model/rack-preset.ts'
import { devicesOfOwner } from '../../../shared/model/selectors.ts'
import { emptyProject } from './random-edits.ts'

const song = apply(emptyProject, newSongEdit({ songId: 's', masterId: 'm', title: 'Song', order: 0 })).document

let ids = 0
function put(preset: (typeof factoryRacks)[number], from = song) {
  const edits = applyRackPresetEdits(from, 's', preset, () => `id${++ids}`)
  return apply(from, editSchema.parse({ type: 'batch', label: preset.name, edits })).document
}

test('there are at least twelve racks to begin from, each under a name of its own', () => {
  expect(factoryRacks.length).toBeGreaterThanOrEqual(12)
  expect(new Set(factoryRacks.map(({ name }) => name)).size).toBe(factoryRacks.length)
})

test.each(factoryRacks.map((preset) => [preset.name, preset] as const))(
  '%s is read without a change, has every value in its range, ends in a limiter and comes back out of a rack as it is',
  (name, preset) => {
    expect(readRackPreset(JSON.parse(JSON.stringify(preset)))).toEqual({ preset, notes: [] })
    for (const { kind, params } of preset.devices)
      for (const [id, value] of Object.entries(params)) {
        const spec = deviceSpecs[kind].params.find((param) => param.id === id)
        expect(spec, `${kind} ${id}`).toBeDefined()
        expect(value, `${kind} ${id}`).toBeGreaterThanOrEqual(spec!.min)
        expect(value, `${kind} ${id}`).toBeLessThanOrEqual(spec!.max)
        if (spec!.steps) expect(Number.isInteger(value)).toBe(true)
      }
    const document = put(preset)
    expect(devicesOfOwner(document, 's').at(-1)).toMatchObject({ kind: 'limiter', bypass: false })
    expect(rackPresetOf(document, 's', name)).toEqual({
      ...preset,
      targetLufs: preset.targetLufs ?? song.songs.s!.targetLufs,
    })
  },
)

test('a preset takes the place of the whole rack in one step and brings its target', () => {
  const pop = factoryRacks.find(({ name }) => name.startsWith('Pop'))!
  const document = put(pop, put(factoryRacks[0]!))
  expect(devicesOfOwner(document, 's').map(({ kind }) => kind)).toEqual(pop.devices.map(({ kind }) => kind))
  expect(document.songs.s!.targetLufs).toBe(pop.targetLufs)
  const onAlbum = applyRackPresetEdits(song, song.album.id, pop, () => `id${++ids}`).reduce(
    (before, edit) => apply(before, edit).document,
    song,
  )
  expect(onAlbum.album.targetLufs).toBe(pop.targetLufs)
})

test('what another hand wrote is made to fit, and said', () => {
  const read = readRackPreset({
    format: RACK_PRESET_FORMAT,
    version: 9,
    name: '  Wild ',
    stages: [{ stage: 'correct', on: true }],
    devices: [
      { stage: 'loudness', kind: 'limiter', bypass: false, params: { drive: 900, ceiling: 'x', colour: 3 } },
      { stage: 'attic', kind: 'eq', bypass: true, params: {} },
      { stage: 'shine', kind: 'wonder', params: {} },
      { stage: 'shine', kind: { toString: '' }, params: {} },
      7,
    ],
    targetLufs: 5,
  })!
  expect(rackPresetSchema.parse(read.preset)).toEqual(read.preset)
  expect(read.preset).toMatchObject({ name: 'Wild', version: RACK_PRESET_VERSION, targetLufs: -3 })
  expect(read.preset.devices).toEqual([
    { stage: 'loudness', kind: 'limiter', bypass: false, params: { drive: 36 } },
    { stage: 'correct', kind: 'eq', bypass: true, params: {} },
  ])
  const notes = read.notes.join('\n')
  for (const said of [
    'version (9)',
    'stages',
    'Drive was 900',
    'Ceiling',
    '“colour”',
    '“wonder”',
    '“?”',
    'target was 5',
  ])
    expect(notes).toContain(said)
  for (const none of [null, 3, [], {}, { format: 'mixwright strip preset' }]) expect(readRackPreset(none)).toBeNull()
})
