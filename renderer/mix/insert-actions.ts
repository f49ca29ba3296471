import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { Device, Id } from '../../shared/model/document.ts'
import { copyInsertEdits, type InsertPlace, moveInsertEdits } from '../../shared/model/insert-move.ts'
import { devicesOfOwner } from '../../shared/model/selectors.ts'
import { setView, useView } from '../app/view-state.ts'
import { moveDeviceTo } from '../devices/device-actions.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'
import { giveKeys } from '../ui/give-keys.ts'
import { consoleOrder } from './console-order.ts'

/** Inserts go from strip to strip. */

/** Gives the keys to an insert's slot, wherever it is now. */
function focusSlot(deviceId: Id): void {
  giveKeys(`[data-device-id="${deviceId}"]`)
}

/** Puts an insert, or with `copy` another one like it, in front of the device at a place's index. */
export async function putInsert(device: Device, place: InsertPlace, copy: boolean): Promise<void> {
  const { document } = documentStore.getState()
  if (!document) return
  if (!copy && place.ownerId === device.ownerId) {
    const from = devicesOfOwner(document, device.ownerId).findIndex(({ id }) => id === device.id)
    moveDeviceTo(device, place.index > from ? place.index - 1 : place.index)
    focusSlot(device.id)
    return
  }
  const id = newId()
  const edits = (copy ? copyInsertEdits : moveInsertEdits)(document, device, place, id, newId)
  const target = document.tracks[place.ownerId]?.name ?? 'the rack'
  const label = `${copy ? 'Copy' : 'Move'} ${deviceSpecs[device.kind].name} to ${target}`.slice(0, 200)
  if (!(await documentStore.edit({ type: 'batch', label, edits }))) return
  if (!copy && useView.getState().openDeviceId === device.id) setView({ openDeviceId: id })
  focusSlot(id)
}

/** Moves an insert to the end of the chain so many strips to the right (to the left if negative), or a copy of it. */
export function putInsertBeside(device: Device, strips: -1 | 1, copy: boolean): void {
  const { document, songId } = documentStore.getState()
  if (!document || songId === null) return
  const order = consoleOrder(document, songId)
  const target = order[order.findIndex(({ id }) => id === device.ownerId) + strips]
  if (target) void putInsert(device, { ownerId: target.id, index: devicesOfOwner(document, target.id).length }, copy)
}

/** Another insert like it, right behind it. */
export function duplicateInsert(device: Device): void {
  const { document } = documentStore.getState()
  if (!document) return
  const at = devicesOfOwner(document, device.ownerId).findIndex(({ id }) => id === device.id)
  void putInsert(device, { ownerId: device.ownerId, index: at + 1 }, true)
}
