import { renamedTarget } from './automation-target.ts'
import type { Device, Document, Id } from './document.ts'
import type { SingleEdit } from './edits/edit.ts'
import { devicesOfOwner, lanesOfOwner, pointsOfLane } from './selectors.ts'

/** Where an insert goes: to which strip or rack, and before which of the devices there, counted without itself. */
export interface InsertPlace {
  readonly ownerId: Id
  readonly index: number
}

/** An order that stands at `index` among the devices of a chain, `without` one of them. */
export function orderAt(document: Document, { ownerId, index }: InsertPlace, without?: Id): number {
  const others = devicesOfOwner(document, ownerId).filter(({ id }) => id !== without)
  const before = others[index - 1]?.order
  const after = others[index]?.order
  if (before === undefined) return after === undefined ? 0 : after - 1
  return after === undefined ? before + 1 : (before + after) / 2
}

/** The curves of one device as lanes of another, from the first free place among those of its owner on. */
function lanesFor(document: Document, device: Device, copy: Device, newId: () => Id): SingleEdit[] {
  let order = (lanesOfOwner(document, copy.ownerId).at(-1)?.order ?? 0) + 1
  const edits: SingleEdit[] = []
  for (const lane of lanesOfOwner(document, device.ownerId)) {
    if (lane.target.kind !== 'device' || lane.target.deviceId !== device.id) continue
    const laneId = newId()
    const target = renamedTarget(lane.target, () => copy.id)
    edits.push({ type: 'addLane', lane: { ...lane, id: laneId, ownerId: copy.ownerId, target, order: order++ } })
    const points = pointsOfLane(document, lane.id)
    const last = points.at(-1)
    if (!last) continue
    const range = { fromFrame: 0, toFrame: last.frame + 1 }
    edits.push({ type: 'editAutomation', ownerId: copy.ownerId, laneId, ...range, points })
  }
  return edits
}

/**
 * The edits that put a copy of an insert at a place, with its automation; it listens to what the insert listens to, or to its
 * own input where that would be the strip it comes to.
 */
export function copyInsertEdits(
  document: Document,
  device: Device,
  place: InsertPlace,
  deviceId: Id,
  newId: () => Id,
): SingleEdit[] {
  const keyTrackId = device.keyTrackId === place.ownerId ? null : device.keyTrackId
  const copy = { ...device, id: deviceId, ownerId: place.ownerId, order: orderAt(document, place), keyTrackId }
  return [{ type: 'addDevice', device: copy }, ...lanesFor(document, device, copy, newId)]
}

/**
 * The edits that move an insert with its automation. On another strip it is another device, of the id `deviceId`, so that a
 * snapshot can bring the old one back to where it was.
 */
export function moveInsertEdits(
  document: Document,
  device: Device,
  place: InsertPlace,
  deviceId: Id,
  newId: () => Id,
): SingleEdit[] {
  if (place.ownerId === device.ownerId) {
    const order = orderAt(document, place, device.id)
    return [{ type: 'updateDevice', ownerId: device.ownerId, deviceId: device.id, set: { order } }]
  }
  return [
    { type: 'removeDevice', ownerId: device.ownerId, deviceId: device.id },
    ...copyInsertEdits(document, device, place, deviceId, newId),
  ]
}
