import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { Device } from '../../shared/model/document.ts'
import type { TapRange } from '../live/host/device-taps.ts'
import { player } from '../live/player.ts'

/** Where a tap stands among a device's. Throws for one it does not have. */
export function tapIndex(kind: Device['kind'], tapId: string): number {
  const index = deviceSpecs[kind].taps?.findIndex(({ id }) => id === tapId) ?? -1
  if (index < 0) throw new Error(`The ${kind} tells nothing called "${tapId}".`)
  return index
}

/** What a running device tells of itself now, in dB; null while it tells nothing. */
export function readTap({ id, kind }: Pick<Device, 'id' | 'kind'>, tapId: string): TapRange | null {
  return player.deviceTap(id, tapIndex(kind, tapId))
}
