import { newDevice, newSong, newTrack } from './defaults.ts'
import type { Id } from './document.ts'
import type { SingleEdit } from './edits/edit.ts'

/** The master stands after every track of its song, however many are added. */
const MASTER_ORDER = 1_000_000

/**
 * The edit that adds a song ready to work on: its master track, and a mastering rack of equalizer, compressor (bypassed)
 * and limiter. `newId` is called for every record, because ids are the caller's to make.
 */
export function newSongEdit(title: string, order: number, newId: () => Id): Extract<SingleEdit, { type: 'addSong' }> {
  const songId = newId()
  return {
    type: 'addSong',
    song: newSong(songId, title, order),
    master: newTrack(newId(), songId, 'master', 'Master', MASTER_ORDER, null, 0),
    rack: [
      newDevice(newId(), songId, 'eq', 0),
      { ...newDevice(newId(), songId, 'compressor', 1), bypass: true },
      newDevice(newId(), songId, 'limiter', 2),
    ],
  }
}
