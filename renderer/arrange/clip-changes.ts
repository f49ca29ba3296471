import type { Asset, Clip, Id } from '../../shared/model/document.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import { clamp } from '../ui/value-scale.ts'

/** What each grip of a clip does to it, as pure functions from the clip as it was and the hand's way so far. */

export const minClipGainDb = -144
export const maxClipGainDb = 24

/** The farthest a group can move left without passing the song's start. */
export function boundedDelta(clips: readonly Clip[], deltaFrames: number): number {
  const first = Math.min(...clips.map((clip) => clip.startFrame))
  return Math.max(-first, Math.round(deltaFrames))
}

export function moveEdits(clips: readonly Clip[], deltaFrames: number, toTrack: (clip: Clip) => Id): SingleEdit[] {
  return clips.map((clip) => ({
    type: 'moveClip',
    trackId: clip.trackId,
    clipId: clip.id,
    toTrackId: toTrack(clip),
    startFrame: clip.startFrame + deltaFrames,
  }))
}

/** Copies of the clips, moved; `ids` gives each its new id. */
export function copyEdits(
  clips: readonly Clip[],
  deltaFrames: number,
  toTrack: (clip: Clip) => Id,
  ids: ReadonlyMap<Id, Id>,
): SingleEdit[] {
  return clips.map((clip) => ({
    type: 'addClip',
    clip: { ...clip, id: ids.get(clip.id)!, trackId: toTrack(clip), startFrame: clip.startFrame + deltaFrames },
  }))
}

type ClipSet = Extract<SingleEdit, { type: 'updateClip' }>['set']

export function updateEdit(clip: Clip, set: ClipSet): SingleEdit {
  return { type: 'updateClip', trackId: clip.trackId, clipId: clip.id, set }
}

/** The left edge moves: never before the audio's or the song's start, never past the right edge. */
export function trimmedStart(clip: Clip, deltaFrames: number): ClipSet {
  const delta = clamp(Math.round(deltaFrames), -Math.min(clip.offsetFrames, clip.startFrame), clip.lengthFrames - 1)
  return {
    startFrame: clip.startFrame + delta,
    offsetFrames: clip.offsetFrames + delta,
    lengthFrames: clip.lengthFrames - delta,
  }
}

/** The right edge moves: never past the audio's end, never onto the left edge. */
export function trimmedEnd(clip: Clip, deltaFrames: number, asset: Pick<Asset, 'frames'>): ClipSet {
  const longest = asset.frames - clip.offsetFrames
  return { lengthFrames: clamp(Math.round(clip.lengthFrames + deltaFrames), 1, Math.max(1, longest)) }
}

export function fadedIn(clip: Clip, frames: number): ClipSet {
  return { fadeInFrames: clamp(Math.round(frames), 0, clip.lengthFrames - clip.fadeOutFrames) }
}

export function fadedOut(clip: Clip, frames: number): ClipSet {
  return { fadeOutFrames: clamp(Math.round(frames), 0, clip.lengthFrames - clip.fadeInFrames) }
}

/** Half a decibel per pixel near 0 dB and faster below, as a hand expects of a gain line. */
export function gained(clip: Clip, upPx: number, fine: boolean): ClipSet {
  const perPixel = fine ? 0.05 : 0.25
  const gainDb = Math.round((Math.max(clip.gainDb, -60) + upPx * perPixel) * 10) / 10
  return { gainDb: clamp(gainDb <= -60 ? minClipGainDb : gainDb, minClipGainDb, maxClipGainDb) }
}
