import { type AlbumField, albumFieldNames, cellText, readCell } from './album-fields.ts'
import type { AlbumItem, Document, Id } from './document.ts'
import type { Edit, SingleEdit } from './edits/edit.ts'

/** A cell of the album's table and the text it is to have. */
export interface CellChange {
  itemId: Id
  field: AlbumField
  text: string
}

/** A cell whose text will not do, and why. */
export interface CellFault extends CellChange {
  fault: string
}

/**
 * The one edit that writes cells; null where nothing would change. Cells whose text will not do are left as they are and
 * told, and those of items that are not there are left out.
 */
export function setCells(
  document: Document,
  changes: readonly CellChange[],
  label: string,
): { edit: Extract<Edit, { type: 'batch' }> | null; faults: CellFault[] } {
  const sets = new Map<Id, Partial<AlbumItem>>()
  const faults: CellFault[] = []
  for (const change of changes) {
    const item = document.albumItems[change.itemId]
    if (!item) continue
    const read = readCell(change.field, change.text)
    if ('fault' in read) faults.push({ ...change, fault: read.fault })
    else if (read.set[change.field] !== item[change.field]) sets.set(item.id, { ...sets.get(item.id), ...read.set })
  }
  const edits = [...sets].map(([itemId, set]): SingleEdit => ({ type: 'updateAlbumItem', itemId, set }))
  return { edit: edits.length > 0 ? { type: 'batch', label: label.slice(0, 200), edits } : null, faults }
}

/** Cells from the first of a column on, to be written with what stands in the first. */
export function fillDown(items: readonly AlbumItem[], field: AlbumField, from: number, to: number): CellChange[] {
  const first = items[from]
  if (!first) return []
  const text = cellText(first, field)
  return items.slice(from + 1, to + 1).map(({ id }) => ({ itemId: id, field, text }))
}

/** Cells of a spreadsheet laid on the table from one cell on; what reaches past an edge of it is left out. */
export function pastedCells(
  items: readonly AlbumItem[],
  fields: readonly AlbumField[],
  at: { row: number; column: number },
  cells: readonly (readonly string[])[],
): CellChange[] {
  return cells.flatMap((line, down) =>
    line.flatMap((text, right): CellChange[] => {
      const item = items[at.row + down]
      const field = fields[at.column + right]
      return item && field ? [{ itemId: item.id, field, text }] : []
    }),
  )
}

/** A fault as a sentence that names its cell. */
export function cellSentence(document: Document, { itemId, field, fault }: CellFault): string {
  return `${albumFieldNames[field]} of “${document.albumItems[itemId]?.title ?? ''}”: ${fault}`
}
