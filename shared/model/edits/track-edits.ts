import { z } from 'zod'
import { type Document, idSchema, TRACK_DELAY_SECONDS, type Track, trackSchema } from '../document.ts'
import { dropLanesOf } from './automation-edits.ts'
import { leaveLinkGroups } from './link-group-edits.ts'
import { EditRefused, mustExist, refuseOwnerId } from './refusal.ts'
import { checkDestination, refuseFeedback } from './routing-checks.ts'
import { dropSend } from './send-edits.ts'

/** A track as it comes in an edit, which may leave out what stands at its default in most. */
export const addedTrack = trackSchema.extend({
  channelMode: trackSchema.shape.channelMode.default('stereo'),
  delayFrames: trackSchema.shape.delayFrames.default(0),
  panWidth: trackSchema.shape.panWidth.default(1),
  faderTrimDb: trackSchema.shape.faderTrimDb.default(0),
  folded: trackSchema.shape.folded.default(false),
  frozen: trackSchema.shape.frozen.default(null),
  notes: trackSchema.shape.notes.default(''),
})
export const addTrack = z.strictObject({ type: z.literal('addTrack'), track: addedTrack })
export const updateTrack = z.strictObject({
  type: z.literal('updateTrack'),
  trackId: idSchema,
  set: trackSchema.omit({ id: true, songId: true, kind: true }).partial(),
})
export const removeTrack = z.strictObject({ type: z.literal('removeTrack'), trackId: idSchema })

/** A strip feeds a bus or the master of its own song, and no path leads back to it. */
function checkOutput(draft: Document, track: Track): void {
  if (track.kind === 'master') {
    if (track.outputId !== null)
      throw new EditRefused('rule', `The master "${track.name}" feeds nothing further.`, 'Leave its output empty.')
    return
  }
  if (track.outputId === null)
    throw new EditRefused('rule', `The track "${track.name}" needs an output.`, 'Send it to a bus or to the master.')
  if (track.outputId !== track.id) checkDestination(draft, track, track.outputId, 'output')
  refuseFeedback(draft, track)
}

function checkDelay(draft: Document, track: Track): void {
  if (track.kind === 'master' && track.delayFrames !== 0)
    throw new EditRefused('rule', 'The master cannot be delayed.', 'Delay a track or a bus.')
  if (Math.abs(track.delayFrames) > TRACK_DELAY_SECONDS * draft.project.sampleRate)
    throw new EditRefused(
      'range',
      `"${track.name}" would be delayed by more than 100 ms.`,
      'Use −100 to 100 ms, or move its clips.',
    )
}

function checkFrozen(draft: Document, track: Track): void {
  if (track.frozen === null) return
  if (track.kind !== 'audio')
    throw new EditRefused(
      'rule',
      `"${track.name}" plays no clips and cannot be frozen.`,
      'Freeze the tracks that feed it.',
    )
  mustExist(draft.assets[track.frozen.assetId], 'asset', track.frozen.assetId)
}

export function applyAddTrack(draft: Document, edit: z.infer<typeof addTrack>): void {
  const { track } = edit
  mustExist(draft.songs[track.songId], 'song', track.songId)
  refuseOwnerId(draft, track.id)
  if (track.kind === 'master')
    throw new EditRefused('rule', 'A song has one master, made with the song.', 'Add an audio track or a bus.')
  draft.tracks[track.id] = { ...track }
  draft.clips[track.id] = {}
  draft.devices[track.id] = {}
  checkOutput(draft, track)
  checkDelay(draft, track)
  checkFrozen(draft, track)
}

export function applyUpdateTrack(draft: Document, edit: z.infer<typeof updateTrack>): void {
  const track = mustExist(draft.tracks[edit.trackId], 'track', edit.trackId)
  Object.assign(track, edit.set)
  if (edit.set.outputId !== undefined) checkOutput(draft, track)
  if (edit.set.delayFrames !== undefined) checkDelay(draft, track)
  if (edit.set.frozen !== undefined) checkFrozen(draft, track)
}

/**
 * What fed a removed bus feeds the bus's own output instead; what was sent to it is sent no more, and what listened to it
 * listens to its own input.
 */
export function applyRemoveTrack(draft: Document, edit: z.infer<typeof removeTrack>): void {
  const track = mustExist(draft.tracks[edit.trackId], 'track', edit.trackId)
  if (track.kind === 'master')
    throw new EditRefused('rule', 'The master track cannot be removed.', 'Remove the song instead.')
  for (const other of Object.values(draft.tracks)) if (other.outputId === track.id) other.outputId = track.outputId
  for (const sends of Object.values(draft.sends))
    for (const send of Object.values(sends)) if (send.targetId === track.id) dropSend(draft, send.trackId, send.id)
  for (const devices of Object.values(draft.devices))
    for (const device of Object.values(devices)) if (device.keyTrackId === track.id) device.keyTrackId = null
  dropTrack(draft, track)
}

/** Takes a track away with everything that is filed under it, and out of the groups it is linked in. */
export function dropTrack(draft: Document, track: Track): void {
  dropLanesOf(draft, track.id, () => true)
  leaveLinkGroups(draft, track.id)
  delete draft.sends[track.id]
  delete draft.clips[track.id]
  delete draft.devices[track.id]
  delete draft.tracks[track.id]
}
