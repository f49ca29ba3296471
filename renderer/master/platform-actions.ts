import { create } from 'zustand'
import { type Destination, destinations } from '../../shared/measure/destinations.ts'
import { ceilingFor } from '../../shared/measure/platform-outcome.ts'
import { newDevice } from '../../shared/model/defaults.ts'
import type { Device, Document, Id, Song } from '../../shared/model/document.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import { fullParams } from '../../shared/model/full-params.ts'
import { devicesOfOwner } from '../../shared/model/selectors.ts'
import { keep, readKeptRecord } from '../app/window-storage.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'

interface CustomPlace {
  readonly lufs: number
  readonly ceilingDbtp: number
}

const storageKey = 'mixwright.custom-destination'

function kept(): CustomPlace {
  const { lufs, ceilingDbtp } = readKeptRecord(storageKey)
  const inside = (value: unknown, min: number, max: number): value is number =>
    typeof value === 'number' && value >= min && value <= max
  return {
    lufs: inside(lufs, -40, -3) ? lufs : -12,
    ceilingDbtp: inside(ceilingDbtp, -20, 0) ? ceilingDbtp : -1,
  }
}

/** The user's own destination: remembered by the window. */
export const useCustomPlace = create<CustomPlace>(kept)

export function setCustomPlace(change: Partial<CustomPlace>): void {
  useCustomPlace.setState(change)
  const { lufs, ceilingDbtp } = useCustomPlace.getState()
  keep(storageKey, { lufs, ceilingDbtp })
}

export function allPlaces(): Destination[] {
  return destinations(useCustomPlace.getState())
}

/** The last limiter of a song's rack, also where a stage behind it was moved there. */
export function lastLimiter(document: Document, songId: Id): Device | undefined {
  return devicesOfOwner(document, songId).findLast(({ kind }) => kind === 'limiter')
}

/** Whether a song's target and its limiter's ceiling are those of a destination. */
export function isTargetOf(place: Destination, song: Song, limiter: Device | undefined): boolean {
  if (!limiter || song.targetLufs !== place.lufs) return false
  return fullParams('limiter', limiter.params).ceiling === ceilingFor(place, place.lufs)
}

/** Sets the song's target and its limiter's ceiling as a destination asks, as one step; a rack without a limiter gets one. */
export function chooseDestination(songId: Id, place: Destination): void {
  const { document } = documentStore.getState()
  if (!document) return
  const ceiling = ceilingFor(place, place.lufs)
  const limiter = lastLimiter(document, songId)
  const order = (devicesOfOwner(document, songId).at(-1)?.order ?? 0) + 1
  const limit: SingleEdit = limiter
    ? { type: 'setDeviceParams', ownerId: songId, deviceId: limiter.id, params: { ceiling } }
    : { type: 'addDevice', device: { ...newDevice(newId(), songId, 'limiter', order), params: { ceiling } } }
  const target: SingleEdit = { type: 'updateSong', songId, set: { targetLufs: place.lufs } }
  void documentStore.edit({ type: 'batch', label: `Target: ${place.name}`, edits: [target, limit] })
}
