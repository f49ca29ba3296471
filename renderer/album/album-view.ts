import { create } from 'zustand'
import type { Album } from '../../shared/model/album.ts'
import type { AlbumField } from '../../shared/model/album-fields.ts'
import type { Id } from '../../shared/model/document.ts'
import { keep, readKeptRecord } from '../app/window-storage.ts'

/** How the Album page is looked at: no part of the document, and not undone. */

export const albumTabs = ['tracks', 'titles', 'record', 'rack'] as const
export type AlbumTab = (typeof albumTabs)[number]

export interface AlbumView {
  tab: AlbumTab
  selectedIds: ReadonlySet<Id>
  /** The item that keys go from, and that the panel shows. */
  activeId: Id | null
  /** Where a selection with Shift begins. */
  anchorId: Id | null
  /** Zoom of the sequence: frames in one CSS pixel; null: the whole album fits. */
  framesPerPixel: number | null
  scrollFrame: number
  /** Width of the sequence in CSS pixels, as laid out last. */
  widthPx: number
  /** A cell of the table or a field of the record that is to have the keys; taken away by the one that takes them. */
  wantedCell: { itemId: Id; field: AlbumField } | null
  wantedField: keyof Album | null
  /** The window over the page. */
  dialog: null | 'songs' | { import: readonly File[] } | { csv: File } | { lyrics: Id }
}

const storageKey = 'mixwright.album'

function liked(): Partial<AlbumView> {
  // What it was written by may have been another version.
  const kept = readKeptRecord(storageKey) as Partial<AlbumView>
  return kept.tab && albumTabs.includes(kept.tab) ? { tab: kept.tab } : {}
}

export const useAlbumView = create<AlbumView>(() => ({
  tab: 'tracks',
  selectedIds: new Set(),
  activeId: null,
  anchorId: null,
  framesPerPixel: null,
  scrollFrame: 0,
  widthPx: 1000,
  wantedCell: null,
  wantedField: null,
  dialog: null,
  ...liked(),
}))

useAlbumView.subscribe(({ tab }, before) => {
  if (tab !== before.tab) keep(storageKey, { tab })
})

export function setAlbumView(change: Partial<AlbumView>): void {
  useAlbumView.setState(change)
}

/** Selects items; the active one is the last of them unless said. */
export function selectItems(itemIds: Iterable<Id>, activeId?: Id | null): void {
  const selectedIds = new Set(itemIds)
  const active = activeId === undefined ? ([...selectedIds].at(-1) ?? null) : activeId
  setAlbumView({ selectedIds, activeId: active, anchorId: active })
}
