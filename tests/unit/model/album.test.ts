import { describe, expect, test } from 'vitest'
import { albumSchema, isrcSchema } from '../../../shared/model/album.ts'
import { newAlbumItem, newAlbumMaster, newLane } from '../../../shared/model/defaults.ts'
import type { Document } from '../../../shared/model/document.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import { type Edit, editSchema } from '../../../shared/model/edits/edit.ts'
import { labelOf } from '../../../shared/model/edits/label.ts'
import { asset, emptyProject, songEdit } from './random-edits.ts'

function build(edits: Edit[], from: Document = emptyProject): Document {
  return edits.reduce((document, edit) => apply(document, editSchema.parse(edit)).document, from)
}

const master = asset('master', 48_000)
const album = build([
  songEdit('s'),
  { type: 'addAsset', asset: master },
  { type: 'addAlbumItem', item: { ...newAlbumItem('one', build([songEdit('s')]).songs.s!, 0), gapFrames: 96_000 } },
  { type: 'addAlbumItem', item: newAlbumMaster('two', master, 1) },
])

describe('codes', () => {
  test('an EAN has thirteen digits and a check digit that fits them', () => {
    const { ean } = albumSchema.shape
    for (const valid of ['5012345678900', '0036000291452', null]) expect(ean.safeParse(valid).success).toBe(true)
    for (const wrong of ['5012345678901', '036000291452', '501234567890X', ''])
      expect(ean.safeParse(wrong).success).toBe(false)
  })

  test('an ISRC is country, registrant, year and number without hyphens', () => {
    expect(isrcSchema.safeParse('DEAB12600001').success).toBe(true)
    for (const wrong of ['DE-AB1-26-00001', 'deab12600001', 'DEAB1260001', ''])
      expect(isrcSchema.safeParse(wrong).success).toBe(false)
  })
})

describe('an album item', () => {
  test('waits for what comes before it or overlaps it, never both', () => {
    const both: Edit = { type: 'updateAlbumItem', itemId: 'one', set: { crossfadeFrames: 4800 } }
    expect(() => apply(album, both)).toThrow('cannot both wait for and overlap')
    const instead = { ...both, set: { crossfadeFrames: 4800, gapFrames: 0 } }
    expect(build([instead], album).albumItems.one).toMatchObject({ crossfadeFrames: 4800, gapFrames: 0 })
  })

  test('of an imported master cannot leave out or fade more than there is', () => {
    const trim = (trimStartFrames: number, fadeOutFrames: number): Edit => ({
      type: 'updateAlbumItem',
      itemId: 'two',
      set: { trimStartFrames, fadeOutFrames },
    })
    expect(() => apply(album, trim(48_000, 0))).toThrow('more than there is of it')
    expect(() => apply(album, trim(40_000, 8001))).toThrow('more than there is of it')
    expect(build([trim(40_000, 8000)], album).albumItems.two).toMatchObject({ trimStartFrames: 40_000 })
  })

  test('goes with its song, and keeps its master in the pool', () => {
    expect(Object.keys(build([{ type: 'removeSong', songId: 's' }], album).albumItems)).toEqual(['two'])
    expect(() => apply(album, { type: 'removeAsset', assetId: 'master' })).toThrow(
      "“master” is still played by the album's “master”.",
    )
    const free = build([{ type: 'removeAlbumItem', itemId: 'two' }], album)
    expect(build([{ type: 'removeAsset', assetId: 'master' }], free).assets).toEqual({})
  })

  test('that names a song and a master at once is refused', () => {
    const item = { ...newAlbumMaster('three', master, 2), songId: 's' }
    expect(() => apply(album, { type: 'addAlbumItem', item })).toThrow('names not exactly what it plays')
  })
})

test('the album’s rack has no timeline, so nothing of it is automated, and no track takes its id', () => {
  const lane = newLane('l', 'project', { kind: 'strip', param: 'faderDb' }, 0)
  expect(() => apply(album, { type: 'addLane', lane })).toThrow('no track or song project')
  expect(() => apply(album, songEdit('project'))).toThrow('already an album with the id project')
})

test('the history tells a gap from a title', () => {
  const label = (set: object) => labelOf(editSchema.parse({ type: 'updateAlbumItem', itemId: 'two', set }), album)
  expect(label({ gapFrames: 1 })).toBe('Album gap: master')
  expect(label({ title: 'Tides' })).toBe('Album track: master')
})
