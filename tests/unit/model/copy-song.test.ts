import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkDocument } from '../../../shared/model/check-document.ts'
import { audioOfSong, copySongEdits } from '../../../shared/model/copy-song.ts'
import type { Document, Id } from '../../../shared/model/document.ts'
import { apply, patchDocument } from '../../../shared/model/edits/apply.ts'
import { type Edit, editSchema } from '../../../shared/model/edits/edit.ts'
import { EditRefused } from '../../../shared/model/edits/refusal.ts'
import {
  clipsOfTrack,
  devicesOfOwner,
  lanesOfOwner,
  markersOfSong,
  pointsOfLane,
  sendsOfTrack,
  tracksOfSong,
} from '../../../shared/model/selectors.ts'
import { anyEdit, asset, emptyProject, furnishing } from './random-edits.ts'

/** Random ids, as the program's are: their order tells nothing. */
function ids(): () => Id {
  let state = 12345
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return `n${state.toString(16).padStart(8, '0')}`
  }
}

const newId = ids()

function build(edits: readonly Edit[], from: Document = emptyProject): Document {
  return edits.reduce((document, edit) => apply(document, editSchema.parse(edit)).document, from)
}

function copy(source: Document, songId: Id, target: Document): { document: Document; songId: Id; back: Document } {
  const copied = copySongEdits(source, songId, target, newId)
  const edit = editSchema.parse({ type: 'batch', label: 'Import song', edits: copied.edits })
  const applied = apply(target, edit)
  const back = patchDocument(applied.document, applied.inversePatches)
  return { document: applied.document, songId: copied.songId, back }
}

/** A song as its tables tell it, in their order, every id written as its rank among the song's. */
function shapeOf(document: Document, songId: Id): string {
  const owners = [songId, ...tracksOfSong(document, songId).map(({ id }) => id)]
  const { title: _title, order: _order, ...song } = document.songs[songId]!
  const byFrame = <T extends { frame: number }>(records: Record<Id, T> = {}) =>
    Object.values(records).sort((a, b) => a.frame - b.frame)
  const shape = {
    song,
    tracks: tracksOfSong(document, songId).map((track) => ({ ...track, frozen: null })),
    owners: owners.map((ownerId) => ({
      clips: clipsOfTrack(document, ownerId).map((clip) => ({
        ...clip,
        assetId: document.assets[clip.assetId]!.frames,
      })),
      devices: devicesOfOwner(document, ownerId).map((device) => ({
        ...device,
        fileAssetId: device.fileAssetId && document.assets[device.fileAssetId]!.frames,
      })),
      sends: sendsOfTrack(document, ownerId),
      lanes: lanesOfOwner(document, ownerId).map((lane) => [lane, pointsOfLane(document, lane.id)]),
    })),
    markers: markersOfSong(document, songId),
    tempos: byFrame(document.tempos[songId]),
    signatures: byFrame(document.signatures[songId]),
  }
  const found = new Set<Id>()
  const collect = (value: unknown, key = ''): void => {
    if (typeof value === 'string' && /(^id|Id)$/.test(key)) found.add(value)
    else if (typeof value === 'object' && value) for (const [k, each] of Object.entries(value)) collect(each, k)
  }
  collect(shape)
  const ranks = new Map([...found].sort().map((id, index) => [id, index]))
  return JSON.stringify(shape, (key, value) =>
    typeof value === 'string' && /(^id|Id)$/.test(key) ? ranks.get(value) : value,
  )
}

describe('a song taken from another project', () => {
  test('is the same song under new ids, whatever was done to it, and one undo takes it back', () => {
    const first = build(furnishing)
    const other = build(furnishing.slice(0, 6))
    let copied = 0
    fc.assert(
      fc.property(fc.array(anyEdit, { minLength: 5, maxLength: 30 }), (edits) => {
        let source = first
        for (const edit of edits)
          try {
            source = apply(source, edit).document
          } catch (error) {
            if (!(error instanceof EditRefused)) throw error
          }
        for (const songId of Object.keys(source.songs))
          for (const target of [other, source]) {
            const { document, songId: newSongId, back } = copy(source, songId, target)
            expect(checkDocument(document)).toEqual([])
            expect(shapeOf(document, newSongId)).toBe(shapeOf(source, songId))
            expect(tracksOfSong(document, newSongId).filter(({ frozen }) => frozen !== null)).toEqual([])
            expect(back).toEqual(target)
            copied++
          }
      }),
      { numRuns: 150 },
    )
    expect(copied).toBeGreaterThan(100)
  })

  test('brings the audio it plays once, and none that the project has already', () => {
    const source = build(
      [...furnishing.filter((edit) => edit.type !== 'addAsset')].flatMap((edit): Edit[] =>
        edit.type === 'addSong' && edit.song.id === 's1'
          ? [
              edit,
              { type: 'addAsset', asset: { ...asset('a1', 100_000), poolHash: '1'.repeat(64) } },
              { type: 'addAsset', asset: { ...asset('a2', 100_000), poolHash: '2'.repeat(64) } },
              { type: 'addAsset', asset: { ...asset('unused', 100_000), poolHash: '3'.repeat(64) } },
            ]
          : [edit],
      ),
    )
    expect(audioOfSong(source, 's1').map(({ id }) => id)).toEqual(['a1', 'a2'])
    const target = build([{ type: 'addAsset', asset: { ...asset('mine', 100_000), poolHash: '2'.repeat(64) } }])
    const { document } = copy(source, 's1', target)
    expect(
      Object.values(document.assets)
        .map(({ poolHash }) => poolHash[0])
        .sort(),
    ).toEqual(['1', '2'])
    const played = tracksOfSong(document, Object.keys(document.songs)[0]!).flatMap(({ id }) =>
      clipsOfTrack(document, id).map(({ assetId }) => assetId),
    )
    expect(played).toContain('mine')
  })

  test('gets a title that no song has, and stands last', () => {
    const source = build(furnishing)
    const { document, songId } = copy(source, 's1', source)
    expect(document.songs[songId]).toMatchObject({ title: 'Song s1 2', order: 1 })
    const again = copy(source, 's1', document)
    expect(again.document.songs[again.songId]!.title).toBe('Song s1 3')
  })

  test('keeps curves of more points than one edit writes', () => {
    const points = Array.from({ length: 60_000 }, (_, index) => ({
      frame: index * 3,
      value: index % 2 ? -3 : 0,
      shape: 'linear' as const,
      tension: 0,
    }))
    const source = build([
      ...furnishing,
      { type: 'editAutomation', ownerId: 't1', laneId: 'l1', fromFrame: 0, toFrame: 1_000_000, points },
    ])
    const { document, songId } = copy(source, 's1', emptyProject)
    expect(shapeOf(document, songId)).toBe(shapeOf(source, 's1'))
  })
})
