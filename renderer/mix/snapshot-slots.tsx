import { useEffect, useState } from 'react'
import { create } from 'zustand'
import { type Document, type Id, type Snapshot, type SnapshotSlot, snapshotSlots } from '../../shared/model/document.ts'
import { isMixOf, snapshotsOfSong } from '../../shared/model/mix-state.ts'
import { documentStore } from '../document/document-store.ts'
import { useDocument, useDocumentState } from '../document/hooks.ts'
import { newId } from '../document/new-id.ts'
import { notify } from '../document/notices.ts'
import type { MenuEntry } from '../ui/menu.tsx'
import { COMPARE_SLOTS_AFTER_MS, SlotButtons, type SlotState, slotState } from '../ui/slot-buttons.tsx'
import { recallSnapshot, useCompare } from './snapshot-actions.ts'

/** Four mixes at hand: a click recalls, Shift-click keeps the present mix. */

/** The button that was recalled or kept last, by song: the mix that is worked on comes from it. */
const useLastSlot = create<{ bySong: Readonly<Record<Id, SnapshotSlot>> }>(() => ({ bySong: {} }))

function onSlot(document: Document, songId: Id, slot: SnapshotSlot): Snapshot | undefined {
  return snapshotsOfSong(document, songId).find((snapshot) => snapshot.slot === slot)
}

function setLast(songId: Id, slot: SnapshotSlot): void {
  useLastSlot.setState(({ bySong }) => ({ bySong: { ...bySong, [songId]: slot } }))
}

/** Makes the mix that of a button; without one there says how it comes to be. */
export async function recallSlot(slot: SnapshotSlot): Promise<void> {
  const { document, songId } = documentStore.getState()
  if (!document || songId === null) return
  const snapshot = onSlot(document, songId, slot)
  if (!snapshot) notify('info', `No mix is kept on ${slot} yet.`, 'Keep the present one there with Shift-click.')
  else if (isMixOf(document, snapshot) || (await recallSnapshot(snapshot))) setLast(songId, slot)
}

/** Keeps the present mix on a button, in the place of the one that lies there and under its name. */
export async function keepOnSlot(slot: SnapshotSlot): Promise<void> {
  const { document, songId } = documentStore.getState()
  if (!document || songId === null) return
  const old = onSlot(document, songId, slot)
  const name = old?.name ?? `Mix ${slot}`
  const id = newId()
  const kept = await documentStore.edit({
    type: 'batch',
    label: `Keep the mix on ${slot}`,
    edits: [
      ...(old ? [{ type: 'removeSnapshot' as const, snapshotId: old.id }] : []),
      { type: 'saveSnapshot', snapshot: { id, songId, name, createdAt: new Date().toISOString(), slot } },
    ],
  })
  if (!kept) return
  setLast(songId, slot)
  useCompare.setState({ snapshotId: id, heard: null })
}

/** Puts a snapshot of the list on a button, or takes the one that lies there off. */
export function assignSlot(snapshotId: Id, slot: SnapshotSlot | null): void {
  void documentStore.edit({ type: 'updateSnapshot', snapshotId, set: { slot } })
}

function slotMenu(slot: SnapshotSlot, snapshot: Snapshot | undefined): MenuEntry[] {
  const keep = {
    id: 'keep',
    label: 'Keep the present mix here',
    shortcut: 'Shift-click',
    run: () => void keepOnSlot(slot),
  }
  if (!snapshot) return [keep]
  return [
    { id: 'recall', label: `Recall ${snapshot.name}`, run: () => void recallSlot(slot) },
    keep,
    'separator',
    { id: 'clear', label: 'Take it off this button', run: () => assignSlot(snapshot.id, null) },
  ]
}

/** Which button's mix is on the console, and whether it was changed since. */
function useSlotState(): SlotState<SnapshotSlot> {
  const document = useDocumentState((state) => state.settled)
  const songId = useDocumentState((state) => state.songId)
  const last = useLastSlot((state) => (songId === null ? undefined : state.bySong[songId]))
  const [state, setState] = useState<SlotState<SnapshotSlot>>({ active: null, changed: false })
  useEffect(() => {
    if (!document || songId === null) return
    const timer = setTimeout(() => {
      const kept = snapshotSlots.filter((slot) => onSlot(document, songId, slot))
      const isHeard = (slot: SnapshotSlot) => isMixOf(document, onSlot(document, songId, slot)!)
      const next = slotState(kept, isHeard, last)
      setState((before) => (before.active === next.active && before.changed === next.changed ? before : next))
    }, COMPARE_SLOTS_AFTER_MS)
    return () => clearTimeout(timer)
  }, [document, songId, last])
  return state
}

export function SnapshotSlots() {
  const snapshots = useDocument((document) => document.snapshots, null)
  const songId = useDocumentState((state) => state.songId)
  const bySlot = new Map(
    Object.values(snapshots ?? {}).flatMap((each) =>
      each.songId === songId && each.slot !== null ? [[each.slot, each] as const] : [],
    ),
  )
  const nameOf = (slot: SnapshotSlot) => {
    const snapshot = bySlot.get(slot)
    return snapshot ? `${slot}: ${snapshot.name}` : null
  }
  return (
    <SlotButtons
      label="Mixes at hand"
      what="Mix"
      slots={snapshotSlots}
      nameOf={nameOf}
      testId={(slot) => `slot-${slot}`}
      onKeep={(slot) => void keepOnSlot(slot)}
      onRecall={(slot) => void recallSlot(slot)}
      menu={(slot) => slotMenu(slot, bySlot.get(slot))}
      {...useSlotState()}
    />
  )
}
