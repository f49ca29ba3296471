import { z } from 'zod'
import { type Document, type Id, idSchema } from '../document.ts'
import { newRack, type RackState, rackSchema } from '../rack.ts'
import { checkDevice } from './device-edits.ts'
import { EditRefused, mustExist } from './refusal.ts'

/** Changes the order or the switches of a rack's stages, where devices stand, or what lies on its buttons. */
export const updateRack = z.strictObject({
  type: z.literal('updateRack'),
  ownerId: idSchema,
  set: rackSchema.omit({ id: true }).partial(),
})

function checkPlaces(draft: Document, ownerId: Id): void {
  for (const id of Object.keys(draft.racks[ownerId]!.places))
    mustExist(draft.devices[ownerId]![id], 'device of the rack', id)
}

function checkState(draft: Document, ownerId: Id, state: RackState): void {
  for (const [id, device] of Object.entries(state.devices)) {
    if (device.id !== id || device.ownerId !== ownerId)
      throw new EditRefused('rule', 'A rack that is put aside holds devices of its own.', 'Set ownerId to its owner.')
    checkDevice(draft, device)
  }
  for (const id of Object.keys(state.places)) mustExist(state.devices[id], 'device of the rack put aside', id)
}

export function applyUpdateRack(draft: Document, edit: z.infer<typeof updateRack>): void {
  const { ownerId, set } = edit
  mustExist(draft.songs[ownerId] ?? (draft.album.id === ownerId ? draft.album : undefined), 'song or album', ownerId)
  draft.racks[ownerId] ??= newRack(ownerId)
  Object.assign(draft.racks[ownerId], set)
  checkPlaces(draft, ownerId)
  for (const state of Object.values(set.slots ?? {})) if (state) checkState(draft, ownerId, state)
}
