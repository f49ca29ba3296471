import type { Asset, Clip, Document, Id } from '../../shared/model/document.ts'
import type { Edit, SingleEdit } from '../../shared/model/edits/edit.ts'
import { clipsOfTrack, findClip, tracksOfSong } from '../../shared/model/selectors.ts'
import { audioTracksInSight } from '../../shared/model/track-tree.ts'
import { selectClips, setView, useView } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'
import { notify } from '../document/notices.ts'
import {
  boundedDelta,
  type ClipSet,
  copyEdits,
  looping,
  moveEdits,
  slippedBy,
  trimmedEnd,
  trimmedStart,
  turnedAround,
  unlooped,
  updateEdit,
} from './clip-changes.ts'
import { withTheirGroups } from './clip-groups.ts'
import { joinEdits } from './clip-joining.ts'
import { rippleDeleteEdits } from './clip-ripple.ts'
import { zeroCrossingNear } from './zero-crossing.ts'

/** What keys and menus do to the selected clips. */

export function selectedClips(): Clip[] {
  const { document } = documentStore.getState()
  if (!document) return []
  const clips: Clip[] = []
  for (const id of useView.getState().selectedClipIds) {
    const clip = findClip(document, id)
    if (clip) clips.push(clip)
  }
  return clips
}

/** Selects a clip, and all of its group. */
export function selectWithGroup(clip: Clip, alsoSelected: Iterable<Id> = []): void {
  const { document, songId } = documentStore.getState()
  const together = document && songId ? withTheirGroups(document, songId, [clip.id]) : [clip.id]
  selectClips([...alsoSelected, ...together], clip.trackId)
}

/** Shows the selected clip in the inspector and puts the hand into its name. */
export function openClip(): void {
  setView({ inspectorOpen: true, inspected: 'clip' })
  // What is typed next must not run commands, so that the name takes the keys at once where it is there.
  if (!focusClipName()) requestAnimationFrame(focusClipName)
}

function focusClipName(): boolean {
  const field = window.document.querySelector<HTMLInputElement>('[data-testid=clip-name]')
  field?.focus()
  field?.select()
  return field !== null
}

/** Says that locked clips stay as they are. */
export function refusedAsLocked(locked: readonly Clip[]): void {
  const what = locked.length === 1 ? `“${locked[0]!.name}” is locked.` : `${locked.length} clips are locked.`
  notify('info', what, 'Unlock with Shift-L to change it.')
}

/** The selected clips that may be changed; says so when there are locked ones among them, which stay as they are. */
function changeableClips(): Clip[] {
  const clips = selectedClips()
  const locked = clips.filter((clip) => clip.locked)
  if (locked.length > 0) refusedAsLocked(locked)
  return clips.filter((clip) => !clip.locked)
}

/** Changes every selected clip that is not locked, as one edit; null from `set` leaves a clip as it is. */
function changeClips(label: string, set: (clip: Clip, asset: Asset) => ClipSet | null): void {
  const { document } = documentStore.getState()
  if (!document) return
  const edits = changeableClips().flatMap((clip) => {
    const asset = document.assets[clip.assetId]
    const change = asset ? set(clip, asset) : null
    return change && Object.keys(change).length > 0 ? [updateEdit(clip, change)] : []
  })
  void editTogether(label, edits)
}

export async function editTogether(label: string, edits: SingleEdit[]): Promise<boolean> {
  if (edits.length === 0) return false
  return documentStore.edit(togetherEdit(label, edits))
}

/** Several edits as one. A single one speaks for itself in the history, unless it adds what the user calls otherwise. */
export function togetherEdit(label: string, edits: SingleEdit[]): Edit {
  const [only] = edits
  return edits.length === 1 && only!.type !== 'addClip' ? only! : { type: 'batch', label, edits }
}

export function duplicateLabel(clips: readonly Clip[]): string {
  return clips.length === 1 ? `Duplicate clip: ${clips[0]!.name}` : `Duplicate ${clips.length} clips`
}

function isInside(clip: Clip, frame: number): boolean {
  return frame > clip.startFrame && frame < clip.startFrame + clip.lengthFrames
}

/** Splits the selected clips at a frame, or, when none of them lies there, every clip of the selected track that does. */
export function splitAt(frame: number): void {
  const { document } = documentStore.getState()
  const { selectedTrackId } = useView.getState()
  let clips = selectedClips().filter((clip) => isInside(clip, frame))
  if (clips.length === 0 && document && selectedTrackId)
    clips = clipsOfTrack(document, selectedTrackId).filter((clip) => isInside(clip, frame))
  if (clips.length === 0) {
    notify('info', 'Nothing to split here.', 'Put the playhead inside a selected clip.')
    return
  }
  void splitClips(clips, frame)
}

/** Splits these clips at a frame inside each, or where each crosses zero beside it, and selects the right parts. */
export async function splitClips(wanted: readonly Clip[], frame: number): Promise<void> {
  const { document } = documentStore.getState()
  if (!document) return
  const locked = wanted.filter((clip) => clip.locked)
  if (locked.length > 0) refusedAsLocked(locked)
  const clips = wanted.filter((clip) => !clip.locked)
  if (clips.length === 0) return
  const right: string[] = []
  const edits: SingleEdit[] = []
  for (const clip of clips) {
    const newClipId = newId()
    right.push(newClipId)
    const atFrame = await splitFrame(document, clip, Math.round(frame))
    edits.push({ type: 'splitClip', trackId: clip.trackId, clipId: clip.id, atFrame, newClipId })
  }
  void editTogether(`Split ${clips.length} clips`, edits)
  selectClips(right, clips[0]!.trackId)
}

async function splitFrame(document: Document, clip: Clip, frame: number): Promise<number> {
  const asset = document.assets[clip.assetId]
  if (!asset || !useView.getState().zeroCrossings) return frame
  const near = await zeroCrossingNear(clip, asset, frame, document.project.sampleRate)
  return isInside(clip, near) ? near : frame
}

export function removeSelectedClips(): void {
  const clips = changeableClips()
  if (clips.length === 0) return
  const edits = clips.map((clip): SingleEdit => ({ type: 'removeClip', trackId: clip.trackId, clipId: clip.id }))
  void editTogether(`Remove ${clips.length} clips`, edits)
  selectClips([])
}

/** Copies of the selected clips right behind them, as a group. */
export function duplicateSelectedClips(): void {
  const clips = selectedClips()
  if (clips.length === 0) return
  const start = Math.min(...clips.map((clip) => clip.startFrame))
  const end = Math.max(...clips.map((clip) => clip.startFrame + clip.lengthFrames))
  const ids = new Map(clips.map((clip) => [clip.id, newId()]))
  void editTogether(
    duplicateLabel(clips),
    copyEdits(clips, end - start, (clip) => clip.trackId, ids),
  )
  selectClips(ids.values())
}

export function nudgeSelectedClips(deltaFrames: number): void {
  const clips = changeableClips()
  if (clips.length === 0) return
  const delta = boundedDelta(clips, deltaFrames)
  if (delta === 0) return
  void editTogether(
    `Move ${clips.length} clips`,
    moveEdits(clips, delta, (clip) => clip.trackId),
  )
}

/** Moves the selected clips one audio track up (−1) or down (+1). */
export function moveSelectedClipsAcross(places: number): void {
  const { document, songId } = documentStore.getState()
  const clips = changeableClips()
  if (!document || !songId || clips.length === 0) return
  const tracks = audioTracksInSight(document, songId)
  const placeOf = (clip: Clip) => tracks.findIndex((track) => track.id === clip.trackId) + places
  if (clips.some((clip) => !tracks[placeOf(clip)])) return
  void editTogether(
    `Move ${clips.length} clips`,
    moveEdits(clips, 0, (clip) => tracks[placeOf(clip)]!.id),
  )
}

export function muteSelectedClips(): void {
  const clips = selectedClips()
  const muted = clips.some((clip) => !clip.muted)
  void editTogether(
    muted ? 'Mute clips' : 'Unmute clips',
    clips.map((clip) => updateEdit(clip, { muted })),
  )
}

export function selectAllClips(): void {
  const { document, songId } = documentStore.getState()
  if (!document || !songId) return
  selectClips(
    tracksOfSong(document, songId).flatMap((track) => clipsOfTrack(document, track.id).map((clip) => clip.id)),
  )
}

let copied: readonly Clip[] = []

/** Keeps the selected clips for `pasteClips`. */
export function copySelectedClips(): void {
  const clips = selectedClips()
  if (clips.length > 0) copied = clips
}

/** Puts the kept clips on their own tracks, or those of one track on the selected one, the first of them at a frame. */
export function pasteClips(atFrame: number): void {
  const { document, songId } = documentStore.getState()
  if (copied.length === 0 || !document || !songId) return
  const selected = document.tracks[useView.getState().selectedTrackId ?? '']
  const isOfOneTrack = new Set(copied.map(({ trackId }) => trackId)).size === 1
  const onto = isOfOneTrack && selected?.kind === 'audio' && selected.songId === songId ? selected.id : null
  const clips = copied.filter(
    ({ trackId, assetId }) =>
      document.assets[assetId] && (onto !== null || document.tracks[trackId]?.songId === songId),
  )
  if (clips.length === 0) {
    notify(
      'info',
      'The copied clips lie on tracks of another song.',
      'Copy the clips of one track and select a track here.',
    )
    return
  }
  const start = Math.min(...clips.map((clip) => clip.startFrame))
  const ids = new Map(clips.map((clip) => [clip.id, newId()]))
  void editTogether(
    clips.length === 1 ? `Paste clip: ${clips[0]!.name}` : `Paste ${clips.length} clips`,
    copyEdits(clips, Math.round(atFrame) - start, (clip) => onto ?? clip.trackId, ids),
  )
  selectClips(ids.values())
  setView({ inspected: 'clip' })
}

export function cutSelectedClips(): void {
  copySelectedClips()
  removeSelectedClips()
}

/** Takes the selected clips away and closes the time they filled. */
export function rippleDeleteClips(): void {
  const { document } = documentStore.getState()
  const clips = changeableClips()
  if (!document || clips.length === 0) return
  void editTogether(`Ripple delete ${clips.length} clips`, rippleDeleteEdits(document, clips))
  selectClips([])
}

/** Makes one clip of those that go on from each other. */
export function joinSelectedClips(): void {
  const edits = joinEdits(changeableClips())
  if (edits.length === 0) {
    notify(
      'info',
      'None of these clips goes on from another.',
      'Select neighbours of the same audio that touch, with equal gain and without fades between them.',
    )
    return
  }
  const gone = new Set(edits.flatMap((edit) => (edit.type === 'removeClip' ? [edit.clipId] : [])))
  selectClips([...useView.getState().selectedClipIds].filter((id) => !gone.has(id)))
  void editTogether(`Join ${gone.size + 1} clips`, edits)
}

export function reverseSelectedClips(): void {
  changeClips('Reverse clips', turnedAround)
}

export function slipSelectedClips(deltaFrames: number): void {
  changeClips('Slip clips', (clip, asset) => slippedBy(clip, deltaFrames, asset))
}

/** Moves an edge of every selected clip. */
export function trimSelectedClips(edge: 'start' | 'end', deltaFrames: number): void {
  changeClips('Trim clips', (clip, asset) => (edge === 'start' ? trimmedStart : trimmedEnd)(clip, deltaFrames, asset))
}

/** The selected clips repeat what they play, or play it once when all of them repeat it. */
export function loopSelectedClips(): void {
  const ends = selectedClips().every((clip) => clip.loopFrames > 0)
  changeClips(ends ? 'Play clips once' : 'Loop clips', (clip, asset) => (ends ? unlooped(clip, asset) : looping(clip)))
}

export function lockSelectedClips(): void {
  const clips = selectedClips()
  const locked = clips.some((clip) => !clip.locked)
  void editTogether(
    locked ? 'Lock clips' : 'Unlock clips',
    clips.map((clip) => updateEdit(clip, { locked })),
  )
}

/** The selected clips are selected and moved together from now on; a clip is in one group at most. */
export function groupSelectedClips(): void {
  const clips = selectedClips()
  const groupId = newId()
  if (clips.length < 2) {
    notify('info', 'A group needs two clips.', 'Select more clips with Shift.')
    return
  }
  void editTogether(
    `Group ${clips.length} clips`,
    clips.map((clip) => updateEdit(clip, { groupId })),
  )
}

export function ungroupSelectedClips(): void {
  const clips = selectedClips().filter((clip) => clip.groupId !== null)
  void editTogether(
    'Ungroup clips',
    clips.map((clip) => updateEdit(clip, { groupId: null })),
  )
}

/** Null gives the clips their track's colour again. */
export function colourSelectedClips(colour: number | null): void {
  void editTogether(
    'Colour of clips',
    selectedClips().map((clip) => updateEdit(clip, { colour })),
  )
}
