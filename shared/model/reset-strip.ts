import { newTrack } from './defaults.ts'
import type { Document, Id } from './document.ts'
import type { SingleEdit } from './edits/edit.ts'
import { devicesOfOwner, lanesOfOwner, sendsOfTrack } from './selectors.ts'

/**
 * The edits that make a strip as it was when it was new: settings at their defaults, neither inserts nor sends nor automation.
 * Its name, colour, output, notes, links and pan mode stay. None where nothing would change.
 */
export function resetStripEdits(document: Document, trackId: Id): SingleEdit[] {
  const track = document.tracks[trackId]
  if (!track) return []
  const fresh = newTrack(track.id, track.songId, track.kind, track.name, track.order, track.outputId, track.colour)
  const { trimDb, polarityInverted, channelMode, delayFrames, faderDb, faderTrimDb, pan, panWidth, panLaw } = fresh
  const levels = { trimDb, polarityInverted, channelMode, delayFrames, faderDb, faderTrimDb, pan, panWidth, panLaw }
  const set = { ...levels, mute: false, solo: false, soloSafe: false }
  const isFresh = Object.entries(set).every(([key, value]) => track[key as keyof typeof set] === value)
  return [
    ...lanesOfOwner(document, trackId).map(
      ({ id }): SingleEdit => ({ type: 'removeLane', ownerId: trackId, laneId: id }),
    ),
    ...devicesOfOwner(document, trackId).map(
      ({ id }): SingleEdit => ({ type: 'removeDevice', ownerId: trackId, deviceId: id }),
    ),
    ...sendsOfTrack(document, trackId).map(({ id }): SingleEdit => ({ type: 'removeSend', trackId, sendId: id })),
    ...(isFresh ? [] : [{ type: 'updateTrack', trackId, set } satisfies SingleEdit]),
  ]
}
