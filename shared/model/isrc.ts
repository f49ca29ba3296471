import { isrcSchema } from './album.ts'
import type { AlbumItem, Document, Id } from './document.ts'
import type { SingleEdit } from './edits/edit.ts'
import { itemsOfAlbum } from './selectors.ts'

/** A code without the hyphens and spaces it is written with, in capitals. */
export function plainIsrc(text: string): string {
  return text.replace(/[\s-]/g, '').toUpperCase()
}

/** "DE-AB1-26-00001". */
export function formatIsrc(isrc: string): string {
  return `${isrc.slice(0, 2)}-${isrc.slice(2, 5)}-${isrc.slice(5, 7)}-${isrc.slice(7)}`
}

/** What is wrong with a code as it is typed, in a sentence; null for one that will do, and for none. */
export function isrcFault(text: string): string | null {
  const plain = plainIsrc(text)
  if (plain === '' || isrcSchema.safeParse(plain).success) return null
  if (plain.length !== 12) return `An ISRC has 12 letters and digits; this has ${plain.length}.`
  return 'An ISRC is two letters for the country, three letters or digits for the registrant, and seven digits.'
}

/** The codes that more than one item has, each with the items that have it, in album order. */
export function sharedIsrcs(items: readonly AlbumItem[]): Map<string, AlbumItem[]> {
  const uses = new Map<string, AlbumItem[]>()
  for (const item of items) if (item.isrc !== null) uses.set(item.isrc, [...(uses.get(item.isrc) ?? []), item])
  return new Map([...uses].filter(([, having]) => having.length > 1))
}

/**
 * Gives codes from the album's prefix and counter to items, by default to all that have none, and moves the counter on; numbers
 * that are taken are passed over. Or a sentence that says why there are no codes to give.
 */
export function assignIsrcs(
  document: Document,
  itemIds?: ReadonlySet<Id>,
): { edits: SingleEdit[] } | { fault: string } {
  const { isrcPrefix, isrcNext } = document.album
  if (isrcPrefix === '') return { fault: 'The album has no prefix to make codes from: country, registrant and year.' }
  const items = itemsOfAlbum(document)
  const wanting = items.filter(({ id, isrc }) => (itemIds ? itemIds.has(id) : isrc === null))
  const kept = items.filter((item) => !wanting.includes(item))
  const taken = new Set(kept.map(({ isrc }) => isrc))
  const edits: SingleEdit[] = []
  let next = isrcNext
  for (const { id } of wanting) {
    while (taken.has(codeOf(isrcPrefix, next))) next++
    if (next > 99_999) return { fault: `The codes of ${isrcPrefix} are used up: a year has no more than 99,999.` }
    edits.push({ type: 'updateAlbumItem', itemId: id, set: { isrc: codeOf(isrcPrefix, next++) } })
  }
  if (edits.length > 0) edits.push({ type: 'updateAlbum', set: { isrcNext: Math.min(next, 99_999) } })
  return { edits }
}

function codeOf(prefix: string, number: number): string {
  return `${prefix}${`${number}`.padStart(5, '0')}`
}
