import type { Clip } from '../../shared/model/document.ts'
import type { Edit, SingleEdit } from '../../shared/model/edits/edit.ts'
import { clipsOfTrack, findClip, tracksOfSong } from '../../shared/model/selectors.ts'
import { selectClips, setView, useView } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'
import { notify } from '../document/notices.ts'
import { boundedDelta, copyEdits, moveEdits, updateEdit } from './clip-changes.ts'

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
  splitClips(clips, frame)
}

/** Splits these clips at a frame inside each and selects the right parts. */
export function splitClips(clips: readonly Clip[], frame: number): void {
  const right: string[] = []
  const edits = clips.map((clip): SingleEdit => {
    const newClipId = newId()
    right.push(newClipId)
    return { type: 'splitClip', trackId: clip.trackId, clipId: clip.id, atFrame: Math.round(frame), newClipId }
  })
  void editTogether(`Split ${clips.length} clips`, edits)
  selectClips(right, clips[0]!.trackId)
}

export function removeSelectedClips(): void {
  const clips = selectedClips()
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
  const clips = selectedClips()
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
  const clips = selectedClips()
  if (!document || !songId || clips.length === 0) return
  const tracks = tracksOfSong(document, songId).filter((track) => track.kind === 'audio')
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

/** Puts the kept clips on their own tracks, the first of them at a frame. */
export function pasteClips(atFrame: number): void {
  const { document, songId } = documentStore.getState()
  if (copied.length === 0 || !document || !songId) return
  const clips = copied.filter(
    (clip) => document.tracks[clip.trackId]?.songId === songId && document.assets[clip.assetId],
  )
  if (clips.length === 0) {
    notify('info', 'The copied clips belong to another song.', 'Copy clips of this song.')
    return
  }
  const start = Math.min(...clips.map((clip) => clip.startFrame))
  const ids = new Map(clips.map((clip) => [clip.id, newId()]))
  void editTogether(
    clips.length === 1 ? `Paste clip: ${clips[0]!.name}` : `Paste ${clips.length} clips`,
    copyEdits(clips, Math.round(atFrame) - start, (clip) => clip.trackId, ids),
  )
  selectClips(ids.values())
  setView({ inspected: 'clip' })
}
