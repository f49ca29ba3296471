import { z } from 'zod'
import { assetSchema, type Document, idSchema, type Track, trackSchema } from '../document.ts'
import { EditRefused, mustBeNew, mustExist } from './refusal.ts'

export const addAsset = z.strictObject({ type: z.literal('addAsset'), asset: assetSchema })
export const addTrack = z.strictObject({ type: z.literal('addTrack'), track: trackSchema })
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
  let next: string | null = track.outputId
  if (next === null)
    throw new EditRefused('rule', `The track "${track.name}" needs an output.`, 'Send it to a bus or to the master.')
  while (next !== null) {
    if (next === track.id)
      throw new EditRefused(
        'rule',
        `"${track.name}" would feed itself.`,
        'Choose an output that does not lead back to it.',
      )
    const destination: Track = mustExist(draft.tracks[next], 'track', next)
    if (destination.songId !== track.songId || destination.kind === 'audio')
      throw new EditRefused('rule', `"${track.name}" cannot feed "${destination.name}".`, 'Choose a bus or the master.')
    next = destination.outputId
  }
}

export function applyAddAsset(draft: Document, edit: z.infer<typeof addAsset>): void {
  mustBeNew(draft.assets[edit.asset.id], 'asset', edit.asset.id)
  draft.assets[edit.asset.id] = edit.asset
}

export function applyAddTrack(draft: Document, edit: z.infer<typeof addTrack>): void {
  const { track } = edit
  mustExist(draft.songs[track.songId], 'song', track.songId)
  mustBeNew(draft.tracks[track.id], 'track', track.id)
  mustBeNew(draft.songs[track.id], 'song', track.id)
  if (track.kind === 'master')
    throw new EditRefused('rule', 'A song has one master, made with the song.', 'Add an audio track or a bus.')
  checkOutput(draft, track)
  draft.tracks[track.id] = track
  draft.clips[track.id] = {}
  draft.devices[track.id] = {}
}

export function applyUpdateTrack(draft: Document, edit: z.infer<typeof updateTrack>): void {
  const track = mustExist(draft.tracks[edit.trackId], 'track', edit.trackId)
  Object.assign(track, edit.set)
  if (edit.set.outputId !== undefined) checkOutput(draft, track)
}

/** What fed a removed bus feeds the bus's own output instead. */
export function applyRemoveTrack(draft: Document, edit: z.infer<typeof removeTrack>): void {
  const track = mustExist(draft.tracks[edit.trackId], 'track', edit.trackId)
  if (track.kind === 'master')
    throw new EditRefused('rule', 'The master track cannot be removed.', 'Remove the song instead.')
  for (const other of Object.values(draft.tracks)) if (other.outputId === track.id) other.outputId = track.outputId
  delete draft.clips[track.id]
  delete draft.devices[track.id]
  delete draft.tracks[track.id]
}
