import type {
  AlbumItem,
  AutomationLane,
  AutomationPoint,
  Clip,
  Device,
  Document,
  Id,
  Marker,
  Reference,
  Send,
  Song,
  Track,
} from './document.ts'
import { inRackOrder, rackOfOwner } from './rack.ts'

/** Ties in `order` are broken by id, so that every host sees one order. */
function byOrder(a: { order: number; id: Id }, b: { order: number; id: Id }): number {
  return a.order - b.order || (a.id < b.id ? -1 : 1)
}

/** The songs in album order. */
export function songsInOrder(document: Document): Song[] {
  return Object.values(document.songs).sort(byOrder)
}

/** A song's tracks in document order: the order of the arrange page, and of every summing point. */
export function tracksOfSong(document: Document, songId: Id): Track[] {
  return Object.values(document.tracks)
    .filter((track) => track.songId === songId)
    .sort(byOrder)
}

/** A song's master track. Every song has one from the edit that made it. */
export function masterOfSong(document: Document, songId: Id): Track | undefined {
  return Object.values(document.tracks).find((track) => track.songId === songId && track.kind === 'master')
}

/** A track's clips from left to right. */
export function clipsOfTrack(document: Document, trackId: Id): readonly Clip[] {
  const clips = document.clips[trackId]
  if (!clips) return noClips
  let sorted = sortedClips.get(clips)
  if (!sorted) {
    sorted = Object.values(clips).sort((a, b) => a.startFrame - b.startFrame || (a.id < b.id ? -1 : 1))
    sortedClips.set(clips, sorted)
  }
  return sorted
}

const noClips: readonly Clip[] = []
/** Sorted once per state of a track: every lane asks for its clips at every change of the document. */
const sortedClips = new WeakMap<object, readonly Clip[]>()

/** The inserts of a track, or the rack of a song, in the order the sound passes them. */
export function devicesOfOwner(document: Document, ownerId: Id): Device[] {
  const devices = Object.values(document.devices[ownerId] ?? {}).sort(byOrder)
  return document.tracks[ownerId] ? devices : inRackOrder(rackOfOwner(document, ownerId), devices)
}

/** A song's markers from left to right. */
export function markersOfSong(document: Document, songId: Id): Marker[] {
  return Object.values(document.markers)
    .filter((marker) => marker.songId === songId)
    .sort((a, b) => a.frame - b.frame || (a.id < b.id ? -1 : 1))
}

/** A marker that spans a stretch of the timeline. */
export type NamedRange = Marker & { readonly endFrame: number }

export function isRange(marker: Marker): marker is NamedRange {
  return marker.endFrame !== null
}

/** A song's named ranges from left to right. */
export function rangesOfSong(document: Document, songId: Id): NamedRange[] {
  return markersOfSong(document, songId).filter(isRange)
}

/** Where a song's last clip ends, in frames; 0 for an empty song. */
export function songLengthFrames(document: Document, songId: Id): number {
  let end = 0
  for (const track of tracksOfSong(document, songId))
    for (const clip of Object.values(document.clips[track.id] ?? {}))
      end = Math.max(end, clip.startFrame + clip.lengthFrames)
  return end
}

/** The clip of that id, wherever its track; undefined if there is none. */
export function findClip(document: Document, clipId: Id): Clip | undefined {
  for (const clips of Object.values(document.clips)) if (clips[clipId]) return clips[clipId]
  return undefined
}

/** The device of that id, whoever owns it; undefined if there is none. */
export function findDevice(document: Document, deviceId: Id): Device | undefined {
  for (const devices of Object.values(document.devices)) if (devices[deviceId]) return devices[deviceId]
  return undefined
}

/** A strip's sends in their order. */
export function sendsOfTrack(document: Document, trackId: Id): Send[] {
  return Object.values(document.sends[trackId] ?? {}).sort(byOrder)
}

/** The lanes of a track, or of a song's rack, in their order. */
export function lanesOfOwner(document: Document, ownerId: Id): AutomationLane[] {
  return Object.values(document.lanes[ownerId] ?? {}).sort(byOrder)
}

/** A lane's points from left to right. */
export function pointsOfLane(document: Document, laneId: Id): AutomationPoint[] {
  return Object.values(document.pages[laneId] ?? {})
    .sort((a, b) => a.points[0]!.frame - b.points[0]!.frame)
    .flatMap((page) => page.points)
}

/** What the album plays, in its order. */
export function itemsOfAlbum(document: Document): AlbumItem[] {
  return Object.values(document.albumItems).sort(byOrder)
}

/** The records to compare with, in order. */
export function referencesInOrder(document: Document): Reference[] {
  return Object.values(document.references).sort(byOrder)
}

/** Whether a strip's sides can differ by what feeds it: a bus, the master, or a track with a stereo clip. */
export function isStereoStrip(document: Document, trackId: Id): boolean {
  const track = document.tracks[trackId]
  if (track?.kind !== 'audio') return true
  return Object.values(document.clips[trackId] ?? {}).some(({ assetId }) => document.assets[assetId]?.channels === 2)
}
