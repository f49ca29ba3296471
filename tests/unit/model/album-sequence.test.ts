import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { albumSequence, type SequenceItem, type SequenceSource } from '../../../shared/model/album-sequence.ts'
import { fadeShapes, sampleRates } from '../../../shared/model/document.ts'

const second = 44_100

function source(id: string, frames: number, more: Partial<SequenceItem> = {}): SequenceSource {
  const item: SequenceItem = {
    id,
    gapFrames: 0,
    crossfadeFrames: 0,
    fadeInFrames: 0,
    fadeInShape: 'linear',
    fadeOutFrames: 0,
    fadeOutShape: 'linear',
    trimStartFrames: 0,
    trimEndFrames: 0,
    hidden: false,
    ...more,
  }
  return { item, frames }
}

const place = (sources: SequenceSource[], aligned = false) => albumSequence(sources, second, aligned)

describe('sound', () => {
  test('follows without a gap, waits for its gap, and begins before the other ends in a crossfade', () => {
    const { places, lengthFrames } = place([
      source('a', 10 * second),
      source('b', 10 * second),
      source('c', 10 * second, { gapFrames: 2 * second }),
      source('d', 10 * second, { crossfadeFrames: 3 * second }),
    ])
    expect(places.map(({ startFrame }) => startFrame / second)).toEqual([0, 10, 22, 29])
    expect(places.map(({ gapFrames }) => gapFrames / second)).toEqual([0, 0, 2, 0])
    expect(lengthFrames).toBe(39 * second)
  })

  test('is trimmed at both ends', () => {
    const [a, b] = place([
      source('a', 10 * second, { trimStartFrames: 100, trimEndFrames: 50 }),
      source('b', second),
    ]).places
    expect(a).toMatchObject({ offsetFrames: 100, lengthFrames: 10 * second - 150 })
    expect(b?.startFrame).toBe(10 * second - 150)
  })

  test('that is trimmed away takes no time', () => {
    const { places, tracks } = place([source('a', 100, { trimStartFrames: 200 }), source('b', second)])
    expect(places.map(({ startFrame, lengthFrames }) => [startFrame, lengthFrames])).toEqual([
      [0, 0],
      [0, second],
    ])
    expect(tracks.map(({ markFrame, endFrame }) => [markFrame, endFrame])).toEqual([
      [0, 0],
      [0, second],
    ])
  })

  test('crossfades at equal power over the overlap unless it has fades of its own', () => {
    const crossed = { crossfadeFrames: 2 * second }
    const plain = place([source('a', 5 * second), source('b', 5 * second, crossed)]).places
    expect(plain[0]?.fadeOut).toEqual({ frames: 2 * second, shape: 'equalPower' })
    expect(plain[1]?.fadeIn).toEqual({ frames: 2 * second, shape: 'equalPower' })
    const own = place([
      source('a', 5 * second, { fadeOutFrames: second, fadeOutShape: 'slow' }),
      source('b', 5 * second, { ...crossed, fadeInFrames: 10, fadeInShape: 'fast' }),
    ]).places
    expect(own[0]?.fadeOut).toEqual({ frames: second, shape: 'slow' })
    expect(own[1]?.fadeIn).toEqual({ frames: 10, shape: 'fast' })
    expect(own[1]?.startFrame).toBe(3 * second)
  })

  test('overlaps no longer than either of the two is, and never a third', () => {
    const { places } = place([
      source('a', 10 * second),
      source('b', 3 * second, { crossfadeFrames: 5 * second }),
      source('c', 10 * second, { crossfadeFrames: second }),
    ])
    expect(places.map(({ crossfadeFrames }) => crossfadeFrames)).toEqual([0, 3 * second, 0])
  })
})

describe('tracks', () => {
  test('are cut at the mark of the next one, and a gap is the next one’s pregap', () => {
    const { tracks } = place([source('a', 10 * second), source('b', 5 * second, { gapFrames: 2 * second })])
    expect(tracks).toEqual([
      { number: 1, itemId: 'a', hiddenItemIds: [], pregapFrame: 0, markFrame: 0, endFrame: 12 * second },
      {
        number: 2,
        itemId: 'b',
        hiddenItemIds: [],
        pregapFrame: 10 * second,
        markFrame: 12 * second,
        endFrame: 17 * second,
      },
    ])
  })

  test('before the first of them, what is hidden is its pregap', () => {
    const { places, tracks } = place([
      source('secret', 20 * second, { hidden: true }),
      source('a', 10 * second, { gapFrames: second }),
    ])
    expect(tracks[0]).toMatchObject({ itemId: 'a', hiddenItemIds: ['secret'], pregapFrame: 0, markFrame: 21 * second })
    expect(places.map(({ number, trackNumber }) => [number, trackNumber])).toEqual([
      [null, 1],
      [1, 1],
    ])
  })

  test('what is hidden behind one of them belongs to it', () => {
    const { places, tracks } = place([
      source('a', 10 * second),
      source('secret', 20 * second, { hidden: true, gapFrames: 60 * second }),
      source('b', 10 * second),
    ])
    expect(tracks.map(({ hiddenItemIds }) => hiddenItemIds)).toEqual([['secret'], []])
    expect(tracks.map(({ markFrame }) => markFrame / second)).toEqual([0, 90])
    expect(places.map(({ trackNumber }) => trackNumber)).toEqual([1, 1, 2])
  })

  test('where all is hidden there are none', () => {
    const { places, tracks, lengthFrames } = place([source('a', second, { hidden: true })])
    expect(tracks).toEqual([])
    expect(places[0]?.trackNumber).toBeNull()
    expect(lengthFrames).toBe(second)
  })
})

describe('aligned to sectors', () => {
  test('a track shorter than what is left of the sector it begins in has a sector of its own', () => {
    const { tracks, lengthFrames } = place([source('a', 1), source('b', 1)], true)
    expect(tracks.map(({ markFrame, endFrame }) => [markFrame, endFrame])).toEqual([
      [0, 588],
      [588, 1176],
    ])
    expect(lengthFrames).toBe(1176)
  })

  test('a track behind a gap moves up to the next sector', () => {
    const { places, tracks } = place([source('a', 1000), source('b', 6000, { gapFrames: 100 })], true)
    expect(places[1]).toMatchObject({ startFrame: 1176, gapFrames: 176 })
    expect(tracks[1]).toMatchObject({ pregapFrame: 1176, markFrame: 1176 })
  })

  test('sound without a gap stays, and its mark falls on the sector before', () => {
    const { places, tracks } = place([source('a', 1000), source('b', 6000)], true)
    expect(places[1]?.startFrame).toBe(1000)
    expect(tracks[1]?.markFrame).toBe(588)
  })

  test('the silence before a track begins behind the marks of those before it, also where they are shorter than a sector', () => {
    const { tracks } = place([source('a', 1), source('b', 1), source('c', 0), source('d', 0, { gapFrames: 1 })], true)
    expect(tracks.map(({ markFrame }) => markFrame)).toEqual([0, 588, 1176, 1176])
    expect(tracks.map(({ pregapFrame }) => pregapFrame)).toEqual([0, 588, 1176, 1176])
  })

  test('the end is filled to a whole sector', () => {
    expect(place([source('a', 589)], true).lengthFrames).toBe(1176)
  })
})

const anyLength = fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 30_000_000 }))
const anyLittle = fc.oneof(fc.constant(0), anyLength)
const anySources = fc
  .array(
    fc.record({
      frames: anyLength,
      gapFrames: anyLittle,
      crossfadeFrames: anyLittle,
      fadeInFrames: anyLittle,
      fadeOutFrames: anyLittle,
      trimStartFrames: anyLittle,
      trimEndFrames: anyLittle,
      fadeInShape: fc.constantFrom(...fadeShapes),
      fadeOutShape: fc.constantFrom(...fadeShapes),
      hidden: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((all) =>
    all.map(({ frames, ...item }, index) =>
      source(`i${index}`, frames, { ...item, gapFrames: item.crossfadeFrames > 0 ? 0 : item.gapFrames }),
    ),
  )

describe('any album', () => {
  test('plays everything inside its audio and its length, in order, no more than two at once', () => {
    fc.assert(
      fc.property(anySources, fc.constantFrom(...sampleRates), fc.boolean(), (sources, rate, aligned) => {
        const { places, lengthFrames } = albumSequence(sources, rate, aligned)
        expect(places.map(({ itemId }) => itemId)).toEqual(sources.map(({ item }) => item.id))
        places.forEach((each, index) => {
          const last = places[index - 1]
          expect(each.offsetFrames + each.lengthFrames).toBeLessThanOrEqual(sources[index]!.frames)
          expect(each.fadeIn.frames + each.fadeOut.frames).toBeLessThanOrEqual(each.lengthFrames)
          expect(each.startFrame).toBeGreaterThanOrEqual(last?.startFrame ?? 0)
          expect(each.startFrame).toBeGreaterThanOrEqual(places[index - 2]?.endFrame ?? 0)
          expect(each.startFrame).toBe((last?.endFrame ?? 0) + each.gapFrames - each.crossfadeFrames)
          expect(each.endFrame).toBeLessThanOrEqual(lengthFrames)
        })
      }),
    )
  })

  test('is cut into tracks that join without a gap and hold every sound that has begun behind the first mark', () => {
    fc.assert(
      fc.property(anySources, fc.constantFrom(...sampleRates), fc.boolean(), (sources, rate, aligned) => {
        const { places, tracks, lengthFrames } = albumSequence(sources, rate, aligned)
        const sector = aligned ? rate / 75 : 1
        expect(lengthFrames % sector).toBe(0)
        expect(tracks.map(({ itemId }) => itemId)).toEqual(
          sources.filter(({ item }) => !item.hidden).map(({ item }) => item.id),
        )
        expect(tracks.flatMap(({ itemId, hiddenItemIds }) => [itemId, ...hiddenItemIds]).length).toBe(
          tracks.length > 0 ? sources.length : 0,
        )
        tracks.forEach((track, index) => {
          expect(track.markFrame % sector).toBe(0)
          expect(track.endFrame).toBe(tracks[index + 1]?.markFrame ?? lengthFrames)
          expect(track.pregapFrame).toBeLessThanOrEqual(track.markFrame)
          expect(track.pregapFrame).toBeGreaterThanOrEqual(tracks[index - 1]?.markFrame ?? 0)
          const own = places.find(({ itemId }) => itemId === track.itemId)!
          if (own.lengthFrames === 0) return
          expect(track.endFrame).toBeGreaterThan(track.markFrame)
          const between = own.startFrame - track.markFrame
          // Sounds that begin in one sector cannot all have their mark there.
          if (places.every(({ startFrame }, at) => at === 0 || startFrame - places[at - 1]!.startFrame >= sector)) {
            expect(between).toBeGreaterThanOrEqual(0)
            expect(between).toBeLessThan(sector)
          }
        })
      }),
    )
  })
})
