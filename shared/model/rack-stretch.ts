import type { Device, Document, Id } from './document.ts'
import { type RackStage, rackOfOwner, stageOfDevice } from './rack.ts'
import { devicesOfOwner } from './selectors.ts'

/** Devices in a row, from the first to the last. */
export interface Stretch {
  readonly firstId: Id
  readonly lastId: Id
}

/** The devices of one stage, in the order the sound passes them. */
export function devicesOfStage(document: Document, ownerId: Id, stage: RackStage): Device[] {
  const rack = rackOfOwner(document, ownerId)
  return devicesOfOwner(document, ownerId).filter((device) => stageOfDevice(rack, device) === stage)
}

/**
 * What of a rack lies from one stage to another; null stands for the rack's own ends. Null where no device does, such as in
 * a stage that is empty.
 */
export function rackStretch(
  document: Document,
  ownerId: Id,
  from: RackStage | null,
  to: RackStage | null,
): Stretch | null {
  const rack = rackOfOwner(document, ownerId)
  const order = rack.stages.map(({ stage }) => stage)
  const first = from === null ? 0 : order.indexOf(from)
  const last = to === null ? order.length - 1 : order.indexOf(to)
  const passed = devicesOfOwner(document, ownerId).filter((device) => {
    const place = order.indexOf(stageOfDevice(rack, device))
    return place >= first && place <= last
  })
  const [head, tail] = [passed[0], passed.at(-1)]
  return head && tail ? { firstId: head.id, lastId: tail.id } : null
}
