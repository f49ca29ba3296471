import type { Document, Id, Track } from './document.ts'
import { tracksOfSong } from './selectors.ts'

/** A track at its place on the arrange page. */
export interface TrackRow {
  readonly track: Track
  /** How many buses it lies under. */
  readonly depth: number
  /** Whether tracks feed it, so that it can be folded. */
  readonly isGroup: boolean
}

/**
 * A song's tracks as they are arranged: every bus is followed by what feeds it, in document order, and the master is left out. What lies
 * under a folded bus is left out too, unless `folded` is to be opened.
 */
export function arrangedTracks(document: Document, songId: Id, folded: 'hidden' | 'opened' = 'hidden'): TrackRow[] {
  const tracks = tracksOfSong(document, songId)
  const feeders = new Map<Id | null, Track[]>()
  for (const track of tracks) {
    if (track.kind === 'master') continue
    const target = track.outputId === null ? undefined : document.tracks[track.outputId]
    const under = target?.kind === 'bus' ? target.id : null
    const list = feeders.get(under)
    if (list) list.push(track)
    else feeders.set(under, [track])
  }
  const rows: TrackRow[] = []
  const place = (under: Id | null, depth: number) => {
    for (const track of feeders.get(under) ?? []) {
      const isGroup = feeders.has(track.id)
      rows.push({ track, depth, isGroup })
      if (isGroup && !(track.folded && folded === 'hidden')) place(track.id, depth + 1)
    }
  }
  place(null, 0)
  return rows
}

/** The audio tracks in sight, from top to bottom. */
export function audioTracksInSight(document: Document, songId: Id): Track[] {
  return arrangedTracks(document, songId).flatMap(({ track }) => (track.kind === 'audio' ? [track] : []))
}

/** Where a track would lie: under which strip, and between which orders. */
export interface TrackPlace {
  readonly outputId: Id
  readonly order: number
}

/**
 * Where a track goes that is dropped before the row at `gap`: beside the row above it, or as the first under it where that is a bus with
 * its tracks in sight. At the very end it lies under no bus. Undefined in a song without a master.
 */
export function placeAtRow(document: Document, songId: Id, trackId: Id, gap: number): TrackPlace | undefined {
  const master = tracksOfSong(document, songId).find(({ kind }) => kind === 'master')
  if (!master) return undefined
  const rows = arrangedTracks(document, songId)
  const above = rows.slice(0, gap).findLast(({ track }) => track.id !== trackId)
  const opens = above?.isGroup === true && !above.track.folded
  const outputId = opens ? above.track.id : gap >= rows.length ? master.id : (above?.track.outputId ?? master.id)
  const siblings = rows.filter(({ track }) => track.outputId === outputId && track.id !== trackId)
  const before = opens ? -1 : siblings.findLastIndex(({ track }) => rows.findIndex((row) => row.track === track) < gap)
  const low = siblings[before]?.track.order
  const high = siblings[before + 1]?.track.order
  const order = low === undefined ? (high ?? 1) - 1 : high === undefined ? low + 1 : (low + high) / 2
  return { outputId, order }
}
