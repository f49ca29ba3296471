import { useEffect, useState } from 'react'
import { create } from 'zustand'
import type { Id } from '../../shared/model/document.ts'
import { type RackSlot, rackOfOwner, rackSlots } from '../../shared/model/rack.ts'
import { isRackState, rackSlotEdit, rackStateOf, recallRackEdits } from '../../shared/model/rack-slots.ts'
import { documentStore } from '../document/document-store.ts'
import { useDocument, useDocumentState } from '../document/hooks.ts'
import { notify } from '../document/notices.ts'
import { type MenuEntry, useContextMenu } from '../ui/menu.tsx'
import { useRackView } from './rack-view.ts'

/** Four racks at hand: a click recalls, Shift-click keeps the present one. */

/** The button that was recalled or kept last, by owner: the rack that is worked on comes from it. */
const useLastSlot = create<{ byOwner: Readonly<Record<Id, RackSlot>> }>(() => ({ byOwner: {} }))

/** A rack is compared a moment after the last edit, so that it costs nothing while a hand moves. */
const COMPARE_AFTER_MS = 150

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
function useSlotState(ownerId: Id): { active: RackSlot | null; changed: boolean } {
  const document = useDocumentState((state) => state.settled)
  const last = useLastSlot((state) => state.byOwner[ownerId])
  const [state, setState] = useState<{ active: RackSlot | null; changed: boolean }>({ active: null, changed: false })
  useEffect(() => {
    if (!document) return
    const timer = setTimeout(() => {
      const { slots } = rackOfOwner(document, ownerId)
      const isHeard = (slot: RackSlot) => slots[slot] !== undefined && isRackState(document, ownerId, slots[slot])
      const heard = last && isHeard(last) ? last : rackSlots.find(isHeard)
      const active = heard ?? (last && slots[last] ? last : null)
      const next = { active, changed: active !== null && heard === undefined }
      setState((before) => (before.active === next.active && before.changed === next.changed ? before : next))
    }, COMPARE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [document, ownerId, last])
  return state
}

export function RackSlots({ ownerId }: { ownerId: Id }) {
  const slots = useDocument((document) => rackOfOwner(document, ownerId).slots, null)
  const { active, changed } = useSlotState(ownerId)
  const openMenu = useContextMenu()
  return (
    <div className="snapshot-slots" role="group" aria-label="Racks at hand">
      {rackSlots.map((slot) => {
        const isKept = slots?.[slot] !== undefined
        const isActive = slot === active
        const now = isActive ? (changed ? ', changed since' : ', heard now') : ''
        const tip = isKept
          ? `Rack ${slot}${now}. Click recalls, Shift-click keeps the present rack`
          : `Rack ${slot}: empty. Shift-click keeps the present rack here`
        return (
          <button
            key={slot}
            type="button"
            className="snapshot-slot"
            aria-label={tip}
            aria-pressed={isActive}
            data-tip={tip}
            data-testid={`rack-slot-${slot}`}
            data-kept={isKept || undefined}
            data-changed={(isActive && changed) || undefined}
            onClick={(event) => void (event.shiftKey ? keepRack(slot) : recallRack(slot))}
            onContextMenu={(event) => openMenu(event, `Rack ${slot}`, slotMenu(ownerId, slot, isKept))}
          >
            {slot}
          </button>
        )
      })}
    </div>
  )
}
