import { addSongsEdits } from '../../shared/model/album-adding.ts'
import { type CellChange, cellSentence, setCells } from '../../shared/model/album-cells.ts'
import { joinOf, joinSet, moveItemsEdits, shapeSet } from '../../shared/model/album-moves.ts'
import type { Album, AlbumItem, Id } from '../../shared/model/document.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import { assignIsrcs } from '../../shared/model/isrc.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'
import { notify } from '../document/notices.ts'
import { placedNow } from './album-facts.ts'
import { selectItems, useAlbumView } from './album-view.ts'

/** What hands and commands do to the album, each as one step of the history. */

function batch(label: string, edits: SingleEdit[]): Promise<boolean> {
  if (edits.length === 0) return Promise.resolve(false)
  return documentStore.edit(edits.length === 1 ? edits[0]! : { type: 'batch', label: label.slice(0, 200), edits })
}

export function updateAlbum(set: Partial<Omit<Album, 'id'>>): void {
  void documentStore.edit({ type: 'updateAlbum', set })
}

export function updateItem(itemId: Id, set: Partial<AlbumItem>): void {
  void documentStore.edit({ type: 'updateAlbumItem', itemId, set })
}

/** The selected items that are there, in album order. */
export function selectedItems(): AlbumItem[] {
  const { selectedIds } = useAlbumView.getState()
  return placedNow().flatMap(({ item }) => (selectedIds.has(item.id) ? [item] : []))
}

/** Puts songs at the end of the album and selects them. */
export async function addSongs(songIds: readonly Id[]): Promise<void> {
  const { document } = documentStore.getState()
  if (!document) return
  const edits = addSongsEdits(document, songIds, newId)
  const added = edits.flatMap((edit) => (edit.type === 'addAlbumItem' ? [edit.item.id] : []))
  if (await batch(`Add ${added.length} songs to the album`, edits)) selectItems(added.slice(0, 1))
}

export async function removeSelected(): Promise<void> {
  const items = selectedItems()
  const placed = placedNow()
  const after = placed.find(({ item, startFrame }) => !items.includes(item) && startFrame > at(items.at(-1)))
  const next = after ?? placed.findLast(({ item }) => !items.includes(item))
  const edits = items.map(({ id }): SingleEdit => ({ type: 'removeAlbumItem', itemId: id }))
  if (await batch(`Take ${items.length} tracks off the album`, edits)) selectItems(next ? [next.itemId] : [])
}

function at(item: AlbumItem | undefined): number {
  return placedNow().find(({ itemId }) => itemId === item?.id)?.startFrame ?? 0
}

/** Moves the selected items by so many places, together. */
export async function moveSelected(places: -1 | 1): Promise<void> {
  const placed = placedNow()
  const { selectedIds } = useAlbumView.getState()
  const indexes = placed.flatMap(({ itemId }, index) => (selectedIds.has(itemId) ? [index] : []))
  const first = indexes[0]
  const last = indexes.at(-1)
  if (first === undefined || last === undefined) return
  await moveItemsTo(selectedIds, places < 0 ? Math.max(0, first - 1) : Math.min(placed.length, last + 2))
}

/** Moves items before the one at `index` of the present order. */
export async function moveItemsTo(itemIds: ReadonlySet<Id>, index: number): Promise<void> {
  const { document } = documentStore.getState()
  if (!document) return
  const names = placedNow().flatMap(({ item }) => (itemIds.has(item.id) ? [item.title] : []))
  const edits = moveItemsEdits(document, itemIds, index)
  if (edits.length > 0)
    await documentStore.edit({ type: 'batch', label: `Album order: ${names.join(', ')}`.slice(0, 200), edits })
}

/** Makes an item wait for the one before it, or overlap it (frames below 0). */
export function setJoin(itemId: Id, join: number): void {
  const placed = placedNow().find((each) => each.itemId === itemId)
  if (placed) updateItem(itemId, joinSet(join, placed.mostOverlap))
}

/** Moves the joins of the selected items by so many frames. */
export function nudgeJoins(frames: number): void {
  const { selectedIds } = useAlbumView.getState()
  const edits = placedNow().flatMap(({ item, mostOverlap }, index): SingleEdit[] => {
    if (index === 0 || !selectedIds.has(item.id)) return []
    const set = joinSet(joinOf(item) + frames, mostOverlap)
    const isSame = set.gapFrames === item.gapFrames && set.crossfadeFrames === item.crossfadeFrames
    return isSame ? [] : [{ type: 'updateAlbumItem', itemId: item.id, set }]
  })
  void batch('Album gaps', edits)
}

export type ShapeField = 'trimStartFrames' | 'trimEndFrames' | 'fadeInFrames' | 'fadeOutFrames'

/** Trims or fades an item, as far as there is of it. */
export function setShape(itemId: Id, field: ShapeField, frames: number): void {
  const placed = placedNow().find((each) => each.itemId === itemId)
  if (placed) updateItem(itemId, shapeSet(placed.item, { [field]: frames }, placed.sourceFrames))
}

/** Hides the selected items, or shows them where all are hidden. */
export function toggleHidden(): void {
  const items = selectedItems()
  const hidden = !items.every((item) => item.hidden)
  void batch(
    hidden ? 'Hide tracks' : 'Show tracks',
    items.flatMap(({ id, hidden: before }): SingleEdit[] =>
      before === hidden ? [] : [{ type: 'updateAlbumItem', itemId: id, set: { hidden } }],
    ),
  )
}

/** Writes cells of the table; tells which ones will not do. Resolves when the document has them. */
export async function writeCells(changes: readonly CellChange[], label: string): Promise<void> {
  const { document } = documentStore.getState()
  if (!document) return
  const { edit, faults } = setCells(document, changes, label)
  if (edit) await batch(edit.label, edit.edits)
  if (faults.length > 0)
    notify(
      'warning',
      cellSentence(document, faults[0]!),
      faults.length > 1 ? `${faults.length - 1} more cells were left as they are.` : '',
    )
}

/** Gives codes to the tracks that have none. */
export async function assignCodes(): Promise<void> {
  const { document } = documentStore.getState()
  if (!document) return
  const given = assignIsrcs(document)
  if ('fault' in given) notify('warning', given.fault, 'Type it under Record, such as DEAB126.')
  else if (given.edits.length === 0) notify('info', 'Every track has its code.')
  else await documentStore.edit({ type: 'batch', label: 'Give ISRCs', edits: given.edits })
}
