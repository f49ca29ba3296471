import { applyPatches, enablePatches, type Patch, produceWithPatches } from 'immer'
import type { Document } from '../document.ts'
import * as album from './album-edits.ts'
import * as asset from './asset-edits.ts'
import * as automation from './automation-edits.ts'
import * as clip from './clip-edits.ts'
import * as device from './device-edits.ts'
import type { Edit, SingleEdit } from './edit.ts'
import * as link from './link-group-edits.ts'
import * as project from './project-edits.ts'
import * as rack from './rack-edits.ts'
import * as reference from './reference-edits.ts'
import { applyReplaceAudio } from './replace-audio.ts'
import * as send from './send-edits.ts'
import * as snapshot from './snapshot-edits.ts'
import * as song from './song-edits.ts'
import * as tempo from './tempo-edits.ts'
import * as track from './track-edits.ts'

enablePatches()

export interface Applied {
  document: Document
  patches: Patch[]
  inversePatches: Patch[]
}

/** What each kind of edit does to the draft of a document. */
const steps: { [T in SingleEdit['type']]: (draft: Document, edit: Extract<SingleEdit, { type: T }>) => void } = {
  updateProject: project.applyUpdateProject,
  addSong: song.applyAddSong,
  updateSong: song.applyUpdateSong,
  removeSong: song.applyRemoveSong,
  addMarker: song.applyAddMarker,
  updateMarker: song.applyUpdateMarker,
  removeMarker: song.applyRemoveMarker,
  addTempoPoint: tempo.applyAddTempoPoint,
  updateTempoPoint: tempo.applyUpdateTempoPoint,
  removeTempoPoint: tempo.applyRemoveTempoPoint,
  addTimeSignature: tempo.applyAddTimeSignature,
  updateTimeSignature: tempo.applyUpdateTimeSignature,
  removeTimeSignature: tempo.applyRemoveTimeSignature,
  addAsset: asset.applyAddAsset,
  removeAsset: asset.applyRemoveAsset,
  replaceAudio: applyReplaceAudio,
  addTrack: track.applyAddTrack,
  updateTrack: track.applyUpdateTrack,
  removeTrack: track.applyRemoveTrack,
  addClip: clip.applyAddClip,
  updateClip: clip.applyUpdateClip,
  moveClip: clip.applyMoveClip,
  splitClip: clip.applySplitClip,
  removeClip: clip.applyRemoveClip,
  addDevice: device.applyAddDevice,
  updateDevice: device.applyUpdateDevice,
  setDeviceParams: device.applySetDeviceParams,
  removeDevice: device.applyRemoveDevice,
  updateRack: rack.applyUpdateRack,
  addSend: send.applyAddSend,
  updateSend: send.applyUpdateSend,
  removeSend: send.applyRemoveSend,
  addLane: automation.applyAddLane,
  updateLane: automation.applyUpdateLane,
  removeLane: automation.applyRemoveLane,
  editAutomation: automation.applyEditAutomation,
  updateAlbum: album.applyUpdateAlbum,
  addAlbumItem: album.applyAddAlbumItem,
  updateAlbumItem: album.applyUpdateAlbumItem,
  removeAlbumItem: album.applyRemoveAlbumItem,
  addReference: reference.applyAddReference,
  updateReference: reference.applyUpdateReference,
  removeReference: reference.applyRemoveReference,
  saveSnapshot: snapshot.applySaveSnapshot,
  renameSnapshot: snapshot.applyRenameSnapshot,
  updateSnapshot: snapshot.applyUpdateSnapshot,
  removeSnapshot: snapshot.applyRemoveSnapshot,
  recallSnapshot: snapshot.applyRecallSnapshot,
  copyFromSnapshot: snapshot.applyCopyFromSnapshot,
  addLinkGroup: link.applyAddLinkGroup,
  updateLinkGroup: link.applyUpdateLinkGroup,
  removeLinkGroup: link.applyRemoveLinkGroup,
}

function applySingle(draft: Document, edit: SingleEdit): void {
  const step = steps[edit.type] as (draft: Document, edit: SingleEdit) => void
  step(draft, edit)
}

/**
 * Applies an edit that has passed `editSchema`. Pure: the given document is never changed.
 * Throws `EditRefused` when the edit does not fit this document; a refused batch changes nothing.
 */
export function apply(document: Document, edit: Edit): Applied {
  const [next, patches, inversePatches] = produceWithPatches(document, (draft) => {
    if (edit.type === 'batch') for (const single of edit.edits) applySingle(draft, single)
    else applySingle(draft, edit)
  })
  return { document: next, patches, inversePatches }
}

/** Applies patches from `apply`, forward or inverse, to the document they were made for. Pure. */
export function patchDocument(document: Document, patches: readonly Patch[]): Document {
  return applyPatches(document, patches as Patch[])
}
