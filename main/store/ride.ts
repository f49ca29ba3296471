import type { Patch } from 'immer'
import type { Edit, SingleEdit } from '../../shared/model/edits/edit.ts'

/** A fader, a knob or a key held down makes many edits of the same values; that close together they are one to the user. */
export const RIDE_MS = 800
/** Batches of more are no ride of a hand. */
const MOST_EDITS = 200

/**
 * What an edit moves: its kind, its record and its fields. Two edits with one key are the same hand going on. Null for
 * edits that are no matter of degree, such as a switch, a name, or anything that comes or goes.
 */
export function rideKey(edit: Edit): string | null {
  if (edit.type !== 'batch') return singleKey(edit)
  if (edit.edits.length > MOST_EDITS) return null
  const keys = edit.edits.map(singleKey)
  // What is called otherwise is something else, such as another preset of the same device.
  return keys.includes(null) ? null : [edit.label, ...keys].join(' + ')
}

function singleKey(edit: SingleEdit): string | null {
  switch (edit.type) {
    case 'updateSong':
      return keyOf(edit.type, [edit.songId], edit.set)
    case 'updateTempoPoint':
      return keyOf(edit.type, [edit.songId, edit.pointId], edit.set)
    case 'updateTimeSignature':
      return keyOf(edit.type, [edit.songId, edit.signatureId], edit.set)
    case 'updateTrack':
      return keyOf(edit.type, [edit.trackId], edit.set)
    case 'updateClip':
      return keyOf(edit.type, [edit.trackId, edit.clipId], edit.set)
    case 'moveClip':
      return edit.toTrackId === edit.trackId ? keyOf(edit.type, [edit.trackId, edit.clipId], { startFrame: 0 }) : null
    case 'setDeviceParams':
      return keyOf(edit.type, [edit.ownerId, edit.deviceId], edit.params)
    case 'updateSend':
      return keyOf(edit.type, [edit.trackId, edit.sendId], edit.set)
    case 'updateMarker':
      return keyOf(edit.type, [edit.markerId], edit.set)
    case 'updateAlbumItem':
      return keyOf(edit.type, [edit.itemId], edit.set)
    default:
      return null
  }
}

function keyOf(type: string, ids: readonly string[], set: object): string | null {
  const fields = Object.keys(set).sort()
  const isRide = fields.length > 0 && Object.values(set).every((value) => typeof value === 'number')
  return isRide ? [type, ...ids, ...fields].join(' ') : null
}

/**
 * The patches of two steps in one: of two that set the same place the one in `lasting` holds. How a place came to be there
 * (added or replaced) is the first step's to say.
 */
export function mergedPatches(steps: readonly Patch[], lasting: readonly Patch[]): Patch[] {
  const places = new Map(steps.map((patch) => [patch.path.join('/'), patch]))
  for (const patch of lasting) {
    const place = patch.path.join('/')
    const first = places.get(place)
    places.set(place, first && patch.op !== 'remove' ? { ...patch, op: first.op } : patch)
  }
  return [...places.values()]
}
