import { z } from 'zod'
import { type Document, idSchema, type Marker, markerSchema, type Song, songSchema } from '../document.ts'
import { tracksOfSong } from '../selectors.ts'
import { dropAlbumItem } from './album-edits.ts'
import { dropLanesOf } from './automation-edits.ts'
import { addedDevice, checkDevice } from './device-edits.ts'
import { EditRefused, mustBeNew, mustExist, refuseOwnerId } from './refusal.ts'
import { addedTrack, dropTrack } from './track-edits.ts'

/** A song as it comes in an edit, which may leave out what stands at its default in most. */
const addedSong = songSchema.extend({ tempoShape: songSchema.shape.tempoShape.default('step') })
/** A song is born with its master track and its mastering rack. */
export const addSong = z.strictObject({
  type: z.literal('addSong'),
  song: addedSong,
  master: addedTrack,
  rack: z.array(addedDevice),
})
export const updateSong = z.strictObject({
  type: z.literal('updateSong'),
  songId: idSchema,
  set: songSchema.omit({ id: true }).partial(),
})
export const removeSong = z.strictObject({ type: z.literal('removeSong'), songId: idSchema })
/** A marker as it comes in an edit: a place alone unless it says where it ends. */
const addedMarker = markerSchema.extend({ endFrame: markerSchema.shape.endFrame.default(null) })
export const addMarker = z.strictObject({ type: z.literal('addMarker'), marker: addedMarker })
export const updateMarker = z.strictObject({
  type: z.literal('updateMarker'),
  markerId: idSchema,
  set: markerSchema.pick({ name: true, frame: true, endFrame: true }).partial(),
})
export const removeMarker = z.strictObject({ type: z.literal('removeMarker'), markerId: idSchema })

function checkSong(song: Song): void {
  if (song.endFrame !== null && song.endFrame <= song.startFrame)
    throw new EditRefused(
      'range',
      `The end of "${song.title}" would lie before its start.`,
      'Put the end marker later.',
    )
  if (song.loopEndFrame < song.loopStartFrame)
    throw new EditRefused('range', 'The loop would end before it starts.', 'Put the loop end after its start.')
}

export function applyAddSong(draft: Document, edit: z.infer<typeof addSong>): void {
  const { song, master, rack } = edit
  refuseOwnerId(draft, song.id)
  refuseOwnerId(draft, master.id)
  mustBeNew(song.id === master.id ? master : undefined, 'track', song.id)
  if (master.kind !== 'master' || master.songId !== song.id || master.outputId !== null)
    throw new EditRefused(
      'rule',
      `The song "${song.title}" needs a master track of its own.`,
      'Give it one of kind master.',
    )
  checkSong(song)
  draft.songs[song.id] = { ...song }
  draft.tracks[master.id] = { ...master }
  draft.clips[master.id] = {}
  draft.devices[master.id] = {}
  draft.devices[song.id] = {}
  for (const device of rack) {
    if (device.ownerId !== song.id)
      throw new EditRefused('rule', 'A stage of the rack must belong to its song.', 'Set ownerId to the song.')
    mustBeNew(draft.devices[song.id]![device.id], 'device', device.id)
    draft.devices[song.id]![device.id] = { ...device, params: { ...device.params } }
    checkDevice(draft, device)
  }
}

export function applyUpdateSong(draft: Document, edit: z.infer<typeof updateSong>): void {
  const song = mustExist(draft.songs[edit.songId], 'song', edit.songId)
  Object.assign(song, edit.set)
  checkSong(song)
}

export function applyRemoveSong(draft: Document, edit: z.infer<typeof removeSong>): void {
  const song = mustExist(draft.songs[edit.songId], 'song', edit.songId)
  for (const track of tracksOfSong(draft, song.id)) dropTrack(draft, track)
  dropLanesOf(draft, song.id, () => true)
  for (const records of [draft.markers, draft.snapshots, draft.linkGroups])
    for (const { id, songId } of Object.values(records)) if (songId === song.id) delete records[id]
  for (const { id, songId } of Object.values(draft.albumItems)) if (songId === song.id) dropAlbumItem(draft, id)
  delete draft.tempos[song.id]
  delete draft.signatures[song.id]
  delete draft.devices[song.id]
  delete draft.racks[song.id]
  delete draft.songs[song.id]
}

function checkMarker({ name, frame, endFrame }: Marker): void {
  if (endFrame !== null && endFrame <= frame)
    throw new EditRefused('range', `The range "${name}" would end before it starts.`, 'Put its end later.')
}

export function applyAddMarker(draft: Document, edit: z.infer<typeof addMarker>): void {
  mustExist(draft.songs[edit.marker.songId], 'song', edit.marker.songId)
  mustBeNew(draft.markers[edit.marker.id], 'marker', edit.marker.id)
  checkMarker(edit.marker)
  draft.markers[edit.marker.id] = { ...edit.marker }
}

export function applyUpdateMarker(draft: Document, edit: z.infer<typeof updateMarker>): void {
  const marker = mustExist(draft.markers[edit.markerId], 'marker', edit.markerId)
  Object.assign(marker, edit.set)
  checkMarker(marker)
}

export function applyRemoveMarker(draft: Document, edit: z.infer<typeof removeMarker>): void {
  mustExist(draft.markers[edit.markerId], 'marker', edit.markerId)
  delete draft.markers[edit.markerId]
}
