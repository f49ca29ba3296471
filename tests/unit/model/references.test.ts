import { expect, test } from 'vitest'
import { usesOfAsset } from '../../../shared/model/asset-uses.ts'
import { audioUses } from '../../../shared/model/audio-uses.ts'
import { checkDocument } from '../../../shared/model/check-document.ts'
import { type Document, emptyDocument } from '../../../shared/model/document.ts'
import { apply, patchDocument } from '../../../shared/model/edits/apply.ts'
import type { SingleEdit } from '../../../shared/model/edits/edit.ts'
import { labelOf } from '../../../shared/model/edits/label.ts'
import { referencesInOrder } from '../../../shared/model/selectors.ts'

const record = { id: 'r', assetId: 'a', name: 'Blue', order: 0, trimDb: 0, startFrame: 0, endFrame: null }

function build(...edits: SingleEdit[]): Document {
  const empty = emptyDocument({ id: 'p', name: 'Tides', sampleRate: 48_000, createdAt: '2026-01-01T00:00:00.000Z' })
  const asset = {
    id: 'a',
    name: 'Blue',
    sourceHash: '1'.repeat(64),
    poolHash: '2'.repeat(64),
    originalName: 'blue.flac',
    sourceFormat: 'FLAC',
    sourceRate: 44_100,
    sourceChannels: 2,
    channelIndex: null,
    channels: 2 as const,
    frames: 1000,
    notes: [],
    originFrame: null,
  }
  return [{ type: 'addAsset' as const, asset }, ...edits].reduce((before, edit) => apply(before, edit).document, empty)
}

test('a reference is added, changed and removed, each to be undone', () => {
  const before = build()
  const { document, inversePatches } = apply(before, { type: 'addReference', reference: record })
  expect(referencesInOrder(document)).toEqual([record])
  expect(checkDocument(document)).toEqual([])
  expect(patchDocument(document, inversePatches)).toEqual(before)
  const change = {
    type: 'updateReference',
    referenceId: 'r',
    set: { trimDb: -2, startFrame: 100, endFrame: 900 },
  } as const
  const changed = apply(document, change)
  expect(changed.document.references.r).toMatchObject({ trimDb: -2, startFrame: 100, endFrame: 900 })
  expect(labelOf({ type: 'removeReference', referenceId: 'r' }, document)).toBe('Remove reference: Blue')
  expect(apply(changed.document, { type: 'removeReference', referenceId: 'r' }).document).toEqual(before)
})

test('its passage lies inside the record', () => {
  const document = build({ type: 'addReference', reference: record })
  const passage = (startFrame: number, endFrame: number | null) => () =>
    apply(document, { type: 'updateReference', referenceId: 'r', set: { startFrame, endFrame } })
  expect(passage(0, 1000)).not.toThrow()
  expect(passage(0, 1001)).toThrow('does not lie inside it')
  expect(passage(500, 500)).toThrow('does not lie inside it')
  expect(passage(1000, null)).toThrow('does not lie inside it')
})

test('audio that is compared with counts as used, and cannot be taken out of the project', () => {
  const document = build({ type: 'addReference', reference: record })
  expect(usesOfAsset(document, 'a')).toEqual(['the reference “Blue”'])
  expect(audioUses(document).get('a')).toMatchObject([{ songId: null, others: 1 }])
  expect(() => apply(document, { type: 'removeAsset', assetId: 'a' })).toThrow('still played by the reference “Blue”')
})
