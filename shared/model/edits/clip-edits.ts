import { z } from 'zod'
import { fitsAudio, withEndMoved, withStartMoved } from '../clip-source.ts'
import { type Clip, clipSchema, type Document, idSchema } from '../document.ts'
import { EditRefused, mustBeNew, mustExist } from './refusal.ts'

/** A clip as it comes in an edit, which may leave out what stands at its default in most. */
const addedClip = clipSchema.extend({
  locked: clipSchema.shape.locked.default(false),
  reversed: clipSchema.shape.reversed.default(false),
  colour: clipSchema.shape.colour.default(null),
  groupId: clipSchema.shape.groupId.default(null),
  loopStartFrames: clipSchema.shape.loopStartFrames.default(0),
  loopFrames: clipSchema.shape.loopFrames.default(0),
})
export const addClip = z.strictObject({ type: z.literal('addClip'), clip: addedClip })
export const updateClip = z.strictObject({
  type: z.literal('updateClip'),
  trackId: idSchema,
  clipId: idSchema,
  set: clipSchema.omit({ id: true, trackId: true, assetId: true }).partial(),
})
/** Moves in time, to another track, or both. */
export const moveClip = z.strictObject({
  type: z.literal('moveClip'),
  trackId: idSchema,
  clipId: idSchema,
  toTrackId: idSchema,
  startFrame: clipSchema.shape.startFrame,
})
export const splitClip = z.strictObject({
  type: z.literal('splitClip'),
  trackId: idSchema,
  clipId: idSchema,
  atFrame: clipSchema.shape.startFrame,
  /** Id of the right part; the left one keeps the clip's own. */
  newClipId: idSchema,
})
export const removeClip = z.strictObject({ type: z.literal('removeClip'), trackId: idSchema, clipId: idSchema })

function clipsOn(draft: Document, trackId: string): Record<string, Clip> {
  return mustExist(draft.clips[trackId], 'track', trackId)
}

/** Fades never outgrow their clip: the one just lengthened wins, the other yields. */
export function fitFades(clip: Clip, fadeOutWins = false): void {
  if (fadeOutWins) {
    clip.fadeOutFrames = Math.min(clip.fadeOutFrames, clip.lengthFrames)
    clip.fadeInFrames = Math.min(clip.fadeInFrames, clip.lengthFrames - clip.fadeOutFrames)
  } else {
    clip.fadeInFrames = Math.min(clip.fadeInFrames, clip.lengthFrames)
    clip.fadeOutFrames = Math.min(clip.fadeOutFrames, clip.lengthFrames - clip.fadeInFrames)
  }
}

function checkInsideAsset(draft: Document, clip: Clip): void {
  const asset = mustExist(draft.assets[clip.assetId], 'asset', clip.assetId)
  if (!fitsAudio(clip, asset))
    throw new EditRefused(
      'range',
      `"${clip.name}" would reach past the end of its audio.`,
      'Make the clip or its loop shorter.',
    )
}

function checkHoldsClips(draft: Document, trackId: string): void {
  const track = mustExist(draft.tracks[trackId], 'track', trackId)
  if (track.kind !== 'audio')
    throw new EditRefused('rule', `"${track.name}" is no audio track and holds no clips.`, 'Use an audio track.')
}

/** What may be changed of a locked clip: how it is called, shown and grouped, and the lock itself. */
const unlockedFields: ReadonlySet<string> = new Set(['locked', 'name', 'colour', 'groupId', 'muted'])

function refuseLocked(clip: Clip): void {
  if (clip.locked) throw new EditRefused('rule', `"${clip.name}" is locked.`, 'Unlock the clip first.')
}

export function applyAddClip(draft: Document, edit: z.infer<typeof addClip>): void {
  const clips = clipsOn(draft, edit.clip.trackId)
  checkHoldsClips(draft, edit.clip.trackId)
  mustBeNew(clips[edit.clip.id], 'clip', edit.clip.id)
  const clip = { ...edit.clip }
  checkInsideAsset(draft, clip)
  fitFades(clip)
  clips[clip.id] = clip
}

export function applyUpdateClip(draft: Document, edit: z.infer<typeof updateClip>): void {
  const clip = mustExist(clipsOn(draft, edit.trackId)[edit.clipId], 'clip', edit.clipId)
  if (Object.keys(edit.set).some((field) => !unlockedFields.has(field))) refuseLocked(clip)
  Object.assign(clip, edit.set)
  checkInsideAsset(draft, clip)
  fitFades(clip, edit.set.fadeOutFrames !== undefined && edit.set.fadeInFrames === undefined)
}

export function applyMoveClip(draft: Document, edit: z.infer<typeof moveClip>): void {
  const from = clipsOn(draft, edit.trackId)
  const clip = mustExist(from[edit.clipId], 'clip', edit.clipId)
  refuseLocked(clip)
  if (edit.toTrackId === edit.trackId) {
    clip.startFrame = edit.startFrame
    return
  }
  const to = clipsOn(draft, edit.toTrackId)
  checkHoldsClips(draft, edit.toTrackId)
  if (draft.tracks[edit.toTrackId]?.songId !== draft.tracks[edit.trackId]?.songId)
    throw new EditRefused('rule', `"${clip.name}" cannot move to another song's track.`, 'Choose a track of this song.')
  mustBeNew(to[clip.id], 'clip', clip.id)
  to[clip.id] = { ...clip, trackId: edit.toTrackId, startFrame: edit.startFrame }
  delete from[clip.id]
}

export function applySplitClip(draft: Document, edit: z.infer<typeof splitClip>): void {
  const clips = clipsOn(draft, edit.trackId)
  const clip = mustExist(clips[edit.clipId], 'clip', edit.clipId)
  refuseLocked(clip)
  mustBeNew(clips[edit.newClipId], 'clip', edit.newClipId)
  const leftFrames = edit.atFrame - clip.startFrame
  if (leftFrames <= 0 || leftFrames >= clip.lengthFrames)
    throw new EditRefused(
      'range',
      `The place to split lies outside "${clip.name}".`,
      'Put the playhead inside the clip.',
    )
  const right: Clip = {
    ...clip,
    id: edit.newClipId,
    startFrame: edit.atFrame,
    ...withStartMoved(clip, leftFrames),
    fadeInFrames: 0,
  }
  fitFades(right, true)
  Object.assign(clip, withEndMoved(clip, leftFrames - clip.lengthFrames))
  clip.fadeOutFrames = 0
  fitFades(clip)
  clips[right.id] = right
}

export function applyRemoveClip(draft: Document, edit: z.infer<typeof removeClip>): void {
  const clips = clipsOn(draft, edit.trackId)
  refuseLocked(mustExist(clips[edit.clipId], 'clip', edit.clipId))
  delete clips[edit.clipId]
}
