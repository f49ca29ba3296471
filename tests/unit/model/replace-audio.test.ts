import { describe, expect, test } from 'vitest'
import { checkDocument } from '../../../shared/model/check-document.ts'
import { newClip, newTrack } from '../../../shared/model/defaults.ts'
import type { Clip, Document } from '../../../shared/model/document.ts'
import { apply, patchDocument } from '../../../shared/model/edits/apply.ts'
import type { Edit, SingleEdit } from '../../../shared/model/edits/edit.ts'
import { labelOf } from '../../../shared/model/edits/label.ts'
import { replaceNotes } from '../../../shared/model/replace-notes.ts'
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

describe('a clip that is more than a stretch of audio', () => {
  const withSet = (set: Partial<Clip>) => build([{ type: 'updateClip', trackId: 't1', clipId: 'whole', set }], songs)
  const whole = (document: Document) => document.clips.t1!.whole!

  test('and repeats goes on to repeat, as much as there is', () => {
    const looped = withSet({ loopStartFrames: 30_000, loopFrames: 40_000, offsetFrames: 60_000, lengthFrames: 400_000 })
    expect(whole(replace('longer', project, looped).document)).toMatchObject({
      loopFrames: 40_000,
      offsetFrames: 60_000,
    })
    const { document } = replace('shorter', project, looped)
    expect(whole(document)).toMatchObject({ loopStartFrames: 30_000, loopFrames: 20_000, offsetFrames: 40_000 })
    expect(whole(document).lengthFrames).toBe(400_000)
    expect(checkDocument(document)).toEqual([])
  })

  test('and repeats what is no longer there is taken away, or ends with its audio', () => {
    const behind = withSet({ loopStartFrames: 60_000, loopFrames: 4000, offsetFrames: 61_000, lengthFrames: 90_000 })
    expect(whole(replace('shorter', project, behind).document)).toBeUndefined()
    const across = withSet({ loopStartFrames: 49_500, loopFrames: 4000, offsetFrames: 49_600, lengthFrames: 90_000 })
    const { document } = replace('shorter', project, across)
    expect(whole(document)).toMatchObject({
      loopStartFrames: 0,
      loopFrames: 0,
      offsetFrames: 49_600,
      lengthFrames: 400,
    })
    expect(checkDocument(document)).toEqual([])
  })

  test('and plays backwards keeps in place what is left of it', () => {
    const { document } = replace('shorter', project, withSet({ reversed: true }))
    expect(whole(document)).toMatchObject({ startFrame: 46_000, lengthFrames: 50_000, offsetFrames: 0, reversed: true })
  })

  test('and is locked stays as it is; where all are, nothing is replaced', () => {
    const locked = withSet({ locked: true })
    const { document, edit } = replace('longer', project, locked)
    expect(whole(document)).toEqual(whole(locked))
    expect(document.clips.t1!.end!.assetId).toBe('longer')
    if (edit.type === 'replaceAudio')
      expect(replaceNotes(locked, edit)).toEqual([
        '“longer” plays in place of “kick” in 3 clips.',
        '“longer” is 0.500 s longer than “kick”.',
        '1 clip left as it was because it is locked: “kick”.',
      ])
    expect(() => replace('longer', { kind: 'clip', trackId: 't1', clipId: 'whole' }, locked)).toThrow('is locked')
  })
})

test('the user is told what is different of the new audio', () => {
  const notes = (toAssetId: string) =>
    replaceNotes(songs, { type: 'replaceAudio', fromAssetId: 'kick', toAssetId, scope: project })
  expect(notes('shorter')).toEqual([
    '“shorter” plays in place of “kick” in 4 clips.',
    '“shorter” is 0.958 s shorter than “kick”.',
    '3 clips shortened to its end: “kick”, “Last hit”, “kick”.',
    '1 clip behind its end taken away: “kick”.',
  ])
  const frozen = build(
    [
      {
        type: 'updateTrack',
        trackId: 't1',
        set: { frozen: { assetId: 'longer', startFrame: 0, state: 'x' } },
      },
    ],
    songs,
  )
  expect(
    replaceNotes(frozen, { type: 'replaceAudio', fromAssetId: 'kick', toAssetId: 'mono', scope: project }).at(-1),
  ).toBe('“t1” is frozen and plays the old sound: freeze it again.')
  expect(notes('mono')).toEqual(['“mono” plays in place of “kick” in 4 clips.', 'It is mono, and was stereo before.'])
})

test('what cannot be replaced is refused with what to do', () => {
  expect(() => replace('kick', project)).toThrow('is that audio already')
  expect(() => replace('nothing', project)).toThrow('There is no asset nothing')
  expect(() => replace('longer', { kind: 'clip', trackId: 't1', clipId: 'gone' })).toThrow('No clip plays “kick” here.')
})
