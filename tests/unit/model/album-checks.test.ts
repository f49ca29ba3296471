import { describe, expect, test } from 'vitest'
import { setItemState, useAlbumState } from '../../../renderer/album/album-state.ts'
import { addSongsEdits } from '../../../shared/model/album-adding.ts'
import { albumFindings } from '../../../shared/model/album-checks/album-checks.ts'
import type { AlbumFacts, Finding, SoundFault } from '../../../shared/model/album-checks/finding.ts'
import { albumSequence } from '../../../shared/model/album-sequence.ts'
import type { Document } from '../../../shared/model/document.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import { type Edit, editSchema } from '../../../shared/model/edits/edit.ts'
import { itemsOfAlbum } from '../../../shared/model/selectors.ts'
import { emptyProject, songEdit } from './random-edits.ts'

function build(edits: readonly Edit[], from: Document = emptyProject): Document {
  return edits.reduce((document, edit) => apply(document, editSchema.parse(edit)).document, from)
}

const RATE = 48_000
const set = (itemId: string, change: object): Edit => ({ type: 'updateAlbumItem', itemId, set: change })
const songs = build([songEdit('a'), songEdit('b'), songEdit('c')])
let made = 0
const placed = build(
  addSongsEdits(songs, ['a', 'b', 'c'], () => `item-${++made}`),
  songs,
)
/** Nothing is to be said of it. */
const ready = build(
  [
    {
      type: 'updateAlbum',
      set: {
        title: 'Night Trains',
        artist: 'Anna',
        year: 2026,
        ean: '5012345678900',
        copyright: '2026 Anna',
        coverFile: 'cover.png',
        isrcPrefix: 'DEAB126',
        isrcNext: 10,
      },
    },
    ...['item-1', 'item-2', 'item-3'].map((id, index) =>
      set(id, { title: `Song ${index}`, isrc: `DEAB1260000${index}` }),
    ),
  ],
  placed,
)

function facts(document: Document, more: Partial<AlbumFacts> & { seconds?: readonly number[] } = {}): AlbumFacts {
  const items = itemsOfAlbum(document)
  const sources = items.map((item, index) => ({ item, frames: (more.seconds?.[index] ?? 200) * RATE }))
  const sequence = albumSequence(sources, RATE, document.album.sectorAligned)
  return { document, items, sequence, sounds: new Map(), cover: { width: 1500, height: 1500 }, ...more }
}

function find(document: Document, id: string, more: Parameters<typeof facts>[1] = {}): Finding {
  const found = albumFindings(facts(document, more))
  const finding = found.find((each) => each.id === id)
  if (!finding) throw new Error(`There is no finding ${id}: ${found.map((each) => each.id).join(', ')}`)
  return finding
}

/** The repair mends what was found and finds nothing new. */
function expectRepaired(document: Document, finding: Finding, more: Parameters<typeof facts>[1] = {}): Document {
  const repaired = build([finding.repair!.edit], document)
  const before = new Set(albumFindings(facts(document, more)).map(({ id }) => id))
  const after = albumFindings(facts(repaired, more)).map(({ id }) => id)
  expect(after).not.toContain(finding.id)
  expect(after.filter((id) => !before.has(id))).toEqual([])
  return repaired
}

test('of an album that is ready nothing is said', () => {
  expect(albumFindings(facts(ready))).toEqual([])
})

test('of an album without tracks nothing else is said', () => {
  expect(albumFindings(facts(songs)).map(({ id }) => id)).toEqual(['empty'])
})

test('the worst stands first', () => {
  const ranks = albumFindings(facts(placed)).map(({ severity }) => ['error', 'warning', 'hint'].indexOf(severity))
  expect(ranks).toEqual([...ranks].sort())
})

describe('what is written', () => {
  test.each(['title', 'artist', 'ean', 'year', 'copyright'] as const)('a missing %s is found at its field', (field) => {
    const value = field === 'ean' || field === 'year' ? null : ''
    const document = build([{ type: 'updateAlbum', set: { [field]: value } }], ready)
    expect(find(document, `record ${field}`).place).toEqual({ kind: 'record', field })
  })

  test('an artist that all tracks have becomes the album’s', () => {
    const document = build(
      [
        { type: 'updateAlbum', set: { artist: '' } },
        ...['item-1', 'item-2', 'item-3'].map((id) => set(id, { artist: 'Eve' })),
      ],
      ready,
    )
    expect(expectRepaired(document, find(document, 'record artist')).album.artist).toBe('Eve')
    const mixed = build([set('item-1', { artist: 'Adam' })], document)
    expect(find(mixed, 'record artist').repair).toBeNull()
  })

  test('a cover is wanted, whole, large and square', () => {
    const none = build([{ type: 'updateAlbum', set: { coverFile: null } }], ready)
    expect(find(none, 'cover none').severity).toBe('warning')
    expect(find(ready, 'cover gone', { cover: 'gone' }).severity).toBe('error')
    expect(find(ready, 'cover small', { cover: { width: 1399, height: 1400 } }).sentence).toContain('1399 × 1400')
    expect(find(ready, 'cover oblong', { cover: { width: 1500, height: 1400 } }).severity).toBe('warning')
    expect(albumFindings(facts(ready, { cover: null })), 'not read yet').toEqual([])
  })

  test('an empty title is its song’s again', () => {
    const document = build([set('item-2', { title: '' })], ready)
    expect(expectRepaired(document, find(document, 'title item-2')).albumItems['item-2']!.title).toBe('Song b')
  })

  test('tracks without a code get one, where there is a prefix', () => {
    const document = build([set('item-2', { isrc: null }), set('item-3', { isrc: null })], ready)
    const repaired = expectRepaired(document, find(document, 'isrc none'))
    expect(itemsOfAlbum(repaired).map(({ isrc }) => isrc)).toEqual(['DEAB12600000', 'DEAB12600010', 'DEAB12600011'])
    const bare = build([{ type: 'updateAlbum', set: { isrcPrefix: '' } }], document)
    expect(find(bare, 'isrc none').repair).toBeNull()
  })

  test('a code that two tracks have stays with the first', () => {
    const document = build([set('item-3', { isrc: 'DEAB12600000' })], ready)
    const repaired = expectRepaired(document, find(document, 'isrc DEAB12600000'))
    expect(itemsOfAlbum(repaired).map(({ isrc }) => isrc)).toEqual(['DEAB12600000', 'DEAB12600001', 'DEAB12600010'])
  })
})

describe('a compact disc', () => {
  const forDisc = build([{ type: 'updateAlbum', set: { sectorAligned: true } }], ready)

  test('takes four seconds as its shortest track, with the silence behind it', () => {
    expect(find(forDisc, 'disc short item-3', { seconds: [200, 200, 3.9] }).severity).toBe('error')
    for (const seconds of [
      [200, 200, 4],
      [200, 3, 200],
    ])
      expect(albumFindings(facts(forDisc, { seconds })).map(({ id }) => id)).toEqual(['disc rate'])
  })

  test('holds 79:57, and the place where it is full is told', () => {
    const seconds = [3000, 1797 - 4, 1]
    expect(
      albumFindings(facts(ready, { seconds: [3000, 1797 - 4, 0.001] })).some(({ id }) => id === 'disc length'),
    ).toBe(true)
    const finding = find(forDisc, 'disc length', { seconds })
    expect(finding).toMatchObject({ severity: 'error', place: { kind: 'sequence', itemId: 'item-3', frame: 0 } })
    expect(finding.sentence).toContain('0:01 longer')
    expect(find(ready, 'disc length', { seconds }).severity, 'for a stream only a hint').toBe('hint')
  })

  test('is converted from another rate, and wants a track that is not hidden', () => {
    expect(find(forDisc, 'disc rate').severity).toBe('hint')
    const hidden = build(
      ['item-1', 'item-2', 'item-3'].map((id) => set(id, { hidden: true })),
      ready,
    )
    expect(expectRepaired(hidden, find(hidden, 'disc hidden')).albumItems['item-1']!.hidden).toBe(false)
  })
})

describe('joins', () => {
  test('silence and an overlap before the first track are taken away', () => {
    const gap = build([set('item-1', { gapFrames: RATE })], ready)
    expect(expectRepaired(gap, find(gap, 'gap first item-1')).albumItems['item-1']!.gapFrames).toBe(0)
    const overlap = build([set('item-1', { crossfadeFrames: RATE })], ready)
    expectRepaired(overlap, find(overlap, 'crossfade first item-1'))
  })

  test('an overlap longer than what it overlaps becomes what it came out as', () => {
    const document = build([set('item-2', { gapFrames: 0, crossfadeFrames: 150 * RATE })], ready)
    const more = { seconds: [200, 100, 200] }
    const repaired = expectRepaired(document, find(document, 'crossfade item-2', more), more)
    expect(repaired.albumItems['item-2']!.crossfadeFrames).toBe(100 * RATE)
  })

  test('a long wait is asked about', () => {
    const document = build([set('item-2', { gapFrames: 11 * RATE })], ready)
    expect(expectRepaired(document, find(document, 'gap item-2')).albumItems['item-2']!.gapFrames).toBe(2 * RATE)
  })

  test('fades longer than their track are shortened in their proportion', () => {
    const document = build([set('item-2', { fadeInFrames: 3 * RATE, fadeOutFrames: 9 * RATE })], ready)
    const more = { seconds: [200, 8, 200] }
    expect(expectRepaired(document, find(document, 'fades item-2', more), more).albumItems['item-2']).toMatchObject({
      fadeInFrames: 2 * RATE,
      fadeOutFrames: 6 * RATE,
    })
  })

  test('an empty track, and one of which nothing is left, are errors', () => {
    expect(find(ready, 'empty item-2', { seconds: [200, 0, 200] }).severity).toBe('error')
    const trimmed = build([set('item-2', { trimStartFrames: RATE })], ready)
    expect(find(trimmed, 'trim item-2', { seconds: [200, 0, 200] }).repair).not.toBeNull()
  })

  test('a recording stands on a record once, and a song that is not on it is told', () => {
    const [first] = itemsOfAlbum(ready)
    const twice = build([{ type: 'addAlbumItem', item: { ...first!, id: 'again', order: 9, isrc: null } }], ready)
    expect(Object.keys(expectRepaired(twice, find(twice, 'twice again')).albumItems)).toHaveLength(3)
    const fewer = build([{ type: 'removeAlbumItem', itemId: 'item-2' }], ready)
    const finding = find(fewer, 'absent')
    expect(finding.sentence).toContain('“Song b” is a song')
    expect(itemsOfAlbum(build([finding.repair!.edit], fewer)).map(({ songId }) => songId)).toEqual(['a', 'c', 'b'])
  })
})

describe('what was measured', () => {
  const fault = (kind: string, lengthFrames: number): SoundFault => ({
    kind,
    verdict: 'hint',
    startFrame: 1000,
    lengthFrames,
    sentence: 'Something is wrong.',
    remedy: 'Mend it.',
  })
  const measured = (faults: SoundFault[], dbtp = -1): Partial<AlbumFacts> => ({
    sounds: new Map([['item-2', { lufs: -14, dbtp, faults }]]),
  })

  test('peaks over full scale are told, and faults with their place in what is heard', () => {
    expect(find(ready, 'peak item-2', measured([], 0.4)).sentence).toContain('+0.4 dBTP')
    const trimmed = build([set('item-2', { trimStartFrames: 400 })], ready)
    expect(find(trimmed, 'clipped item-2 1000', measured([fault('clipped', 3)])).place).toEqual({
      kind: 'sequence',
      itemId: 'item-2',
      frame: 600,
    })
  })

  test('silence at an end is left out by the trim, and told no more', () => {
    const more = measured([fault('silentHead', 30_000), fault('silentEnd', 20_000)])
    const head = expectRepaired(ready, find(ready, 'silentHead item-2 1000', more), more)
    expect(head.albumItems['item-2']).toMatchObject({ trimStartFrames: 30_000, trimEndFrames: 0 })
    const both = expectRepaired(head, find(head, 'silentEnd item-2 1000', more), more)
    expect(both.albumItems['item-2']).toMatchObject({ trimStartFrames: 30_000, trimEndFrames: 20_000 })
    expect(albumFindings(facts(both, more))).toEqual([])
  })

  test('a song far from the others stands out, unless all are made equal or its offset brings it near', () => {
    const sounds = new Map(
      ['item-1', 'item-2', 'item-3'].map((id, index) => [
        id,
        { lufs: [-14, -20, -14.5][index]!, dbtp: -1, faults: [] },
      ]),
    )
    expect(find(ready, 'spread item-2', { sounds }).sentence).toContain('5.5 LU quieter')
    for (const edit of [
      { type: 'updateAlbum', set: { loudnessMode: 'equal' } },
      set('item-2', { loudnessOffsetDb: 3 }),
    ] as Edit[])
      expect(albumFindings(facts(build([edit], ready), { sounds }))).toEqual([])
  })
})

test('what is told of an item adds to what is known of it', () => {
  setItemState('one', { state: 'rendering', fraction: 0.5 })
  setItemState('one', { state: 'fresh', fraction: null, lufs: -14 })
  expect(useAlbumState.getState().items.one).toMatchObject({ state: 'fresh', lufs: -14, dbtp: null, faults: [] })
})
