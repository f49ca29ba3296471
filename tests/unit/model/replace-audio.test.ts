import { describe, expect, test } from 'vitest'
import { checkDocument } from '../../../shared/model/check-document.ts'
import { newClip, newTrack } from '../../../shared/model/defaults.ts'
import type { Clip, Document } from '../../../shared/model/document.ts'
import { apply, patchDocument } from '../../../shared/model/edits/apply.ts'
import type { Edit, SingleEdit } from '../../../shared/model/edits/edit.ts'
import { labelOf } from '../../../shared/model/edits/label.ts'
import { asset, emptyProject, songEdit } from './random-edits.ts'

const old = asset('kick', 96_000)

function clipOf(id: string, trackId: string, startFrame: number, offsetFrames: number, lengthFrames: number): Clip {
  const fades = { fadeInFrames: 1000, fadeOutFrames: 2000 }
  return { ...newClip(id, trackId, old, startFrame), ...fades, offsetFrames, lengthFrames, gainDb: -3 }
}

function build(edits: Edit[], from: Document = emptyProject): Document {
  return edits.reduce((document, edit) => apply(document, edit).document, from)
}

function track(id: string, songId: string, channels: 1 | 2): SingleEdit {
  return { type: 'addTrack', track: newTrack(id, songId, 'audio', id, 0, `${songId}-master`, 0, channels) }
}

/** The kick lies three times in one song and once in the other. */
const songs = build([
  songEdit('s1'),
  songEdit('s2'),
  { type: 'addAsset', asset: old },
  { type: 'addAsset', asset: asset('longer', 120_000) },
  { type: 'addAsset', asset: asset('shorter', 50_000) },
  { type: 'addAsset', asset: asset('mono', 96_000, 1) },
  track('t1', 's1', 2),
  track('t2', 's1', 2),
  track('t3', 's2', 2),
  { type: 'addClip', clip: clipOf('whole', 't1', 0, 0, 96_000) },
  { type: 'addClip', clip: { ...clipOf('end', 't1', 200_000, 48_000, 4000), name: 'Last hit' } },
  { type: 'addClip', clip: clipOf('behind', 't2', 300_000, 60_000, 10_000) },
  { type: 'addClip', clip: clipOf('other', 't3', 0, 0, 96_000) },
])

function replace(toAssetId: string, scope: Extract<SingleEdit, { type: 'replaceAudio' }>['scope'], from = songs) {
  const edit: Edit = { type: 'replaceAudio', fromAssetId: 'kick', toAssetId, scope }
  return { edit, ...apply(from, edit) }
}

const project = { kind: 'project' } as const

describe('a stem that was revised', () => {
  test('plays in every clip at its old place, with its fades and its gain', () => {
    const { document, edit, inversePatches } = replace('longer', project)
    const { name: _, ...kept } = songs.clips.t1!.whole!
    expect(document.clips.t1!.whole).toEqual({ ...kept, name: 'longer', assetId: 'longer' })
    expect(document.clips.t1!.end).toEqual({ ...songs.clips.t1!.end, assetId: 'longer' })
    expect(document.clips.t3!.other!.assetId).toBe('longer')
    expect(document.assets.kick).toEqual(old)
    expect(checkDocument(document)).toEqual([])
    expect(labelOf(edit, songs)).toBe('Replace audio: kick')
    expect(patchDocument(document, inversePatches)).toEqual(songs)
  })

  test('and is shorter shortens what would reach past its end, and takes away what lies behind it', () => {
    const { document } = replace('shorter', project)
    expect(document.clips.t1!.whole).toMatchObject({ startFrame: 0, lengthFrames: 50_000, fadeOutFrames: 2000 })
    expect(document.clips.t1!.end).toMatchObject({
      startFrame: 200_000,
      offsetFrames: 48_000,
      lengthFrames: 2000,
      fadeInFrames: 0,
      fadeOutFrames: 2000,
    })
    expect(document.clips.t2).toEqual({})
    expect(checkDocument(document)).toEqual([])
  })

  test('changes one song, or one clip, where that is meant', () => {
    const inSong = replace('longer', { kind: 'song', songId: 's1' }).document
    expect(inSong.clips.t2!.behind!.assetId).toBe('longer')
    expect(inSong.clips.t3).toEqual(songs.clips.t3)
    const inClip = replace('longer', { kind: 'clip', trackId: 't1', clipId: 'end' }).document
    expect(inClip.clips.t1!.end!.assetId).toBe('longer')
    expect(inClip.clips.t1!.whole).toEqual(songs.clips.t1!.whole)
  })

  test('and is mono is panned, and balanced again when it is stereo once more', () => {
    const mono = replace('mono', project).document
    expect(mono.tracks.t1!.panMode).toBe('pan')
    const stereo = apply(mono, { type: 'replaceAudio', fromAssetId: 'mono', toAssetId: 'longer', scope: project })
    expect(stereo.document.tracks.t1!.panMode).toBe('balance')
  })

  test('leaves a pan mode that was chosen by hand, and that of a track with stereo left on it', () => {
    const byHand = build([{ type: 'updateTrack', trackId: 't1', set: { panMode: 'stereo' } }], songs)
    expect(replace('mono', project, byHand).document.tracks.t1!.panMode).toBe('stereo')
    const one = replace('mono', { kind: 'clip', trackId: 't1', clipId: 'end' }).document
    expect(one.tracks.t1!.panMode).toBe('balance')
  })
})

test('what cannot be replaced is refused with what to do', () => {
  expect(() => replace('kick', project)).toThrow('is that audio already')
  expect(() => replace('nothing', project)).toThrow('There is no asset nothing')
  expect(() => replace('longer', { kind: 'clip', trackId: 't1', clipId: 'gone' })).toThrow('No clip plays “kick” here.')
})
