import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkDocument } from '../../../shared/model/check-document.ts'
import { newDevice, newLane, newSend, newTrack } from '../../../shared/model/defaults.ts'
import { type Document, PAGE_POINTS } from '../../../shared/model/document.ts'
import { apply, patchDocument } from '../../../shared/model/edits/apply.ts'
import { type Edit, editSchema, type SingleEdit, singleEditSchema } from '../../../shared/model/edits/edit.ts'
import { labelOf } from '../../../shared/model/edits/label.ts'
import { EditRefused } from '../../../shared/model/edits/refusal.ts'
import { clipsOfTrack, pointsOfLane, songLengthFrames } from '../../../shared/model/selectors.ts'
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
    const kindsApplied = new Set<string>()
    const first = build(furnishing)
    fc.assert(
      fc.property(fc.array(anyEdit, { minLength: 15, maxLength: 50 }), (edits) => {
        const steps = []
        let document = first
        for (const edit of edits) {
          try {
            const step = apply(document, edit)
            document = step.document
            steps.push(step)
            kindsApplied.add(edit.type)
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
      { numRuns: 1200 },
    )
    // The world of the random edits is small enough that each kind meets something.
    const kinds = singleEditSchema.options.map((option) => option.shape.type.value)
    expect(kinds.filter((kind) => !kindsApplied.has(kind))).toEqual([])
  })

  test('mean the same when they are applied again, and stay as they were written', () => {
    const first = build(furnishing)
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 8 }), (edits) => {
        let document = first
        for (const edit of edits) {
          const written = JSON.stringify(edit)
          let once: Document
          try {
            once = apply(document, edit).document
          } catch (error) {
            if (!(error instanceof EditRefused)) throw error
            continue
          }
          expect(apply(document, edit).document).toEqual(once)
          expect(JSON.stringify(edit)).toBe(written)
          document = once
        }
      }),
      { numRuns: 500 },
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
      '"Bus" would feed itself: "Bus" → "Second" → "Bus".',
    )
  })

  test('the master cannot be removed, and a song goes whole', () => {
    expect(refusal(oneTrack, { type: 'removeTrack', trackId: 's-master' }).code).toBe('rule')
    const gone = build([{ type: 'removeSong', songId: 's' }], oneTrack)
    expect([gone.songs, gone.tracks, gone.clips, gone.devices]).toEqual([{}, {}, {}, { project: {} }])
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

describe('sends and side-chains', () => {
  const bus = (id: string): SingleEdit => ({
    type: 'addTrack',
    track: newTrack(id, 's', 'bus', id.toUpperCase(), 1, 's-master', 1),
  })
  const two = build([bus('a'), bus('b'), { type: 'addDevice', device: newDevice('c', 'kick', 'gate', 0) }], oneTrack)

  test('a loop over a send is refused and named strip by strip', () => {
    const sent = build([{ type: 'addSend', send: newSend('x', 'a', 'b', 0) }], two)
    const said = refusal(sent, { type: 'updateTrack', trackId: 'b', set: { outputId: 'a' } })
    expect(said.message).toBe('"B" would feed itself: "B" → "A" → "B".')
  })

  test('a loop over a side-chain is refused', () => {
    const sent = build([{ type: 'addSend', send: newSend('x', 'kick', 'a', 0) }], two)
    const key = { type: 'updateDevice', ownerId: 'kick', deviceId: 'c', set: { keyTrackId: 'a' } } as const
    expect(refusal(sent, key).message).toContain('"kick" → "A" → "kick"')
  })

  test('a send reaches a bus and nothing else', () => {
    expect(refusal(two, { type: 'addSend', send: newSend('x', 'a', 'kick', 0) }).message).toContain('cannot send to')
    expect(refusal(two, { type: 'addSend', send: newSend('x', 'a', 's-master', 0) }).message).toContain('cannot send')
  })

  test('a device without a side-chain input listens to nobody', () => {
    const deaf = build([{ type: 'addDevice', device: newDevice('e', 'kick', 'utility', 0) }], two)
    const key = { type: 'updateDevice', ownerId: 'kick', deviceId: 'e', set: { keyTrackId: 'a' } } as const
    expect(refusal(deaf, key).code).toBe('rule')
  })

  test('a removed bus takes what was sent to it along, and its listeners hear themselves again', () => {
    const full = build(
      [
        { type: 'addSend', send: newSend('x', 'b', 'a', 0) },
        { type: 'addLane', lane: newLane('l', 'b', { kind: 'send', sendId: 'x', param: 'levelDb' }, 0) },
        { type: 'updateDevice', ownerId: 'kick', deviceId: 'c', set: { keyTrackId: 'a' } },
      ],
      two,
    )
    const left = build([{ type: 'removeTrack', trackId: 'a' }], full)
    expect(left.sends).toEqual({})
    expect(left.lanes).toEqual({})
    expect(left.devices.kick!.c!.keyTrackId).toBeNull()
  })

  test('a track waits at most 100 ms', () => {
    const late = (delayFrames: number): Edit => ({ type: 'updateTrack', trackId: 'kick', set: { delayFrames } })
    expect(build([late(-4800)], two).tracks.kick!.delayFrames).toBe(-4800)
    expect(refusal(two, late(4801)).message).toContain('100 ms')
  })
})

describe('automation', () => {
  const lane = newLane('l', 'kick', { kind: 'strip', param: 'faderDb' }, 0)
  const ramp = (fromFrame: number, count: number, step = 10): SingleEdit => ({
    type: 'editAutomation',
    ownerId: 'kick',
    laneId: 'l',
    fromFrame,
    toFrame: fromFrame + count * step,
    points: Array.from({ length: count }, (_, index) => ({
      frame: fromFrame + index * step,
      value: -(index % 60),
      shape: 'linear' as const,
      tension: 0,
    })),
  })
  const long = build([{ type: 'addLane', lane }, ramp(0, 20_000)], oneTrack)

  test('lies in pages of at most 500 points, and an edit copies few of them', () => {
    expect(pointsOfLane(long, 'l')).toHaveLength(20_000)
    const pages = Object.values(long.pages.l!)
    expect(Math.max(...pages.map(({ points }) => points.length))).toBeLessThanOrEqual(PAGE_POINTS)
    const applied = apply(long, ramp(100_005, 3))
    const copied = Object.keys(applied.document.pages.l!).filter(
      (id) => applied.document.pages.l![id] !== long.pages.l![id],
    )
    expect(copied).toHaveLength(1)
    expect(applied.patches.every(({ path }) => path.length === 3)).toBe(true)
  })

  test('an edit replaces the points of its range and no others', () => {
    const edited = build([ramp(1005, 2, 500)], long)
    const frames = pointsOfLane(edited, 'l').map(({ frame }) => frame)
    expect(frames.filter((frame) => frame > 990 && frame < 2020)).toEqual([1000, 1005, 1505, 2010])
    expect(frames).toHaveLength(20_000 - 100 + 2)
  })

  test('a value has one lane, and what needs a new device has none', () => {
    expect(refusal(long, { type: 'addLane', lane: { ...lane, id: 'other' } }).code).toBe('exists')
    const device = build([{ type: 'addDevice', device: newDevice('m', 'kick', 'multiband', 0) }], long)
    const bands = newLane('n', 'kick', { kind: 'device', deviceId: 'm', param: 'bands' }, 0)
    expect(refusal(device, { type: 'addLane', lane: bands }).code).toBe('rule')
  })

  test('goes with the device it moves, and comes back with it', () => {
    const moved = build(
      [
        { type: 'addDevice', device: newDevice('c', 'kick', 'compressor', 0) },
        { type: 'addLane', lane: newLane('t', 'kick', { kind: 'device', deviceId: 'c', param: 'threshold' }, 0) },
      ],
      long,
    )
    const applied = apply(moved, { type: 'removeDevice', ownerId: 'kick', deviceId: 'c' })
    expect(Object.keys(applied.document.lanes.kick!)).toEqual(['l'])
    expect(patchDocument(applied.document, applied.inversePatches)).toEqual(moved)
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
