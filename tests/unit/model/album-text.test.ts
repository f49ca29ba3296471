import { describe, expect, test } from 'vitest'
import { addSongsEdits, songsBesideAlbum } from '../../../shared/model/album-adding.ts'
import { fillDown, pastedCells, setCells } from '../../../shared/model/album-cells.ts'
import { albumRows, columnsByHeader, csvPlan } from '../../../shared/model/album-csv.ts'
import { albumFields, cellText, readCell } from '../../../shared/model/album-fields.ts'
import { joinSet, moveItemsEdits, shapeSet } from '../../../shared/model/album-moves.ts'
import type { Document } from '../../../shared/model/document.ts'
import { readEan } from '../../../shared/model/ean.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import { type Edit, editSchema } from '../../../shared/model/edits/edit.ts'
import { assignIsrcs, formatIsrc, isrcFault, plainIsrc, sharedIsrcs } from '../../../shared/model/isrc.ts'
import { itemsOfAlbum } from '../../../shared/model/selectors.ts'
import { emptyProject, songEdit } from './random-edits.ts'

function build(edits: readonly Edit[], from: Document = emptyProject): Document {
  return edits.reduce((document, edit) => apply(document, editSchema.parse(edit)).document, from)
}

let made = 0
const newId = () => `item-${++made}`
const songs = build(
  ['a', 'b', 'c'].map(
    (id, order) =>
      ({
        ...songEdit(id),
        song: { ...(songEdit(id) as { song: object }).song, title: id.toUpperCase(), order },
      }) as Edit,
  ),
)
made = 0
const album = build(addSongsEdits(songs, ['a', 'b', 'c'], newId), songs)
const titles = (document: Document) => itemsOfAlbum(document).map(({ title }) => title)
const set = (itemId: string, change: object): Edit => ({ type: 'updateAlbumItem', itemId, set: change })

describe('an EAN as it is typed', () => {
  test('has its check digit, and is told the right one otherwise', () => {
    expect(readEan('5 012345-678900')).toEqual({ ean: '5012345678900' })
    expect(readEan('5012345678901')).toEqual({ fault: 'The last digit of this EAN is 0, not 1.' })
  })

  test('of twelve digits is a UPC-A and gets its zero', () => {
    expect(readEan('036000291452')).toEqual({ ean: '0036000291452' })
    expect(readEan('036000291453')).toMatchObject({ fault: expect.stringContaining('As a UPC-A this would end in 2') })
    expect(readEan('501234567891')).toMatchObject({ fault: expect.stringContaining('one digit is missing: 7') })
  })

  test('may be empty, and is nothing but digits', () => {
    expect(readEan('  ')).toEqual({ ean: null })
    expect(readEan('5012x')).toEqual({ fault: 'An EAN or UPC has nothing but digits.' })
    expect(readEan('123')).toEqual({ fault: 'An EAN has 13 digits and a UPC-A 12; this has 3.' })
  })
})

describe('ISRCs', () => {
  const coded = build([{ type: 'updateAlbum', set: { isrcPrefix: 'DEAB126', isrcNext: 7 } }], album)

  test('are read with hyphens and in small letters, and written with them', () => {
    expect(plainIsrc('de-ab1-26-00001')).toBe('DEAB12600001')
    expect(formatIsrc('DEAB12600001')).toBe('DE-AB1-26-00001')
    expect([isrcFault('de-ab1-26-00001'), isrcFault('')]).toEqual([null, null])
    expect(isrcFault('DEAB1260001')).toBe('An ISRC has 12 letters and digits; this has 11.')
    expect(isrcFault('1EAB12600001')).toMatch(/two letters for the country/)
  })

  test('are given to all without, pass over what is taken, and the counter moves on', () => {
    const one = build([set('item-2', { isrc: 'DEAB12600008' })], coded)
    const given = assignIsrcs(one)
    if ('fault' in given) throw new Error(given.fault)
    const done = build(given.edits, one)
    expect(itemsOfAlbum(done).map(({ isrc }) => isrc)).toEqual(['DEAB12600007', 'DEAB12600008', 'DEAB12600009'])
    expect(done.album.isrcNext).toBe(10)
    expect(assignIsrcs(done)).toEqual({ edits: [] })
  })

  test('need a prefix, and a year has no more than 99,999', () => {
    expect(assignIsrcs(album)).toMatchObject({ fault: expect.stringContaining('no prefix') })
    const last = build([{ type: 'updateAlbum', set: { isrcNext: 99_998 } }], coded)
    expect(assignIsrcs(last)).toMatchObject({ fault: expect.stringContaining('used up') })
  })

  test('that two tracks share are found', () => {
    const twice = build([set('item-1', { isrc: 'DEAB12600001' }), set('item-3', { isrc: 'DEAB12600001' })], coded)
    expect([...sharedIsrcs(itemsOfAlbum(twice)).values()].map((items) => items.map(({ id }) => id))).toEqual([
      ['item-1', 'item-3'],
    ])
  })
})

describe('the order of the album', () => {
  test('a song stands on it once, behind two seconds of silence unless it is the first', () => {
    expect(itemsOfAlbum(album).map(({ gapFrames }) => gapFrames)).toEqual([0, 96_000, 96_000])
    expect(songsBesideAlbum(album)).toEqual([])
    expect(addSongsEdits(album, ['a', 'b'], newId)).toEqual([])
  })

  test('changes by moving one or several before another', () => {
    const move = (ids: string[], index: number) => titles(build(moveItemsEdits(album, new Set(ids), index), album))
    expect(move(['item-3'], 0)).toEqual(['C', 'A', 'B'])
    expect(move(['item-1'], 3)).toEqual(['B', 'C', 'A'])
    expect(move(['item-1', 'item-3'], 2)).toEqual(['B', 'A', 'C'])
    expect(moveItemsEdits(album, new Set(['item-1']), 1)).toEqual([])
  })

  test('an item waits or overlaps, by no more than makes sense', () => {
    expect(joinSet(4800.4, 100)).toEqual({ gapFrames: 4800, crossfadeFrames: 0 })
    expect(joinSet(-60, 100)).toEqual({ gapFrames: 0, crossfadeFrames: 60 })
    expect(joinSet(-160, 100)).toEqual({ gapFrames: 0, crossfadeFrames: 100 })
  })

  test('fades and trims stay inside what there is', () => {
    const item = { ...itemsOfAlbum(album)[0]!, fadeInFrames: 300, fadeOutFrames: 400 }
    expect(shapeSet(item, { fadeOutFrames: 900 }, 1000)).toMatchObject({ fadeInFrames: 300, fadeOutFrames: 700 })
    expect(shapeSet(item, { fadeInFrames: 900 }, 1000)).toMatchObject({ fadeInFrames: 600, fadeOutFrames: 400 })
    expect(shapeSet(item, { trimStartFrames: 600 }, 1000)).toEqual({
      trimStartFrames: 600,
      trimEndFrames: 0,
      fadeInFrames: 0,
      fadeOutFrames: 400,
    })
    expect(shapeSet(item, { trimEndFrames: 5000 }, 1000)).toMatchObject({ trimEndFrames: 999 })
  })
})

describe('the table', () => {
  test('reads every field from the text it is written as', () => {
    const item = {
      ...itemsOfAlbum(album)[0]!,
      year: 2026,
      isrc: 'DEAB12600001',
      explicit: true,
      language: 'pt-BR',
      lyrics: 'One\ntwo',
    }
    for (const field of albumFields)
      expect(readCell(field, cellText(item, field))).toEqual({ set: { [field]: item[field] } })
  })

  test('says why a cell will not do', () => {
    for (const [field, text, fault] of [
      ['year', '26', 'no year'],
      ['isrc', 'DE', '12 letters'],
      ['language', 'english please', 'no language code'],
      ['explicit', 'maybe', 'neither yes nor no'],
      ['title', 'x'.repeat(201), 'longer than 200'],
    ] as const)
      expect(readCell(field, text)).toMatchObject({ fault: expect.stringContaining(fault) })
  })

  test('is filled down from a cell as one step, and what is the same is left alone', () => {
    const one = build([set('item-1', { artist: 'Anna' }), set('item-3', { artist: 'Anna' })], album)
    const { edit, faults } = setCells(one, fillDown(itemsOfAlbum(one), 'artist', 0, 2), 'Fill')
    expect(edit?.edits).toEqual([set('item-2', { artist: 'Anna' })])
    expect(faults).toEqual([])
  })

  test('takes columns of a spreadsheet; what reaches past it is left out, what will not do is told', () => {
    const cells = pastedCells(itemsOfAlbum(album), albumFields, { row: 1, column: albumFields.indexOf('producer') }, [
      ['Eve', '2026'],
      ['Adam', 'soon'],
      ['Nobody', '2000'],
    ])
    const { edit, faults } = setCells(album, cells, 'Paste')
    const pasted = itemsOfAlbum(build([edit!], album))
    expect(pasted.map(({ producer, year }) => [producer, year])).toEqual([
      ['', null],
      ['Eve', 2026],
      ['Adam', null],
    ])
    expect(faults).toMatchObject([{ itemId: 'item-3', field: 'year', text: 'soon' }])
  })
})

describe('a CSV of titles', () => {
  test('is mapped by its headers, each field once', () => {
    expect(columnsByHeader(['#', 'Track Title', ' ISRC ', 'Komponist', 'Price', 'Title'])).toEqual([
      'number',
      'title',
      'isrc',
      'composer',
      null,
      null,
    ])
  })

  test('goes to the tracks by number, leaves empty cells alone, and tells what it cannot place', () => {
    const plan = csvPlan(
      album,
      [
        ['3', 'Tides', ''],
        ['1', 'A', '2026'],
        ['9', 'Lost', ''],
        ['2', 'Harbour', 'soon'],
      ],
      ['number', 'title', 'year'],
      'titles.csv',
    )
    expect(plan.changes.map(({ itemId, field, before, text }) => [itemId, field, before, text])).toEqual([
      ['item-3', 'title', 'C', 'Tides'],
      ['item-1', 'year', '', '2026'],
      ['item-2', 'title', 'B', 'Harbour'],
    ])
    expect(plan.notes).toEqual(['Line 4 is of track 9, which is not on the album.'])
    expect(plan.faults).toMatchObject([{ itemId: 'item-2', field: 'year' }])
    expect(titles(build([plan.edit!], album))).toEqual(['A', 'Harbour', 'Tides'])
  })

  test('without numbers goes to the tracks in their order', () => {
    expect(csvPlan(album, [['One'], ['Two']], ['title'], 'x.csv').changes.map(({ itemId }) => itemId)).toEqual([
      'item-1',
      'item-2',
    ])
  })

  test('that the album wrote changes nothing when it is read', () => {
    const full = build([set('item-1', { isrc: 'DEAB12600001', explicit: true, lyrics: 'a\nb', year: 1999 })], album)
    const [header, ...lines] = albumRows(full)
    const plan = csvPlan(full, lines, columnsByHeader(header!), 'x.csv')
    expect([plan.edit, plan.faults, plan.notes, plan.changes]).toEqual([null, [], [], []])
    expect(columnsByHeader(header!)).toEqual(['number', ...albumFields])
  })
})
