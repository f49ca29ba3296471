import { create } from 'zustand'
import type { HistoryState } from '../../shared/contract/api.ts'
import type { Id, MixPart, Snapshot } from '../../shared/model/document.ts'
import { apply } from '../../shared/model/edits/apply.ts'
import { goneStrips, snapshotsOfSong } from '../../shared/model/mix-state.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'
import { notify } from '../document/notices.ts'

interface CompareState {
  /** The snapshot that is compared with, or was saved, recalled or compared with last. */
  snapshotId: Id | null
  /** The history right after the snapshot was put in the place of the present mix; null while that one is heard. */
  heard: HistoryState | null
}

export const useCompare = create<CompareState>(() => ({ snapshotId: null, heard: null }))

function openSong() {
  const { document, songId } = documentStore.getState()
  return document && songId !== null ? { document, songId } : null
}

/** The snapshots of the song on the page, oldest first. */
export function currentSnapshots(): readonly Snapshot[] {
  const open = openSong()
  return open ? snapshotsOfSong(open.document, open.songId) : []
}

/** Keeps the mix of the song on the page; without a name it is called by its number. */
export async function saveSnapshot(name = ''): Promise<void> {
  const open = openSong()
  if (!open) return
  const id = newId()
  const snapshot = {
    id,
    songId: open.songId,
    name: name.trim() || `Mix ${currentSnapshots().length + 1}`,
    createdAt: new Date().toISOString(),
    slot: null,
  }
  if (await documentStore.edit({ type: 'saveSnapshot', snapshot })) {
    useCompare.setState({ snapshotId: id, heard: null })
    notify('info', `The mix is kept as “${snapshot.name}”.`)
  }
}

/** Makes the mix the snapshot's, and names the tracks that it knows and that are gone. Resolves with whether it did. */
export async function recallSnapshot(snapshot: Snapshot): Promise<boolean> {
  const { document } = documentStore.getState()
  if (!document) return false
  const gone = goneStrips(document, snapshot)
  if (!(await documentStore.edit({ type: 'recallSnapshot', snapshotId: snapshot.id }))) return false
  useCompare.setState({ snapshotId: snapshot.id, heard: null })
  if (gone.length > 0)
    notify(
      'warning',
      `“${snapshot.name}” knows ${gone.map((name) => `“${name}”`).join(', ')}, which ${gone.length === 1 ? 'is' : 'are'} no longer there.`,
      'Undo brings a removed track back; then recall it again.',
    )
  return true
}

/** The snapshot that one key compares with. */
export function comparedSnapshot(): Snapshot | undefined {
  const snapshots = currentSnapshots()
  const { snapshotId } = useCompare.getState()
  return snapshots.find(({ id }) => id === snapshotId) ?? snapshots.at(-1)
}

/** Whether the snapshot is heard in the place of the mix, and nothing was done since. */
export function isComparing(history: HistoryState): boolean {
  const { heard } = useCompare.getState()
  return heard !== null && heard === history
}

/** Puts a snapshot in the place of the present mix, or the present mix back. What is changed meanwhile stays. */
export async function compareWith(snapshot = comparedSnapshot()): Promise<void> {
  const { document, history } = documentStore.getState()
  if (!document || !snapshot) return
  if (isComparing(history)) {
    useCompare.setState({ heard: null })
    await documentStore.undo()
    if (useCompare.getState().snapshotId === snapshot.id) return
    // Another one was asked for: from the mix that was there before to that.
    await compareWith(snapshot)
    return
  }
  if (apply(document, { type: 'recallSnapshot', snapshotId: snapshot.id }).patches.length === 0) {
    notify('info', `The mix is “${snapshot.name}” as it was kept.`)
    return
  }
  if (await recallSnapshot(snapshot)) useCompare.setState({ heard: documentStore.getState().history })
}

/** Brings a part of a snapshot back on some strips; the song's id among them is its rack. */
export function copyFromSnapshot(snapshot: Snapshot, ownerIds: readonly Id[], parts: readonly MixPart[]): void {
  void documentStore.edit({
    type: 'copyFromSnapshot',
    snapshotId: snapshot.id,
    ownerIds: [...ownerIds],
    parts: [...parts],
  })
}
