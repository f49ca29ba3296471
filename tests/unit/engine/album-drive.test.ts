import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drivePoints, measuredStretch } from '../../../shared/engine/album/album-drive.ts'
import { albumSequence } from '../../../shared/model/album-sequence.ts'
import { newAlbumMaster } from '../../../shared/model/defaults.ts'
import type { AlbumItem } from '../../../shared/model/document.ts'
import { asset } from '../model/random-edits.ts'

const rate = 48_000

function sequence(lengths: readonly number[], more: readonly Partial<AlbumItem>[] = []) {
  const sources = lengths.map((frames, index) => {
    const item = newAlbumMaster(`i${index}`, asset(`a${index}`, frames), index)
    return { item: { ...item, ...more[index] }, frames }
  })
  return albumSequence(sources, rate, false)
}

const points = (of: ReturnType<typeof sequence>, drives: Record<string, number>, late = 0) =>
  drivePoints(of.places, drives, 1, rate, late).map(({ frame, value, shape }) => [frame, value, shape])

describe('the last limiter’s drive', () => {
  test('is held through a song and runs to the next one’s over their gap', () => {
    const album = sequence([rate, rate], [{}, { gapFrames: rate }])
    expect(points(album, { i0: -1, i1: 2 })).toEqual([
      [0, -1, 'hold'],
      [rate, -1, 'linear'],
      [2 * rate, 2, 'hold'],
    ])
  })

  test('runs over a crossfade, and over 20 ms around a join', () => {
    const album = sequence([rate, rate, rate], [{}, { crossfadeFrames: rate / 2 }, {}])
    expect(points(album, { i0: 0, i1: 1, i2: 2 }).map(([frame]) => frame)).toEqual([
      0,
      rate / 2,
      rate,
      1.5 * rate - 480,
      1.5 * rate + 480,
    ])
  })

  test('of a song that has none is that of the one before it, and at the beginning of the first that has one', () => {
    const album = sequence([rate, rate, rate], [])
    expect(points(album, { i1: 3 })).toEqual([[0, 3, 'hold']])
    expect(points(album, {})).toEqual([[0, 1, 'hold']])
  })

  test('moves forward only, and as a whole where it stands later', () => {
    const anyAlbum = fc.array(
      fc.record({
        frames: fc.integer({ min: 0, max: 5000 }),
        gapFrames: fc.integer({ min: 0, max: 3 }),
        crossfadeFrames: fc.integer({ min: 0, max: 5000 }),
        drive: fc.option(fc.integer({ min: -6, max: 6 })),
      }),
      { minLength: 1, maxLength: 8 },
    )
    fc.assert(
      fc.property(anyAlbum, fc.integer({ min: 0, max: 5000 }), (items, late) => {
        const album = sequence(
          items.map(({ frames }) => frames),
          items.map(({ gapFrames, crossfadeFrames }) => (gapFrames > 0 ? { gapFrames } : { crossfadeFrames })),
        )
        const drives = Object.fromEntries(
          items.flatMap(({ drive }, index) => (drive === null ? [] : [[`i${index}`, drive]])),
        )
        const plain = drivePoints(album.places, drives, 0, rate, 0)
        const later = drivePoints(album.places, drives, 0, rate, late)
        for (let i = 1; i < plain.length; i++) expect(plain[i]!.frame).toBeGreaterThan(plain[i - 1]!.frame)
        expect(later.map(({ frame }, i) => (i === 0 ? 0 : frame - late))).toEqual(plain.map(({ frame }) => frame))
      }),
    )
  })
})

describe('a song’s loudness is read', () => {
  test('on its cut with the silence behind it', () => {
    const album = sequence([3 * rate, 3 * rate], [{}, { gapFrames: rate }])
    expect(measuredStretch(album, album.places[0]!, rate)).toEqual({ startFrame: 0, endFrame: 4 * rate })
  })

  test('where it is heard alone, unless that is less than a second', () => {
    const album = sequence(
      [5 * rate, 5 * rate, 2 * rate],
      [{}, { crossfadeFrames: 2 * rate }, { crossfadeFrames: 1.5 * rate }],
    )
    expect(measuredStretch(album, album.places[1]!, rate)).toEqual({ startFrame: 5 * rate, endFrame: 6.5 * rate })
    expect(measuredStretch(album, album.places[2]!, rate)).toEqual({ startFrame: 6.5 * rate, endFrame: 8.5 * rate })
  })

  test('on its own sound where another is hidden behind it', () => {
    const album = sequence([3 * rate, 3 * rate], [{}, { gapFrames: rate, hidden: true }])
    expect(measuredStretch(album, album.places[0]!, rate)).toEqual({ startFrame: 0, endFrame: 3 * rate })
    expect(measuredStretch(album, album.places[1]!, rate)).toEqual({ startFrame: 4 * rate, endFrame: 7 * rate })
  })
})
