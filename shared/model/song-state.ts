import type { Document, Id } from './document.ts'
import { mixdownKey, premasterKey, renderKey } from './render-state.ts'
import { devicesOfOwner } from './selectors.ts'

/** Names of everything that a song's sound depends on. */
export interface SongState {
  /** Of its mix, before the rack. */
  readonly mix: string
  /** Of its master: the mix, the rack and the target. */
  readonly master: string
}

/**
 * Names the state of a song as it sounds in a document that plays as it stands (`documentAsItSounds`): two documents with the same
 * names give the same samples. Undefined when there is no such song.
 */
export function songState(document: Document, songId: Id): SongState | undefined {
  const song = document.songs[songId]
  if (!song) return undefined
  const premaster = premasterKey(document, songId, devicesOfOwner(document, songId))
  return { mix: mixdownKey(document, songId), master: renderKey('song', premaster, song.targetLufs) }
}
