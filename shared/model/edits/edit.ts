import { z } from 'zod'
import { addAlbumItem, removeAlbumItem, updateAlbum, updateAlbumItem } from './album-edits.ts'
import { addAsset, removeAsset } from './asset-edits.ts'
import { addLane, editAutomation, removeLane, updateLane } from './automation-edits.ts'
import { addClip, moveClip, removeClip, splitClip, updateClip } from './clip-edits.ts'
import { addDevice, removeDevice, setDeviceParams, updateDevice } from './device-edits.ts'
import { addLinkGroup, removeLinkGroup, updateLinkGroup } from './link-group-edits.ts'
import { updateProject } from './project-edits.ts'
import { updateRack } from './rack-edits.ts'
import { addReference, removeReference, updateReference } from './reference-edits.ts'
import { replaceAudio } from './replace-audio.ts'
import { addSend, removeSend, updateSend } from './send-edits.ts'
import {
  copyFromSnapshot,
  recallSnapshot,
  removeSnapshot,
  renameSnapshot,
  saveSnapshot,
  updateSnapshot,
} from './snapshot-edits.ts'
import { addMarker, addSong, removeMarker, removeSong, updateMarker, updateSong } from './song-edits.ts'
import {
  addTempoPoint,
  addTimeSignature,
  removeTempoPoint,
  removeTimeSignature,
  updateTempoPoint,
  updateTimeSignature,
} from './tempo-edits.ts'
import { addTrack, removeTrack, updateTrack } from './track-edits.ts'

/** One change to one record or to a record with its children. */
export const singleEditSchema = z.discriminatedUnion('type', [
  updateProject,
  addSong,
  updateSong,
  removeSong,
  addMarker,
  updateMarker,
  removeMarker,
  addTempoPoint,
  updateTempoPoint,
  removeTempoPoint,
  addTimeSignature,
  updateTimeSignature,
  removeTimeSignature,
  addAsset,
  removeAsset,
  replaceAudio,
  addTrack,
  updateTrack,
  removeTrack,
  addClip,
  updateClip,
  moveClip,
  splitClip,
  removeClip,
  addDevice,
  updateDevice,
  setDeviceParams,
  removeDevice,
  updateRack,
  addSend,
  updateSend,
  removeSend,
  addLane,
  updateLane,
  removeLane,
  editAutomation,
  updateAlbum,
  addAlbumItem,
  updateAlbumItem,
  removeAlbumItem,
  addReference,
  updateReference,
  removeReference,
  saveSnapshot,
  renameSnapshot,
  updateSnapshot,
  removeSnapshot,
  recallSnapshot,
  copyFromSnapshot,
  addLinkGroup,
  updateLinkGroup,
  removeLinkGroup,
])
export type SingleEdit = z.infer<typeof singleEditSchema>

/** Several changes that the user means as one: all happen or none, and one undo takes them back. */
export const batchSchema = z.strictObject({
  type: z.literal('batch'),
  label: z.string().min(1).max(200),
  edits: z.array(singleEditSchema).min(1).max(20_000),
})

/** Every change of a document. Ids and times are in it, made by its caller, so that it means the same everywhere. */
export const editSchema = z.discriminatedUnion('type', [singleEditSchema, batchSchema])
export type Edit = z.infer<typeof editSchema>
