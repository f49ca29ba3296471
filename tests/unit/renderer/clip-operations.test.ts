import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  loopedEnd,
  looping,
  slippedBy,
  trimmedEnd,
  trimmedStart,
  turnedAround,
  unlooped,
} from '../../../renderer/arrange/clip-changes.ts'
import { contentAt, contentEnvelope, contentPieces } from '../../../renderer/arrange/clip-content.ts'
import { withTheirGroups } from '../../../renderer/arrange/clip-groups.ts'
import { joinEdits } from '../../../renderer/arrange/clip-joining.ts'
import { rippleDeleteEdits } from '../../../renderer/arrange/clip-ripple.ts'
import { crossfadeEdits, overlapsOf } from '../../../renderer/arrange/crossfades.ts'
import { nearestZeroCrossing } from '../../../renderer/arrange/zero-crossing.ts'
import { clipPieces, fitsAudio, sourceFrameAt } from '../../../shared/model/clip-source.ts'
import { newClip, newSong, newTrack } from '../../../shared/model/defaults.ts'
import type { Asset, Clip, Document } from '../../../shared/model/document.ts'
import { emptyDocument } from '../../../shared/model/document.ts'
import { apply } from '../../../shared/model/edits/apply.ts'

const asset: Asset = {
  id: 'a',
  name: 'Bass',
  sourceHash: 'a'.repeat(64),
  poolHash: 'b'.repeat(64),
  originalName: 'Bass.wav',
  sourceFormat: 'WAV 24 bit',
  sourceRate: 48_000,
  sourceChannels: 2,
  channelIndex: null,
  channels: 2,
  frames: 40_000,
  notes: [],
  originFrame: null,
}

function clip(
  id: string,
  startFrame: number,
  offsetFrames: number,
  lengthFrames: number,
  more: Partial<Clip> = {},
): Clip {
  return { ...newClip(id, 't', asset, startFrame), offsetFrames, lengthFrames, ...more }
}

/** A song of two tracks with these clips on the first. */
function documentOf(...clips: Clip[]): Document {
  const project = { id: 'p', name: 'P', sampleRate: 48_000 as const, createdAt: '2026-01-01T00:00:00.000Z' }
  const edits = [
    {
      type: 'addSong' as const,
      song: newSong('s', 'Song', 0),
      master: newTrack('m', 's', 'master', 'Master', 9, null, 0),
      rack: [],
    },
    { type: 'addTrack' as const, track: newTrack('t', 's', 'audio', 'Bass', 0, 'm', 1) },
    { type: 'addTrack' as const, track: newTrack('u', 's', 'audio', 'Kick', 1, 'm', 2) },
    { type: 'addAsset' as const, asset },
    ...clips.map((each) => ({ type: 'addClip' as const, clip: each })),
  ]
  return apply(emptyDocument(project), { type: 'batch', label: 'Song', edits }).document
}

const anyClip = fc
  .record({
    startFrame: fc.integer({ min: 0, max: 50_000 }),
    offset: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 1, max: 20_000 }),
    reversed: fc.boolean(),
    loop: fc.option(fc.integer({ min: 1024, max: 9_000 })),
    loopStart: fc.integer({ min: 0, max: 30_000 }),
  })
  .map(({ startFrame, offset, length, reversed, loop, loopStart }) =>
    loop === null
      ? clip('c', startFrame, Math.floor(offset * (asset.frames - length)), length, { reversed })
      : clip('c', startFrame, loopStart + Math.floor(offset * (loop - 1)), length, {
          reversed,
          loopStartFrames: loopStart,
          loopFrames: loop,
        }),
  )
const anyDelta = fc.integer({ min: -60_000, max: 60_000 })

/** What a clip plays at a frame of the song. */
const plays = (one: Clip, frame: number) => sourceFrameAt(one, frame - one.startFrame)

test('trimming either edge of any clip leaves every frame that is left where it sounded, and inside its audio', () => {
  fc.assert(
    fc.property(anyClip, anyDelta, (one, delta) => {
      for (const set of [trimmedStart(one, delta, asset), trimmedEnd(one, delta, asset)]) {
        const trimmed = { ...one, ...set } as Clip
        expect(fitsAudio(trimmed, asset)).toBe(true)
        expect(trimmed.lengthFrames).toBeGreaterThanOrEqual(1)
        expect(trimmed.startFrame).toBeGreaterThanOrEqual(0)
        const first = Math.max(one.startFrame, trimmed.startFrame)
        const last = Math.min(one.startFrame + one.lengthFrames, trimmed.startFrame + trimmed.lengthFrames) - 1
        for (const frame of [first, last]) if (frame >= first) expect(plays(trimmed, frame)).toBe(plays(one, frame))
      }
    }),
  )
})

test('slipping moves what is heard by the way of the hand, as far as there is audio, and leaves the edges alone', () => {
  fc.assert(
    fc.property(anyClip, anyDelta, (one, delta) => {
      const slipped = { ...one, ...slippedBy(one, delta, asset) } as Clip
      expect(fitsAudio(slipped, asset)).toBe(true)
      const { startFrame, lengthFrames } = slipped
      expect({ startFrame, lengthFrames }).toEqual({ startFrame: one.startFrame, lengthFrames: one.lengthFrames })
    }),
  )
  const one = clip('c', 1000, 5000, 2000)
  expect(plays({ ...one, ...slippedBy(one, 300, asset) } as Clip, 2000)).toBe(plays(one, 1700))
  const backwards = clip('c', 1000, 5000, 2000, { reversed: true })
  expect(plays({ ...backwards, ...slippedBy(backwards, 300, asset) } as Clip, 2000)).toBe(plays(backwards, 1700))
})

test('pulling the end of a clip repeats what it played, and playing it once shows it as it was', () => {
  const one = clip('c', 0, 3000, 4000)
  const pulled = { ...one, ...loopedEnd(one, 9000, asset) } as Clip
  expect(pulled).toMatchObject({ lengthFrames: 13_000, loopStartFrames: 3000, loopFrames: 4000 })
  expect(clipPieces(pulled).map(({ frames }) => frames)).toEqual([4000, 4000, 4000, 1000])
  expect({ ...pulled, ...unlooped(pulled, asset) }).toEqual(one)
  expect(looping(clip('c', 0, 0, 500))).toBeNull()
})

test('a clip turned around twice is the clip it was', () => {
  const one = clip('c', 0, 3000, 4000, { fadeInFrames: 100, fadeInShape: 'slow', fadeOutFrames: 200 })
  const once = { ...one, ...turnedAround(one) } as Clip
  expect(once).toMatchObject({ reversed: true, fadeOutFrames: 100, fadeOutShape: 'slow', fadeInFrames: 200 })
  expect({ ...once, ...turnedAround(once) }).toEqual(one)
})

test('what is drawn of a clip is what it plays, frame for frame, whatever part of it is in sight', () => {
  fc.assert(
    fc.property(anyClip, fc.double({ min: 0, max: 1, noNaN: true }), (one, share) => {
      const from = Math.floor(share * (one.lengthFrames - 1))
      const pieces = contentPieces(one, contentAt(one, from), contentAt(one, one.lengthFrames))
      let at = 0
      for (const piece of pieces) {
        expect(piece.atFrames).toBe(at)
        const first = one.reversed ? piece.sourceFrame + piece.frames - 1 : piece.sourceFrame
        expect(first).toBe(sourceFrameAt(one, from + at))
        at += piece.frames
      }
      expect(at).toBe(one.lengthFrames - from)
    }),
  )
})

test('an outline of passes shows each pass in its columns, backwards where the clip is', () => {
  const outline = (from: number, to: number, columns: number) => ({
    max: Float32Array.from({ length: columns }, (_, i) => from + ((i + 0.5) * (to - from)) / columns),
    min: new Float32Array(columns),
  })
  const line = { reversed: true, loopStartFrames: 0, loopFrames: 4 }
  const pieces = contentPieces(line, -8, 0)
  expect([...contentEnvelope(pieces, true, 8, outline).max]).toEqual([3.5, 2.5, 1.5, 0.5, 3.5, 2.5, 1.5, 0.5])
})

test('clips that go on from each other are joined into the clip they were split from; others are not', () => {
  for (const more of [{}, { reversed: true }, { loopStartFrames: 2000, loopFrames: 3000 }]) {
    const whole = clip('c', 1000, 2500, 9000, { fadeInFrames: 50, fadeOutFrames: 70, ...more })
    const before = documentOf(whole)
    const split = (document: Document, clipId: string, atFrame: number, newClipId: string) =>
      apply(document, { type: 'splitClip', trackId: 't', clipId, atFrame, newClipId }).document
    const pieces = split(split(before, 'c', 4000, 'd'), 'd', 7000, 'e')
    const edits = joinEdits(Object.values(pieces.clips.t!))
    expect(apply(pieces, { type: 'batch', label: 'Join', edits }).document.clips).toEqual(before.clips)
  }
  expect(joinEdits([clip('c', 0, 0, 1000), clip('d', 1000, 1001, 1000)])).toEqual([])
  expect(joinEdits([clip('c', 0, 0, 1000), clip('d', 1000, 1000, 1000, { gainDb: -3 })])).toEqual([])
})

test('a ripple delete closes the time of what is gone on its track alone; locked clips stay', () => {
  const clips = [
    clip('a', 0, 0, 1000),
    clip('b', 2000, 0, 1000),
    clip('c', 5000, 0, 500),
    clip('d', 9000, 0, 500, { locked: true }),
  ]
  const document = documentOf(...clips, { ...clip('k', 7000, 0, 100), trackId: 'u' })
  const edits = rippleDeleteEdits(document, [clips[0]!, clips[1]!])
  const after = apply(document, { type: 'batch', label: 'Ripple delete', edits }).document
  expect(Object.values(after.clips.t!).map(({ id, startFrame }) => [id, startFrame])).toEqual([
    ['c', 3000],
    ['d', 9000],
  ])
  expect(after.clips.u!.k!.startFrame).toBe(7000)
})

test('a clip of a group brings the group along', () => {
  const document = documentOf(clip('a', 0, 0, 100, { groupId: 'g' }), clip('b', 500, 0, 100), {
    ...clip('k', 0, 0, 100, { groupId: 'g' }),
    trackId: 'u',
  })
  expect([...withTheirGroups(document, 's', ['a'])].sort()).toEqual(['a', 'k'])
  expect([...withTheirGroups(document, 's', ['b'])]).toEqual(['b'])
})

test('a crossfade grows around its middle as far as there is audio, with the shapes asked for', () => {
  const left = clip('a', 0, 0, 10_000)
  const right = clip('b', 9000, 20_000, 10_000)
  const [overlap] = overlapsOf([left, right])
  const lengthOf = (wish: number, shapes: Parameters<typeof crossfadeEdits>[1]['shapes']) => {
    const edits = crossfadeEdits(overlap!, { lengthFrames: wish, shapes }, { a: asset })
    const { document } = apply(documentOf(left, right), { type: 'batch', label: 'Crossfade', edits })
    const { a, b } = document.clips.t as Record<string, Clip>
    return { length: a!.lengthFrames - b!.startFrame, a: a!, b: b! }
  }
  expect(lengthOf(3000, null)).toMatchObject({ length: 3000, a: { fadeOutFrames: 0 }, b: { startFrame: 8000 } })
  expect(lengthOf(301, { out: 'slow', in: 'fast' })).toMatchObject({
    length: 301,
    a: { fadeOutFrames: 301, fadeOutShape: 'slow' },
    b: { fadeInFrames: 301, fadeInShape: 'fast' },
  })
  // The right clip's own far edge is passed by nobody.
  expect(lengthOf(90_000, null).a.lengthFrames).toBeLessThan(19_000)
})

test('a cut finds the nearest place where a tone crosses zero, whichever way it crosses', () => {
  const tone = Float32Array.from({ length: 400 }, (_, i) => Math.sin((2 * Math.PI * (i + 0.5)) / 100))
  const stereo = Float32Array.from({ length: 800 }, (_, i) => tone[i >> 1]!)
  expect(nearestZeroCrossing(tone, 1, 45)).toBe(50)
  expect(nearestZeroCrossing(stereo, 2, 110)).toBe(100)
  expect(nearestZeroCrossing(new Float32Array(100).fill(0.5), 1, 50)).toBeNull()
})
