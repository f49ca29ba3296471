import { create } from 'zustand'
import type { ItemSound } from '../../shared/model/album-checks/finding.ts'
import type { Id } from '../../shared/model/document.ts'

/** What is known of an item's own sound, as it goes into the sequence. */
export interface ItemState extends ItemSound {
  /** `none`: never rendered; `stale`: what is known is of an earlier state of the song. */
  readonly state: 'none' | 'fresh' | 'stale' | 'rendering' | 'failed'
  /** Of a rendering, 0 … 1; otherwise null. */
  readonly fraction: number | null
  readonly rangeLu: number | null
  /** Its length before trims; null where it was not rendered. */
  readonly frames: number | null
  /** The sound of the pool whose peaks show it; null where there is none. */
  readonly peaksHash: string | null
}

export const unknownItem: ItemState = {
  state: 'none',
  fraction: null,
  lufs: null,
  dbtp: null,
  rangeLu: null,
  frames: null,
  peaksHash: null,
  faults: [],
}

/** What was rendered and measured of the album's items; no part of the document. */
export const useAlbumState = create<{ items: Readonly<Record<Id, ItemState>> }>(() => ({ items: {} }))

export function setItemState(itemId: Id, change: Partial<ItemState>): void {
  useAlbumState.setState(({ items }) => ({
    items: { ...items, [itemId]: { ...(items[itemId] ?? unknownItem), ...change } },
  }))
}
