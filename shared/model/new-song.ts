import { newDevice, newSong, newTrack } from './defaults.ts'
import type { Id } from './document.ts'
import type { SingleEdit } from './edits/edit.ts'

/** The master stands after every track of its song, however many are added. */
const MASTER_ORDER = 1_000_000
/** The last of the twelve, which tracks get last. */
const MASTER_COLOUR = 11

export interface NewSong {
  /** At most 50 characters: the rack's devices get it with their kind behind it. */
  readonly songId: Id
  readonly masterId: Id
  readonly title: string
  readonly order: number
}

/**
 * The edit that adds a song ready to work on: its master track, and a mastering rack of equalizer, compressor (bypassed)
 * and limiter.
 */
export function newSongEdit({ songId, masterId, title, order }: NewSong): Extract<SingleEdit, { type: 'addSong' }> {
  return {
    type: 'addSong',
    song: newSong(songId, title, order),
    master: newTrack(masterId, songId, 'master', 'Master', MASTER_ORDER, null, MASTER_COLOUR),
    rack: [
      newDevice(`${songId}-eq`, songId, 'eq', 0),
      { ...newDevice(`${songId}-compressor`, songId, 'compressor', 1), bypass: true },
      newDevice(`${songId}-limiter`, songId, 'limiter', 2),
    ],
  }
}
