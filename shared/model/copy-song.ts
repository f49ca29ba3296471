import { renamedTarget } from './automation-target.ts'
import type { Asset, AutomationPoint, Document, Id, Track } from './document.ts'
import type { SingleEdit } from './edits/edit.ts'
import { linkGroupsOfSong } from './link-group.ts'
import {
  clipsOfTrack,
  devicesOfOwner,
  lanesOfOwner,
  markersOfSong,
  masterOfSong,
  pointsOfLane,
  sendsOfTrack,
  songsInOrder,
  tracksOfSong,
} from './selectors.ts'

/** A song of one document as a song of another. */

/** The most points one edit writes. */
const POINTS_AT_ONCE = 50_000

/** Every piece of audio a song plays, in its clips and its devices, each once. */
export function audioOfSong(document: Document, songId: Id): Asset[] {
  const ids = new Set<Id>()
  const owners = [songId, ...tracksOfSong(document, songId).map(({ id }) => id)]
  for (const ownerId of owners) {
    for (const { assetId } of clipsOfTrack(document, ownerId)) ids.add(assetId)
    for (const { fileAssetId } of devicesOfOwner(document, ownerId)) if (fileAssetId !== null) ids.add(fileAssetId)
  }
  return [...ids].map((id) => document.assets[id]!)
}

/** The title, or the first of "Title 2", "Title 3", … that no song has. */
export function freeTitle(document: Document, wanted: string): string {
  const taken = new Set(Object.values(document.songs).map(({ title }) => title.toLowerCase()))
  if (!taken.has(wanted.toLowerCase())) return wanted
  const stem = wanted.slice(0, 190)
  for (let number = 2; ; number++) if (!taken.has(`${stem} ${number}`.toLowerCase())) return `${stem} ${number}`
}

/** Everything of a song that has an id of its own, its groups of clips among it. */
function idsOfSong(document: Document, songId: Id): Set<Id> {
  const tracks = tracksOfSong(document, songId)
  const ids = new Set<Id>([songId])
  const add = (records: readonly { id: Id }[]) => {
    for (const { id } of records) ids.add(id)
  }
  add(tracks)
  add(markersOfSong(document, songId))
  add(Object.values(document.tempos[songId] ?? {}))
  add(Object.values(document.signatures[songId] ?? {}))
  add(linkGroupsOfSong(document, songId))
  for (const ownerId of [songId, ...tracks.map(({ id }) => id)]) {
    add(clipsOfTrack(document, ownerId))
    for (const { groupId } of clipsOfTrack(document, ownerId)) if (groupId !== null) ids.add(groupId)
    add(devicesOfOwner(document, ownerId))
    add(sendsOfTrack(document, ownerId))
    add(lanesOfOwner(document, ownerId))
  }
  return ids
}

/**
 * New ids in the order of the old ones: what stands at one place in the order of a song is told apart by its id, and must
 * stand as it stood, or sums would round otherwise.
 */
function newIds(old: ReadonlySet<Id>, newId: () => Id): (id: Id) => Id {
  const before = [...old].sort()
  const after = before.map(() => newId()).sort()
  const renamed = new Map(before.map((id, index) => [id, after[index]!]))
  return (id) => renamed.get(id)!
}

/** A bus before what feeds it, as they must be added. */
function outputsFirst(tracks: readonly Track[]): Track[] {
  const byId = new Map(tracks.map((track) => [track.id, track]))
  const done = new Set<Track>()
  const add = (track: Track) => {
    const output = byId.get(track.outputId ?? '')
    if (done.has(track)) return
    if (output) add(output)
    done.add(track)
  }
  for (const track of tracks) add(track)
  return [...done]
}

function automation(ownerId: Id, laneId: Id, points: readonly AutomationPoint[]): SingleEdit[] {
  const edits: SingleEdit[] = []
  for (let at = 0; at < points.length; at += POINTS_AT_ONCE) {
    const part = points.slice(at, at + POINTS_AT_ONCE)
    const range = { fromFrame: part[0]!.frame, toFrame: part.at(-1)!.frame + 1 }
    edits.push({ type: 'editAutomation', ownerId, laneId, ...range, points: part })
  }
  return edits
}

export interface SongCopy {
  /** Id of the song the edits make. */
  songId: Id
  title: string
  edits: SingleEdit[]
}

/**
 * The edits that make a song of `source` the last song of `target`: its tracks, clips, devices, sends, automation, link
 * groups, markers and tempo under new ids; audio that the target has already is not filed twice. Its snapshots are left behind, and what was
 * frozen plays its clips and inserts. Both documents must have one rate. Throws RangeError where `source` has no such song.
 */
export function copySongEdits(source: Document, songId: Id, target: Document, newId: () => Id): SongCopy {
  const song = source.songs[songId]
  const master = song && masterOfSong(source, songId)
  if (!song || !master) throw new RangeError(`There is no song ${songId}.`)
  const renamed = newIds(idsOfSong(source, songId), newId)
  const edits: SingleEdit[] = []

  const inTarget = new Map(Object.values(target.assets).map((asset) => [asset.poolHash, asset.id]))
  const assetIds = new Map<Id, Id>()
  for (const asset of audioOfSong(source, songId)) {
    const known = inTarget.get(asset.poolHash)
    const id = known ?? newId()
    assetIds.set(asset.id, id)
    inTarget.set(asset.poolHash, id)
    if (known === undefined) edits.push({ type: 'addAsset', asset: { ...asset, id } })
  }

  const title = freeTitle(target, song.title)
  const order = (songsInOrder(target).at(-1)?.order ?? -1) + 1
  const newSongId = renamed(songId)
  const newMaster = { ...master, id: renamed(master.id), songId: newSongId }
  edits.push({ type: 'addSong', song: { ...song, id: newSongId, title, order }, master: newMaster, rack: [] })

  const tracks = tracksOfSong(source, songId)
  for (const track of outputsFirst(tracks.filter(({ kind }) => kind !== 'master')))
    edits.push({
      type: 'addTrack',
      track: {
        ...track,
        id: renamed(track.id),
        songId: newSongId,
        outputId: track.outputId && renamed(track.outputId),
        frozen: null,
      },
    })
  const owners = [songId, ...tracks.map(({ id }) => id)]
  for (const ownerId of owners)
    for (const clip of clipsOfTrack(source, ownerId)) {
      const { id, assetId } = clip
      edits.push({
        type: 'addClip',
        clip: {
          ...clip,
          id: renamed(id),
          trackId: renamed(ownerId),
          assetId: assetIds.get(assetId)!,
          groupId: clip.groupId && renamed(clip.groupId),
        },
      })
    }
  for (const ownerId of owners)
    for (const device of devicesOfOwner(source, ownerId))
      edits.push({
        type: 'addDevice',
        device: {
          ...device,
          id: renamed(device.id),
          ownerId: renamed(ownerId),
          keyTrackId: device.keyTrackId && renamed(device.keyTrackId),
          fileAssetId: device.fileAssetId && assetIds.get(device.fileAssetId)!,
        },
      })
  const rack = source.racks[songId]
  if (rack) {
    const places = Object.entries(rack.places).map(([id, stage]) => [renamed(id), stage] as const)
    // What lies on its buttons is left behind, as snapshots are.
    const set = { stages: rack.stages, places: Object.fromEntries(places) }
    edits.push({ type: 'updateRack', ownerId: newSongId, set })
  }
  for (const ownerId of owners)
    for (const send of sendsOfTrack(source, ownerId))
      edits.push({
        type: 'addSend',
        send: { ...send, id: renamed(send.id), trackId: renamed(ownerId), targetId: renamed(send.targetId) },
      })
  for (const ownerId of owners)
    for (const lane of lanesOfOwner(source, ownerId)) {
      const at = { id: renamed(lane.id), ownerId: renamed(ownerId) }
      edits.push({ type: 'addLane', lane: { ...lane, ...at, target: renamedTarget(lane.target, renamed) } })
      edits.push(...automation(at.ownerId, at.id, pointsOfLane(source, lane.id)))
    }
  for (const group of linkGroupsOfSong(source, songId)) {
    const trackIds = group.trackIds.map(renamed)
    edits.push({ type: 'addLinkGroup', group: { ...group, id: renamed(group.id), songId: newSongId, trackIds } })
  }
  for (const marker of markersOfSong(source, songId))
    edits.push({ type: 'addMarker', marker: { ...marker, id: renamed(marker.id), songId: newSongId } })
  for (const point of Object.values(source.tempos[songId] ?? {}))
    edits.push({ type: 'addTempoPoint', point: { ...point, id: renamed(point.id), songId: newSongId } })
  for (const signature of Object.values(source.signatures[songId] ?? {}))
    edits.push({ type: 'addTimeSignature', signature: { ...signature, id: renamed(signature.id), songId: newSongId } })
  return { songId: newSongId, title, edits }
}
