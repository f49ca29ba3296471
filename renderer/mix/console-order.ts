import type { Document, Id, Track } from '../../shared/model/document.ts'
import { tracksOfSong } from '../../shared/model/selectors.ts'

const places = { audio: 0, bus: 1, master: 2 }

/** A song's strips as they stand in the console: tracks, then buses, then the master. */
export function consoleOrder(document: Document, songId: Id): Track[] {
  return inConsoleOrder(tracksOfSong(document, songId))
}

export function inConsoleOrder(tracks: readonly Track[]): Track[] {
  return tracks.toSorted((a, b) => places[a.kind] - places[b.kind])
}
