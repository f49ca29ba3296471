import { newDevice, newSong, newTrack } from './defaults.ts'
import type { Device, Id } from './document.ts'
import type { SingleEdit } from './edits/edit.ts'
import { rackStages } from './rack.ts'
import { startOf } from './stage-controls.ts'

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
 * A device for each stage of a new rack, which changes nothing before it is touched: equalizer and imager stand at nought,
 * what would turn phases or cost time rests bypassed, and under its ceiling the limiter lets everything through.
 */
function newRackDevices(songId: Id): Device[] {
  const kinds = { correct: 'eq', clarity: 'multiband', shine: 'exciter', image: 'imager', loudness: 'limiter' } as const
  return rackStages.map((stage, order) => {
    const kind = kinds[stage]
    const bypass = kind === 'multiband' || kind === 'exciter'
    return { ...newDevice(`${songId}-${kind}`, songId, kind, order), bypass, params: { ...startOf(stage, kind) } }
  })
}

/** The edit that adds a song ready to work on: its master track, and a mastering rack with a device in every stage. */
export function newSongEdit({ songId, masterId, title, order }: NewSong): Extract<SingleEdit, { type: 'addSong' }> {
  return {
    type: 'addSong',
    song: newSong(songId, title, order),
    master: newTrack(masterId, songId, 'master', 'Master', MASTER_ORDER, null, MASTER_COLOUR),
    rack: newRackDevices(songId),
  }
}
