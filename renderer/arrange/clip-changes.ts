import {
  hiddenFrames,
  SHORTEST_CLIP_LOOP_FRAMES,
  slipped,
  withEndMoved,
  withStartMoved,
} from '../../shared/model/clip-source.ts'
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

/** Copies of the clips, moved; `ids` gives each its new id. Those of a group are a group of their own, and none is locked. */
export function copyEdits(
  clips: readonly Clip[],
  deltaFrames: number,
  toTrack: (clip: Clip) => Id,
  ids: ReadonlyMap<Id, Id>,
): SingleEdit[] {
  const groups = new Map<Id, Id>()
  return clips.map((clip) => {
    const id = ids.get(clip.id)!
    // A group is called after the first copy in it, so that the same hand always makes the same edit.
    if (clip.groupId !== null && !groups.has(clip.groupId)) groups.set(clip.groupId, id)
    const groupId = clip.groupId === null ? null : groups.get(clip.groupId)!
    const startFrame = clip.startFrame + deltaFrames
    return { type: 'addClip', clip: { ...clip, id, trackId: toTrack(clip), startFrame, groupId, locked: false } }
  })
}

export type ClipSet = Extract<SingleEdit, { type: 'updateClip' }>['set']

export function updateEdit(clip: Clip, set: ClipSet): SingleEdit {
  return { type: 'updateClip', trackId: clip.trackId, clipId: clip.id, set }
}

/** The left edge moves: never before the audio's or the song's start, never past the right edge. */
export function trimmedStart(clip: Clip, deltaFrames: number, asset: Pick<Asset, 'frames'>): ClipSet {
  const earliest = -Math.min(hiddenFrames(clip, asset).before, clip.startFrame)
  const delta = clamp(Math.round(deltaFrames), earliest, clip.lengthFrames - 1)
  return { startFrame: clip.startFrame + delta, ...withStartMoved(clip, delta) }
}

/** The right edge moves: never past the audio's end, never onto the left edge. */
export function trimmedEnd(clip: Clip, deltaFrames: number, asset: Pick<Asset, 'frames'>): ClipSet {
  const delta = clamp(Math.round(deltaFrames), 1 - clip.lengthFrames, hiddenFrames(clip, asset).behind)
  return withEndMoved(clip, delta)
}

/** The audio moves under the clip, whose edges stay: no further than there is audio. */
export function slippedBy(clip: Clip, deltaFrames: number, asset: Pick<Asset, 'frames'>): ClipSet {
  return slipped(clip, deltaFrames, asset)
}

/** What makes a clip repeat what it plays now; null where that is too short to repeat. */
export function looping(clip: Clip): ClipSet | null {
  if (clip.loopFrames > 0) return {}
  if (clip.lengthFrames < SHORTEST_CLIP_LOOP_FRAMES) return null
  return { loopStartFrames: clip.offsetFrames, loopFrames: clip.lengthFrames }
}

/** What ends a clip's repeating: it plays from where it begins in its loop as far as there is audio. */
export function unlooped(clip: Clip, asset: Pick<Asset, 'frames'>): ClipSet {
  if (clip.loopFrames === 0) return {}
  const once = { loopStartFrames: 0, loopFrames: 0, lengthFrames: Math.min(clip.lengthFrames, clip.loopFrames) }
  if (!clip.reversed) return { ...once, lengthFrames: Math.min(once.lengthFrames, asset.frames - clip.offsetFrames) }
  // A reversed clip begins with what comes last in the audio's order.
  return { ...once, offsetFrames: clip.loopStartFrames }
}

/** The right edge pulls passes of a loop out; a clip that repeated nothing begins to. */
export function loopedEnd(clip: Clip, deltaFrames: number, asset: Pick<Asset, 'frames'>): ClipSet {
  const loop = looping(clip)
  if (loop === null) return trimmedEnd(clip, deltaFrames, asset)
  return { ...loop, ...trimmedEnd({ ...clip, ...loop } as Clip, deltaFrames, asset) }
}

/** The same stretch from its end to its start, its fades with it. */
export function turnedAround(clip: Clip): ClipSet {
  return {
    reversed: !clip.reversed,
    fadeInFrames: clip.fadeOutFrames,
    fadeInShape: clip.fadeOutShape,
    fadeOutFrames: clip.fadeInFrames,
    fadeOutShape: clip.fadeInShape,
  }
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
