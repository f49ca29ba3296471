import { useEffect, useState } from 'react'
import { create } from 'zustand'
import type { Id } from '../../shared/model/document.ts'
import { type RackSlot, rackOfOwner, rackSlots } from '../../shared/model/rack.ts'
import { isRackState, rackSlotEdit, rackStateOf, recallRackEdits } from '../../shared/model/rack-slots.ts'
import { documentStore } from '../document/document-store.ts'
import { useDocument, useDocumentState } from '../document/hooks.ts'
import { notify } from '../document/notices.ts'
import type { MenuEntry } from '../ui/menu.tsx'
import { COMPARE_SLOTS_AFTER_MS, SlotButtons, type SlotState, slotState } from '../ui/slot-buttons.tsx'
import { useRackView } from './rack-view.ts'

/** Four racks at hand: a click recalls, Shift-click keeps the present one. */

/** The button that was recalled or kept last, by owner: the rack that is worked on comes from it. */
const useLastSlot = create<{ byOwner: Readonly<Record<Id, RackSlot>> }>(() => ({ byOwner: {} }))

function setLast(ownerId: Id, slot: RackSlot): void {
  useLastSlot.setState(({ byOwner }) => ({ byOwner: { ...byOwner, [ownerId]: slot } }))
}

/** Makes the rack on the page that of a button; without one there says how it comes to be. */
export async function recallRack(slot: RackSlot): Promise<void> {
  const { settled: document } = documentStore.getState()
  const { ownerId } = useRackView.getState()
  if (!document || ownerId === null) return
  const state = rackOfOwner(document, ownerId).slots[slot]
  if (!state) {
    notify('info', `No rack is kept on ${slot} yet.`, 'Keep the present one there with Shift-click.')
    return
  }
  if (!isRackState(document, ownerId, state)) {
    const edits = recallRackEdits(document, ownerId, state)
    if (!(await documentStore.edit({ type: 'batch', label: `Recall rack ${slot}`, edits }))) return
  }
  setLast(ownerId, slot)
}

/** Keeps the rack on the page on a button. */
export async function keepRack(slot: RackSlot): Promise<void> {
  const { settled: document } = documentStore.getState()
  const { ownerId } = useRackView.getState()
  if (!document || ownerId === null) return
  const kept = await documentStore.edit({
    type: 'batch',
    label: `Keep the rack on ${slot}`,
    edits: [rackSlotEdit(document, ownerId, slot, rackStateOf(document, ownerId))],
  })
  if (kept) setLast(ownerId, slot)
}

function clearSlot(ownerId: Id, slot: RackSlot): void {
  const { settled: document } = documentStore.getState()
  if (!document) return
  const edits = [rackSlotEdit(document, ownerId, slot, null)]
  void documentStore.edit({ type: 'batch', label: `Take the rack off ${slot}`, edits })
}

function slotMenu(ownerId: Id, slot: RackSlot, isKept: boolean): MenuEntry[] {
  const keep = {
    id: 'keep',
    label: `Keep the present rack on ${slot}`,
    shortcut: 'Shift-click',
    run: () => void keepRack(slot),
  }
  if (!isKept) return [keep]
  return [
    { id: 'recall', label: `Recall rack ${slot}`, run: () => void recallRack(slot) },
    keep,
    'separator',
    { id: 'clear', label: 'Take it off this button', run: () => clearSlot(ownerId, slot) },
  ]
}

/** Which button's rack is on the page, and whether it was changed since. */
function useSlotState(ownerId: Id): SlotState<RackSlot> {
  const document = useDocumentState((state) => state.settled)
  const last = useLastSlot((state) => state.byOwner[ownerId])
  const [state, setState] = useState<SlotState<RackSlot>>({ active: null, changed: false })
  useEffect(() => {
    if (!document) return
    const timer = setTimeout(() => {
      const { slots } = rackOfOwner(document, ownerId)
      const kept = rackSlots.filter((slot) => slots[slot])
      const next = slotState(kept, (slot) => isRackState(document, ownerId, slots[slot]!), last)
      setState((before) => (before.active === next.active && before.changed === next.changed ? before : next))
    }, COMPARE_SLOTS_AFTER_MS)
    return () => clearTimeout(timer)
  }, [document, ownerId, last])
  return state
}

export function RackSlots({ ownerId }: { ownerId: Id }) {
  const slots = useDocument((document) => rackOfOwner(document, ownerId).slots, null)
  return (
    <SlotButtons
      label="Racks at hand"
      what="Rack"
      slots={rackSlots}
      nameOf={(slot) => (slots?.[slot] ? `Rack ${slot}` : null)}
      testId={(slot) => `rack-slot-${slot}`}
      onKeep={(slot) => void keepRack(slot)}
      onRecall={(slot) => void recallRack(slot)}
      menu={(slot) => slotMenu(ownerId, slot, slots?.[slot] !== undefined)}
      {...useSlotState(ownerId)}
    />
  )
}
