import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkDocument } from '../../../shared/model/check-document.ts'
import { copySongEdits } from '../../../shared/model/copy-song.ts'
import { newLinkGroup } from '../../../shared/model/defaults.ts'
import type { Document } from '../../../shared/model/document.ts'
import { apply, patchDocument } from '../../../shared/model/edits/apply.ts'
import { type Edit, editSchema } from '../../../shared/model/edits/edit.ts'
import { linkedTracks, linkGroupsOfTrack } from '../../../shared/model/link-group.ts'
import { FaderMemory, type LinkedFader, moveLinked } from '../../../shared/model/linked-faders.ts'
import { emptyProject, songEdit, trackWithClip } from './random-edits.ts'

function build(edits: Edit[], from: Document = emptyProject): Document {
  return edits.reduce((document, edit) => apply(document, editSchema.parse(edit)).document, from)
}

const band = build([
  songEdit('s'),
  songEdit('other'),
  ...['kick', 'snare', 'bass'].flatMap((id) => trackWithClip('s', id, 48_000)),
  { type: 'addLinkGroup', group: newLinkGroup('drums', 's', 'Drums', 0, ['kick', 'snare']) },
  { type: 'addLinkGroup', group: { ...newLinkGroup('low', 's', 'Low end', 1, ['kick', 'bass']), mutes: false } },
])

describe('link groups', () => {
  test('a strip goes with those of its groups that link the value, and groups do not chain', () => {
    expect(linkedTracks(band, 'kick', 'faders')).toEqual(['kick', 'snare', 'bass'])
    expect(linkedTracks(band, 'kick', 'mutes')).toEqual(['kick', 'snare'])
    expect(linkedTracks(band, 'snare', 'faders')).toEqual(['snare', 'kick'])
    const resting = build([{ type: 'updateLinkGroup', groupId: 'drums', set: { on: false } }], band)
    expect(linkedTracks(resting, 'snare', 'faders')).toEqual(['snare'])
    expect(linkGroupsOfTrack(band, 'kick').map(({ name }) => name)).toEqual(['Drums', 'Low end'])
  })

  test('a removed strip leaves its groups, an emptied group goes, and undo brings both back', () => {
    const steps = [apply(band, { type: 'removeTrack', trackId: 'kick' })]
    steps.push(apply(steps[0]!.document, { type: 'removeTrack', trackId: 'snare' }))
    const gone = steps[1]!.document
    expect(gone.linkGroups).toEqual({ low: expect.objectContaining({ trackIds: ['bass'] }) })
    expect(checkDocument(gone)).toEqual([])
    const back = steps.reduceRight((document, { inversePatches }) => patchDocument(document, inversePatches), gone)
    expect(back).toEqual(band)
  })

  test('strips of another song, strips that are not there and a strip twice are refused', () => {
    const members = (trackIds: string[]) => () =>
      build([{ type: 'updateLinkGroup', groupId: 'low', set: { trackIds } }], band)
    expect(members(['other-master'])).toThrow('belongs to another song')
    expect(members(['ghost'])).toThrow('There is no track ghost')
    expect(members(['kick', 'kick'])).toThrow('twice')
  })

  test('a copied song has its groups with its own strips', () => {
    let count = 0
    const { songId, edits } = copySongEdits(band, 's', band, () => `copy-${count++}`)
    const copied = build([{ type: 'batch', label: 'Copy', edits }], band)
    const groups = Object.values(copied.linkGroups).filter((group) => group.songId === songId)
    expect(groups.map(({ name, trackIds }) => [name, trackIds.map((id) => copied.tracks[id]!.name)])).toEqual([
      ['Drums', ['kick', 'snare']],
      ['Low end', ['kick', 'bass']],
    ])
    expect(checkDocument(copied)).toEqual([])
  })
})

/** Any place of a fader's travel, in tenths. */
const anyDb = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -699, max: 60 }).map((tenths) => tenths / 10) },
  fc.constant(-144),
)
const anyGroup = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 2 }).chain((ids) =>
  fc
    .array(
      fc.integer({ min: -600, max: 60 }).map((tenths) => tenths / 10),
      { minLength: ids.length, maxLength: ids.length },
    )
    .map((levels) => new Map(ids.map((id, index) => [id, levels[index]!]))),
)

function levels(faders: ReadonlyMap<string, LinkedFader>): Map<string, number> {
  return new Map([...faders].map(([id, { db }]) => [id, db]))
}

describe('linked faders', () => {
  test('the others go as many decibels along', () => {
    const start = new FaderMemory().read(new Map([['kick', -6], ['snare', -9.5], ['bass', 0]])) // biome-ignore format: one line
    expect([...levels(moveLinked(start, 'kick', -10)).values()]).toEqual([-10, -13.5, -4])
  })

  test('whatever the hand does in however many gestures, going back to where it began brings every fader back', () => {
    fc.assert(
      fc.property(anyGroup, fc.array(anyDb, { minLength: 1, maxLength: 6 }), (group, places) => {
        const memory = new FaderMemory()
        const [lead] = group.keys()
        let values = new Map<string, number>(group)
        for (const db of [...places, group.get(lead!)!]) {
          const moved = moveLinked(memory.read(values), lead!, db)
          memory.keep(moved)
          values = new Map(levels(moved))
          for (const level of values.values()) expect(level === -144 || (level > -70 && level <= 6)).toBe(true)
          expect(values.get(lead!)).toBe(db)
        }
        expect(values).toEqual(group)
      }),
    )
  })

  test('with one fader at the bottom all are off, and they come back in their distances', () => {
    const memory = new FaderMemory()
    const start = new Map([['kick', -6], ['snare', 5]]) // biome-ignore format: one line
    const off = moveLinked(memory.read(start), 'kick', -144)
    memory.keep(off)
    expect(levels(off)).toEqual(new Map([['kick', -144], ['snare', -144]])) // biome-ignore format: one line
    expect(levels(moveLinked(memory.read(levels(off)), 'kick', -20))).toEqual(new Map([['kick', -20], ['snare', -9]])) // biome-ignore format: one line
  })

  test('a fader that was off by itself takes no other with it, and stays off when others move', () => {
    const start = new FaderMemory().read(new Map([['kick', -144], ['snare', -12]])) // biome-ignore format: one line
    expect(levels(moveLinked(start, 'kick', -10)).get('snare')).toBe(-12)
    expect(levels(moveLinked(start, 'snare', 6)).get('kick')).toBe(-144)
  })

  test('what was moved otherwise in the meantime begins from where it stands', () => {
    const memory = new FaderMemory()
    memory.keep(moveLinked(memory.read(new Map([['kick', 0], ['snare', 4]])), 'kick', 5)) // biome-ignore format: one line
    const next = moveLinked(memory.read(new Map([['kick', 5], ['snare', 2]])), 'kick', 0) // biome-ignore format: one line
    expect(levels(next).get('snare')).toBe(-3)
  })
})
