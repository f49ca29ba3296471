import { newTrack } from '../../shared/model/defaults.ts'
import type { Id, Track } from '../../shared/model/document.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import { clipsOfTrack, masterOfSong, tracksOfSong } from '../../shared/model/selectors.ts'
import { settingEdits, settingOf } from '../../shared/model/track-copy.ts'
import { arrangedTracks, placeAtRow } from '../../shared/model/track-tree.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'
import { notify } from '../document/notices.ts'
import { selectedTrackIds, selectTrack, setView, useView } from './view-state.ts'

/** Adds an empty audio track or a bus after the selected track and lets the user name it. */
export function addTrack(kind: 'audio' | 'bus'): void {
  const { document, songId } = documentStore.getState()
  const master = document && songId ? masterOfSong(document, songId) : undefined
  if (!document || !songId || !master) return
  const tracks = tracksOfSong(document, songId).filter((track) => track.kind !== 'master')
  const count = tracks.filter((track) => track.kind === kind).length
  const id = newId()
  const name = kind === 'bus' ? `Bus ${count + 1}` : `Track ${count + 1}`
  const track = newTrack(
    id,
    songId,
    kind,
    name,
    orderAfter(tracks, useView.getState().selectedTrackId),
    master.id,
    tracks.length,
  )
  void documentStore.edit({ type: 'addTrack', track })
  selectTrack(id)
  setView({ renamingTrackId: id })
}

/** A place right behind the given track, or at the end. */
function orderAfter(tracks: readonly Track[], trackId: Id | null): number {
  const index = tracks.findIndex((track) => track.id === trackId)
  const last = tracks.at(-1)?.order ?? 0
  if (index < 0 || index === tracks.length - 1) return last + 1
  return (tracks[index]!.order + tracks[index + 1]!.order) / 2
}

/** Moves a track before the row at `gap`, under the bus that it comes to lie under. */
export function moveTrackToRow(trackId: Id, gap: number): void {
  const { document, songId } = documentStore.getState()
  const track = document?.tracks[trackId]
  const place = document && songId ? placeAtRow(document, songId, trackId, gap) : undefined
  if (!document || !track || !place || (place.order === track.order && place.outputId === track.outputId)) return
  const isOut = place.outputId === track.outputId
  void documentStore.edit({
    type: 'batch',
    label: isOut ? `Move: ${track.name}` : `Move ${track.name} to ${document.tracks[place.outputId]?.name ?? ''}`,
    edits: [{ type: 'updateTrack', trackId, set: isOut ? { order: place.order } : { ...place } }],
  })
}

/** One place up (−1) or down (+1) among the tracks beside it. */
export function moveTrackBy(trackId: Id, places: -1 | 1): void {
  const { document, songId } = documentStore.getState()
  if (!document || !songId) return
  const rows = arrangedTracks(document, songId)
  const own = rows.find(({ track }) => track.id === trackId)?.track
  const siblings = rows.filter(({ track }) => track.outputId === own?.outputId)
  const index = siblings.findIndex(({ track }) => track.id === trackId)
  const next = siblings[index + places]?.track
  if (!own || index < 0 || !next) return
  const beyond = siblings[index + 2 * places]?.track.order
  const order = beyond === undefined ? next.order + places : (next.order + beyond) / 2
  void documentStore.edit({ type: 'updateTrack', trackId, set: { order } })
}

/** Puts the selected tracks under a new bus, which stands where the first of them stood, and lets the user name it. */
export function groupSelectedTracks(): void {
  const { document, songId } = documentStore.getState()
  if (!document || !songId) return
  const chosen = new Set(selectedTrackIds())
  const members = arrangedTracks(document, songId, 'opened').flatMap(({ track }) =>
    chosen.has(track.id) ? [track] : [],
  )
  const [first] = members
  if (!first) return
  const id = newId()
  const edits: SingleEdit[] = [
    { type: 'addTrack', track: newTrack(id, songId, 'bus', 'Group', first.order, first.outputId, first.colour) },
    ...members.map((track): SingleEdit => ({ type: 'updateTrack', trackId: track.id, set: { outputId: id } })),
  ]
  const label = members.length === 1 ? `Group: ${first.name}` : `Group ${members.length} tracks`
  void documentStore.edit({ type: 'batch', label, edits })
  selectTrack(id)
  setView({ renamingTrackId: id })
}

/** Takes the selected tracks out of their groups, to where the groups' own sound goes. */
export function ungroupSelectedTracks(): void {
  const { document } = documentStore.getState()
  const edits = selectedTrackIds().flatMap((trackId): SingleEdit[] => {
    const bus = document?.tracks[document.tracks[trackId]?.outputId ?? '']
    return bus?.kind === 'bus' ? [{ type: 'updateTrack', trackId, set: { outputId: bus.outputId } }] : []
  })
  if (edits.length === 0) {
    notify('info', 'The track is in no group.', 'Group selected tracks with Ctrl-G.')
    return
  }
  void documentStore.edit({ type: 'batch', label: 'Take out of the group', edits })
}

/** Hides or shows what feeds a bus. */
export function foldTrack(trackId: Id): void {
  const track = documentStore.getState().document?.tracks[trackId]
  if (track?.kind === 'bus') void documentStore.edit({ type: 'updateTrack', trackId, set: { folded: !track.folded } })
}

export function removeTrack(trackId: Id): void {
  void documentStore.edit({ type: 'removeTrack', trackId })
  if (useView.getState().selectedTrackId === trackId) selectTrack(null)
}

/** A copy of the track with its clips, inserts, sends and automation, right behind it. */
export function duplicateTrack(trackId: Id): void {
  const { document, songId } = documentStore.getState()
  const setting = document ? settingOf(document, trackId) : undefined
  if (!document || !songId || !setting || setting.track.kind === 'master') return
  const { track } = setting
  const tracks = tracksOfSong(document, songId).filter((other) => other.kind !== 'master')
  const id = newId()
  const place = { id, songId, name: `${track.name} copy`, order: orderAfter(tracks, trackId), outputId: track.outputId }
  const edits: SingleEdit[] = [
    ...settingEdits(document, setting, place, newId),
    ...clipsOfTrack(document, trackId).map(
      (clip): SingleEdit => ({ type: 'addClip', clip: { ...clip, id: newId(), trackId: id, groupId: null } }),
    ),
  ]
  void documentStore.edit({ type: 'batch', label: `Duplicate track: ${track.name}`, edits })
  selectTrack(id)
}

/** Selects the track so many places below (above if negative); the first one when none is selected. */
export function selectTrackBy(places: number): void {
  const { document, songId } = documentStore.getState()
  if (!document || !songId) return
  const master = masterOfSong(document, songId)
  const tracks = [...arrangedTracks(document, songId).map(({ track }) => track), ...(master ? [master] : [])]
  const index = tracks.findIndex((track) => track.id === useView.getState().selectedTrackId)
  const next = index < 0 ? tracks[0] : tracks[index + places]
  if (next) selectTrack(next.id)
}
