import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkDocument } from '../../../shared/model/check-document.ts'
import type { Document } from '../../../shared/model/document.ts'
import { apply, patchDocument } from '../../../shared/model/edits/apply.ts'
import { type Edit, editSchema, type SingleEdit } from '../../../shared/model/edits/edit.ts'
import { labelOf } from '../../../shared/model/edits/label.ts'
import { EditRefused } from '../../../shared/model/edits/refusal.ts'
import { clipsOfTrack, songLengthFrames } from '../../../shared/model/selectors.ts'
import { anyEdit, emptyProject, furnishing, songEdit, trackWithClip } from './random-edits.ts'

function build(edits: Edit[], from: Document = emptyProject): Document {
  return edits.reduce((document, edit) => apply(document, editSchema.parse(edit)).document, from)
}

function refusal(document: Document, edit: Edit): EditRefused {
  try {
    apply(document, edit)
  } catch (error) {
    if (error instanceof EditRefused) return error
    throw error
  }
  throw new Error('The edit was not refused.')
}

const oneTrack = build([songEdit('s'), ...trackWithClip('s', 'kick', 48_000)])

describe('edits in any order', () => {
  test('keep the document sound, undo to the first state and redo to the last', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 40 }), (edits) => {
        const first = build(furnishing)
        const steps = []
        let document = first
        for (const edit of edits) {
          try {
            const applied = apply(document, edit)
            document = applied.document
            steps.push(applied)
          } catch (error) {
            if (!(error instanceof EditRefused)) throw error
          }
          expect(checkDocument(document)).toEqual([])
        }
        let back = document
        for (const step of steps.toReversed()) back = patchDocument(back, step.inversePatches)
        expect(back).toEqual(first)
        let forward = first
        for (const step of steps) forward = patchDocument(forward, step.patches)
        expect(forward).toEqual(document)
      }),
      { numRuns: 300 },
    )
  })

  test('never change the document they are given', () => {
    const before = structuredClone(oneTrack)
    apply(oneTrack, { type: 'moveClip', trackId: 'kick', clipId: 'kick-clip', toTrackId: 'kick', startFrame: 100 })
    expect(oneTrack).toEqual(before)
  })
})

describe('a split', () => {
  const at = (atFrame: number): SingleEdit => ({
    type: 'splitClip',
    trackId: 'kick',
    clipId: 'kick-clip',
    atFrame,
    newClipId: 'right',
  })

  test('leaves two clips that meet at one frame and read on in the source', () => {
    const [left, right] = clipsOfTrack(build([at(20_000)], oneTrack), 'kick')
    expect(left).toMatchObject({ startFrame: 0, lengthFrames: 20_000, offsetFrames: 0 })
    expect(right).toMatchObject({ startFrame: 20_000, lengthFrames: 28_000, offsetFrames: 20_000 })
  })

  test('leaves the outer fades and makes none at the cut', () => {
    const faded = build(
      [
        {
          type: 'updateClip',
          trackId: 'kick',
          clipId: 'kick-clip',
          set: { fadeInFrames: 30_000, fadeOutFrames: 1000 },
        },
        at(20_000),
      ],
      oneTrack,
    )
    const [left, right] = clipsOfTrack(faded, 'kick')
    expect([left!.fadeInFrames, left!.fadeOutFrames]).toEqual([20_000, 0])
    expect([right!.fadeInFrames, right!.fadeOutFrames]).toEqual([0, 1000])
  })

  test('outside its clip is refused', () => {
    for (const frame of [0, 48_000, 90_000]) expect(refusal(oneTrack, at(frame)).code).toBe('range')
  })
})

describe('refusals name the thing', () => {
  test('a clip cannot reach past its audio', () => {
    const edit: Edit = { type: 'updateClip', trackId: 'kick', clipId: 'kick-clip', set: { offsetFrames: 1 } }
    expect(refusal(oneTrack, edit).message).toContain('"kick-asset" would reach past the end of its audio')
  })

  test('a bus cannot feed itself through another', () => {
    const document = build(furnishing)
    const loop = build(
      [
        {
          type: 'addTrack',
          track: { ...document.tracks.b1!, id: 'b2', name: 'Second', outputId: 'b1' },
        },
      ],
      document,
    )
    expect(refusal(loop, { type: 'updateTrack', trackId: 'b1', set: { outputId: 'b2' } }).message).toBe(
      '"Bus" would feed itself.',
    )
  })

  test('the master cannot be removed, and a song goes whole', () => {
    expect(refusal(oneTrack, { type: 'removeTrack', trackId: 's-master' }).code).toBe('rule')
    const gone = build([{ type: 'removeSong', songId: 's' }], oneTrack)
    expect([gone.songs, gone.tracks, gone.clips, gone.devices]).toEqual([{}, {}, {}, {}])
  })

  test('a parameter out of its range says the range', () => {
    const edit: Edit = { type: 'setDeviceParams', ownerId: 's', deviceId: 's-limiter', params: { ceiling: 3 } }
    expect(refusal(oneTrack, edit).remedy).toMatch(/from -\d+ to 0 dB/)
  })

  test('one bad edit refuses its whole batch', () => {
    const batch: Edit = {
      type: 'batch',
      label: 'Two',
      edits: [
        { type: 'updateTrack', trackId: 'kick', set: { faderDb: -6 } },
        { type: 'removeClip', trackId: 'kick', clipId: 'nothing' },
      ],
    }
    expect(refusal(oneTrack, batch).code).toBe('missing')
    expect(oneTrack.tracks.kick!.faderDb).toBe(0)
  })
})

test('removing a bus sends what fed it to where it led', () => {
  const document = build([{ type: 'removeTrack', trackId: 'b1' }], build(furnishing))
  expect(document.tracks.t1!.outputId).toBe('s1-master')
})

test('a song is as long as its last clip', () => {
  const moved = build(
    [{ type: 'moveClip', trackId: 'kick', clipId: 'kick-clip', toTrackId: 'kick', startFrame: 12_000 }],
    oneTrack,
  )
  expect(songLengthFrames(moved, 's')).toBe(60_000)
})

describe('the history names an edit as the user would', () => {
  test('a trimmed left edge moves three fields and is called a trim', () => {
    const set = { startFrame: 100, offsetFrames: 100, lengthFrames: 47_900 }
    expect(labelOf({ type: 'updateClip', trackId: 'kick', clipId: 'kick-clip', set }, oneTrack)).toBe(
      'Trim clip: kick-asset',
    )
  })

  test('a fader ride names its track, a batch has its own words', () => {
    expect(labelOf({ type: 'updateTrack', trackId: 'kick', set: { faderDb: -3 } }, oneTrack)).toBe('Fader: kick')
    expect(labelOf({ type: 'batch', label: 'Import 2 files', edits: [songEdit('x')] }, oneTrack)).toBe('Import 2 files')
  })
})
