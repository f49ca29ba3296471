import { current } from 'immer'
import { z } from 'zod'
import { type Document, type Id, idSchema, type Snapshot, type SnapshotSlot } from '../document.ts'
import { mixStateOf, trackOfStrip } from '../mix-state.ts'
import { mixParts, snapshotSchema } from '../snapshot.ts'
import { mustBeNew, mustExist } from './refusal.ts'
import { restoreMix } from './restore-mix.ts'

/** Keeps the song's mix as it is; what that is is taken from the document. */
export const saveSnapshot = z.strictObject({
  type: z.literal('saveSnapshot'),
  snapshot: snapshotSchema.omit({ state: true }).extend({ slot: snapshotSchema.shape.slot.default(null) }),
})
export const renameSnapshot = z.strictObject({
  type: z.literal('renameSnapshot'),
  snapshotId: idSchema,
  name: snapshotSchema.shape.name,
})
/** Puts it on another button, or on none; the one that lay there lies on none then. */
export const updateSnapshot = z.strictObject({
  type: z.literal('updateSnapshot'),
  snapshotId: idSchema,
  set: snapshotSchema.pick({ slot: true }),
})
export const removeSnapshot = z.strictObject({ type: z.literal('removeSnapshot'), snapshotId: idSchema })
/** Makes the song's mix the snapshot's. Tracks that came since stay as they are, tracks that are gone are left out. */
export const recallSnapshot = z.strictObject({ type: z.literal('recallSnapshot'), snapshotId: idSchema })
/** Brings some parts back on some strips; the song's id among them stands for its rack. */
export const copyFromSnapshot = z.strictObject({
  type: z.literal('copyFromSnapshot'),
  snapshotId: idSchema,
  ownerIds: z.array(idSchema).min(1).max(10_000),
  parts: z.array(z.enum(mixParts)).min(1),
})

export function applySaveSnapshot(draft: Document, edit: z.infer<typeof saveSnapshot>): void {
  const { snapshot } = edit
  const song = mustExist(draft.songs[snapshot.songId], 'song', snapshot.songId)
  mustBeNew(draft.snapshots[snapshot.id], 'snapshot', snapshot.id)
  clearSlot(draft, song.id, snapshot.slot)
  draft.snapshots[snapshot.id] = { ...snapshot, state: mixStateOf(current(draft), song.id) }
}

export function applyRenameSnapshot(draft: Document, edit: z.infer<typeof renameSnapshot>): void {
  mustExist(draft.snapshots[edit.snapshotId], 'snapshot', edit.snapshotId).name = edit.name
}

/** Takes whatever lies on a button of the song off it. */
function clearSlot(draft: Document, songId: Id, slot: SnapshotSlot | null): void {
  if (slot === null) return
  for (const other of Object.values(draft.snapshots))
    if (other.songId === songId && other.slot === slot) other.slot = null
}

export function applyUpdateSnapshot(draft: Document, edit: z.infer<typeof updateSnapshot>): void {
  const snapshot = mustExist(draft.snapshots[edit.snapshotId], 'snapshot', edit.snapshotId)
  clearSlot(draft, snapshot.songId, edit.set.slot)
  snapshot.slot = edit.set.slot
}

export function applyRemoveSnapshot(draft: Document, edit: z.infer<typeof removeSnapshot>): void {
  mustExist(draft.snapshots[edit.snapshotId], 'snapshot', edit.snapshotId)
  delete draft.snapshots[edit.snapshotId]
}

function snapshotOf(draft: Document, snapshotId: Id): Snapshot {
  return mustExist(current(draft).snapshots[snapshotId], 'snapshot', snapshotId)
}

export function applyRecallSnapshot(draft: Document, edit: z.infer<typeof recallSnapshot>): void {
  const snapshot = snapshotOf(draft, edit.snapshotId)
  restoreMix(draft, snapshot, [snapshot.songId, ...Object.keys(snapshot.state.strips)], new Set(mixParts))
}

export function applyCopyFromSnapshot(draft: Document, edit: z.infer<typeof copyFromSnapshot>): void {
  const snapshot = snapshotOf(draft, edit.snapshotId)
  for (const ownerId of edit.ownerIds)
    if (ownerId !== snapshot.songId) mustExist(trackOfStrip(draft, snapshot, ownerId), 'track of the snapshot', ownerId)
  restoreMix(draft, snapshot, edit.ownerIds, new Set(edit.parts))
}
