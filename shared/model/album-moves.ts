import type { AlbumItem, Document, Id } from './document.ts'
import type { SingleEdit } from './edits/edit.ts'
import { itemsOfAlbum } from './selectors.ts'

/** Moves items so that they stand together before the one at `index` of the present order (its length: at the end). */
export function moveItemsEdits(document: Document, itemIds: ReadonlySet<Id>, index: number): SingleEdit[] {
  const items = itemsOfAlbum(document)
  const moved = items.filter(({ id }) => itemIds.has(id))
  const stays = (item: AlbumItem) => !itemIds.has(item.id)
  const order = [...items.slice(0, index).filter(stays), ...moved, ...items.slice(index).filter(stays)]
  if (order.every((item, place) => item === items[place])) return []
  return order.flatMap(({ id, order: before }, place): SingleEdit[] =>
    before === place ? [] : [{ type: 'updateAlbumItem', itemId: id, set: { order: place } }],
  )
}

/** How an item follows the one before it: frames of silence, or, below 0, of overlap. */
export function joinOf({ gapFrames, crossfadeFrames }: Pick<AlbumItem, 'gapFrames' | 'crossfadeFrames'>): number {
  return gapFrames - crossfadeFrames
}

/** The change that makes an item follow the one before it so; `mostOverlap` is the longest overlap that makes sense there. */
export function joinSet(join: number, mostOverlap: number): Pick<AlbumItem, 'gapFrames' | 'crossfadeFrames'> {
  const frames = Math.round(Math.max(join, -Math.max(0, mostOverlap)))
  return { gapFrames: Math.max(0, frames), crossfadeFrames: Math.max(0, -frames) }
}

/** An item's own part: what is trimmed, faded and heard of a sound of `frames`. A change is held within it. */
export function shapeSet(
  item: AlbumItem,
  change: Partial<Pick<AlbumItem, 'trimStartFrames' | 'trimEndFrames' | 'fadeInFrames' | 'fadeOutFrames'>>,
  frames: number,
): Partial<AlbumItem> {
  const whole = (value: number, most: number) => Math.round(Math.min(Math.max(0, value), Math.max(0, most)))
  const wanted = { ...item, ...change }
  const trimStartFrames =
    change.trimStartFrames === undefined
      ? item.trimStartFrames
      : whole(wanted.trimStartFrames, frames - item.trimEndFrames - 1)
  const trimEndFrames =
    change.trimEndFrames === undefined ? item.trimEndFrames : whole(wanted.trimEndFrames, frames - trimStartFrames - 1)
  const heard = frames - trimStartFrames - trimEndFrames
  // The fade in hand gives way to the other one; a trim shortens both where it must.
  const isOut = change.fadeOutFrames !== undefined
  const fadeInFrames = whole(wanted.fadeInFrames, isOut ? heard : heard - Math.min(item.fadeOutFrames, heard))
  const fadeOutFrames = whole(wanted.fadeOutFrames, heard - Math.min(fadeInFrames, heard))
  return { trimStartFrames, trimEndFrames, fadeInFrames, fadeOutFrames }
}
