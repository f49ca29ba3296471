import type { Device, Document, Id } from './document.ts'
import type { SingleEdit } from './edits/edit.ts'
import { fullParams, sameParams } from './full-params.ts'
import { type RackSlot, type RackState, rackOfOwner, rackSlots } from './rack.ts'

/** Whole racks at hand on four buttons: what lies there is kept, recalled and told apart as one. */

function devicesAt(document: Document, ownerId: Id): Readonly<Record<Id, Device>> {
  return document.devices[ownerId] ?? {}
}

/** A rack as it is now. */
export function rackStateOf(document: Document, ownerId: Id): RackState {
  const { stages, places } = rackOfOwner(document, ownerId)
  return {
    stages: stages.map((each) => ({ ...each })),
    places: { ...places },
    devices: Object.fromEntries(
      Object.values(devicesAt(document, ownerId)).map((device) => [
        device.id,
        { ...device, params: { ...device.params } },
      ]),
    ),
  }
}

/** A device as it can stand in the document: without a key or a file that is gone meanwhile. */
function thatStands(document: Document, device: Device): Device {
  const key = device.keyTrackId === null ? undefined : document.tracks[device.keyTrackId]
  const file = device.fileAssetId === null ? undefined : document.assets[device.fileAssetId]
  return { ...device, keyTrackId: key?.songId === device.ownerId ? key.id : null, fileAssetId: file?.id ?? null }
}

function stateThatStands(document: Document, state: RackState): RackState {
  const devices = Object.values(state.devices).map((device) => [device.id, thatStands(document, device)])
  return { ...state, devices: Object.fromEntries(devices) }
}

function sameDevice(one: Device, other: Device | undefined): boolean {
  return (
    other !== undefined &&
    one.kind === other.kind &&
    one.order === other.order &&
    one.bypass === other.bypass &&
    one.keyTrackId === other.keyTrackId &&
    one.fileAssetId === other.fileAssetId &&
    sameParams(one.kind, one.params, other.params)
  )
}

/** Whether a rack is as it was put aside. */
export function isRackState(document: Document, ownerId: Id, kept: RackState): boolean {
  const { stages, places } = rackOfOwner(document, ownerId)
  const state = stateThatStands(document, kept)
  const now = Object.values(devicesAt(document, ownerId))
  return (
    JSON.stringify(stages) === JSON.stringify(state.stages) &&
    now.length === Object.keys(state.devices).length &&
    now.every((device) => sameDevice(device, state.devices[device.id]) && places[device.id] === state.places[device.id])
  )
}

/** The edit that puts a state, or nothing (null), on a button. What lies on the others stays, as far as it still stands. */
export function rackSlotEdit(document: Document, ownerId: Id, slot: RackSlot, state: RackState | null): SingleEdit {
  const { [slot]: _, ...others } = rackOfOwner(document, ownerId).slots
  const kept: Partial<Record<RackSlot, RackState>> = state ? { ...others, [slot]: state } : others
  const slots = rackSlots.flatMap((key) => (kept[key] ? [[key, stateThatStands(document, kept[key])]] : []))
  return { type: 'updateRack', ownerId, set: { slots: Object.fromEntries(slots) } }
}

/**
 * The edits that make a rack what was put aside. Devices that both have keep their automation; that of a device which goes
 * goes with it.
 */
export function recallRackEdits(document: Document, ownerId: Id, kept: RackState): SingleEdit[] {
  const state = stateThatStands(document, kept)
  const now = devicesAt(document, ownerId)
  const edits: SingleEdit[] = []
  for (const device of Object.values(now))
    if (state.devices[device.id]?.kind !== device.kind)
      edits.push({ type: 'removeDevice', ownerId, deviceId: device.id })
  for (const device of Object.values(state.devices)) {
    const here = now[device.id]
    if (here?.kind !== device.kind) {
      edits.push({ type: 'addDevice', device })
      continue
    }
    if (sameDevice(device, here)) continue
    const { order, bypass, keyTrackId, fileAssetId } = device
    edits.push(
      { type: 'updateDevice', ownerId, deviceId: device.id, set: { order, bypass, keyTrackId, fileAssetId } },
      { type: 'setDeviceParams', ownerId, deviceId: device.id, params: fullParams(device.kind, device.params) },
    )
  }
  edits.push({ type: 'updateRack', ownerId, set: { stages: state.stages, places: state.places } })
  return edits
}
