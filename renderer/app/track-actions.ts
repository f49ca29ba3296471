import { newTrack } from '../../shared/model/defaults.ts'
import type { AutomationLane, Document, Id, Track } from '../../shared/model/document.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import {
  clipsOfTrack,
  devicesOfOwner,
  lanesOfOwner,
  masterOfSong,
  pointsOfLane,
  tracksOfSong,
} from '../../shared/model/selectors.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'
import { selectTrack, setView, useView } from './view-state.ts'

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

/** Moves a track so that it stands at `index` among the song's tracks without it and without the master. */
export function moveTrackTo(trackId: Id, index: number): void {
  const { document, songId } = documentStore.getState()
  if (!document || !songId) return
  const others = tracksOfSong(document, songId).filter((track) => track.kind !== 'master' && track.id !== trackId)
  const before = others[index - 1]?.order
  const after = others[index]?.order
  const order = before === undefined ? (after ?? 0) - 1 : after === undefined ? before + 1 : (before + after) / 2
  if (document.tracks[trackId]?.order !== order)
    void documentStore.edit({ type: 'updateTrack', trackId, set: { order } })
}

/** One place up (−1) or down (+1). */
export function moveTrackBy(trackId: Id, places: number): void {
  const { document, songId } = documentStore.getState()
  if (!document || !songId) return
  const tracks = tracksOfSong(document, songId).filter((track) => track.kind !== 'master')
  const index = tracks.findIndex((track) => track.id === trackId)
  if (index < 0 || !tracks[index + places]) return
  moveTrackTo(trackId, index + places)
}

export function removeTrack(trackId: Id): void {
  void documentStore.edit({ type: 'removeTrack', trackId })
  if (useView.getState().selectedTrackId === trackId) selectTrack(null)
}

/** The edits that give a copied track the copy of a lane; sends are not copied, and nor are their lanes. */
function copyLane(document: Document, lane: AutomationLane, ownerId: Id, deviceIds: ReadonlyMap<Id, Id>): SingleEdit[] {
  const { target } = lane
  if (target.kind === 'send') return []
  const laneId = newId()
  const moved = target.kind === 'device' ? { ...target, deviceId: deviceIds.get(target.deviceId)! } : target
  const points = pointsOfLane(document, lane.id)
  const range = { fromFrame: 0, toFrame: (points.at(-1)?.frame ?? 0) + 1 }
  return [
    { type: 'addLane', lane: { ...lane, id: laneId, ownerId, target: moved } },
    ...(points.length > 0 ? [{ type: 'editAutomation' as const, ownerId, laneId, ...range, points }] : []),
  ]
}

/** A copy of the track with its clips, inserts and their automation, right behind it. */
export function duplicateTrack(trackId: Id): void {
  const { document, songId } = documentStore.getState()
  const track = document?.tracks[trackId]
  if (!document || !songId || !track || track.kind === 'master') return
  const tracks = tracksOfSong(document, songId).filter((other) => other.kind !== 'master')
  const id = newId()
  const deviceIds = new Map(devicesOfOwner(document, trackId).map((device) => [device.id, newId()]))
  const edits: SingleEdit[] = [
    {
      type: 'addTrack',
      track: { ...track, id, name: `${track.name} copy`, order: orderAfter(tracks, trackId), solo: false },
    },
    ...clipsOfTrack(document, trackId).map(
      (clip): SingleEdit => ({ type: 'addClip', clip: { ...clip, id: newId(), trackId: id } }),
    ),
    ...devicesOfOwner(document, trackId).map(
      (device): SingleEdit => ({
        type: 'addDevice',
        device: { ...device, id: deviceIds.get(device.id)!, ownerId: id },
      }),
    ),
    ...lanesOfOwner(document, trackId).flatMap((lane) => copyLane(document, lane, id, deviceIds)),
  ]
  void documentStore.edit({ type: 'batch', label: `Duplicate track: ${track.name}`, edits })
  selectTrack(id)
}

/** Selects the track so many places below (above if negative); the first one when none is selected. */
export function selectTrackBy(places: number): void {
  const { document, songId } = documentStore.getState()
  if (!document || !songId) return
  const tracks = tracksOfSong(document, songId)
  const index = tracks.findIndex((track) => track.id === useView.getState().selectedTrackId)
  const next = index < 0 ? tracks[0] : tracks[index + places]
  if (next) selectTrack(next.id)
}
