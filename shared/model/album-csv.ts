import { type CellChange, type CellFault, setCells } from './album-cells.ts'
import { type AlbumField, albumFieldNames, albumFields, cellText } from './album-fields.ts'
import type { Document } from './document.ts'
import type { Edit } from './edits/edit.ts'
import { itemsOfAlbum } from './selectors.ts'

/** What a column of a file can be: a field, the track's number, or nothing that is wanted. */
export type CsvColumn = AlbumField | 'number' | null

/** Headers as spreadsheets, distributors and collecting societies write them, without case, spaces and signs. */
const headers: Record<AlbumField | 'number', string> = {
  number: 'number no nr track tracknumber trackno # position sequence',
  title: 'title tracktitle song songtitle name trackname titel',
  artist: 'artist trackartist performer artists mainartist interpret displayartist',
  composer: 'composer composers writer songwriter music komponist',
  lyricist: 'lyricist lyricists author wordsby textdichter lyricsby',
  producer: 'producer producers produzent',
  year: 'year date releaseyear jahr',
  genre: 'genre style maingenre',
  copyright: 'copyright pline p cline c rights',
  isrc: 'isrc isrccode',
  language: 'language lang languageoflyrics sprache lyricslanguage',
  explicit: 'explicit parentaladvisory advisory explicitlyrics',
  hidden: 'hidden hiddentrack',
  lyrics: 'lyrics words text songtext',
}

/** What the columns of a file are, by their headers; each field once, the first column that fits. */
export function columnsByHeader(header: readonly string[]): CsvColumn[] {
  const known = new Map(
    Object.entries(headers).flatMap(([field, names]) => names.split(' ').map((name) => [name, field as AlbumField])),
  )
  const taken = new Set<CsvColumn>()
  return header.map((text) => {
    const trimmed = text.trim()
    const plain = trimmed === '#' ? '#' : trimmed.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
    const column = known.get(plain) ?? null
    if (column === null || taken.has(column)) return null
    taken.add(column)
    return column
  })
}

/** One cell of an import that would be another than it is. */
export interface CsvChange extends CellChange {
  before: string
}

export interface CsvPlan {
  changes: CsvChange[]
  faults: CellFault[]
  /** Lines of the file that belong to no track, in sentences. */
  notes: string[]
  /** Null where nothing would change. */
  edit: Extract<Edit, { type: 'batch' }> | null
}

/**
 * What the lines of a file would change: those with a number belong to the track at that place of the album, without a number
 * column each to the next track. Empty cells change nothing.
 */
export function csvPlan(
  document: Document,
  lines: readonly (readonly string[])[],
  columns: readonly CsvColumn[],
  fileName: string,
): CsvPlan {
  const items = itemsOfAlbum(document)
  const numberColumn = columns.indexOf('number')
  const notes: string[] = []
  const cells: CellChange[] = []
  for (const [index, line] of lines.entries()) {
    const number = numberColumn < 0 ? index + 1 : Number.parseInt(line[numberColumn] ?? '', 10)
    const item = items[number - 1]
    if (!item) {
      notes.push(
        `Line ${index + 2} is of track ${Number.isNaN(number) ? 'without a number' : number}, which is not on the album.`,
      )
      continue
    }
    for (const [at, column] of columns.entries()) {
      const text = line[at] ?? ''
      if (column !== null && column !== 'number' && text.trim() !== '')
        cells.push({ itemId: item.id, field: column, text })
    }
  }
  const { edit, faults } = setCells(document, cells, `Read ${fileName}`)
  const wrong = new Set(faults.map(({ itemId, field }) => `${itemId} ${field}`))
  const changes = cells.flatMap((cell): CsvChange[] => {
    const set = edit?.edits.find((each) => each.type === 'updateAlbumItem' && each.itemId === cell.itemId)
    const isChanged = set?.type === 'updateAlbumItem' && cell.field in set.set
    if (!isChanged || wrong.has(`${cell.itemId} ${cell.field}`)) return []
    return [{ ...cell, before: cellText(document.albumItems[cell.itemId]!, cell.field) }]
  })
  return { changes, faults, notes, edit }
}

/** The album's table with its header, which `csvPlan` reads back to the same. */
export function albumRows(document: Document): string[][] {
  const items = itemsOfAlbum(document)
  return [
    ['Number', ...albumFields.map((field) => albumFieldNames[field])],
    ...items.map((item, index) => [`${index + 1}`, ...albumFields.map((field) => cellText(item, field))]),
  ]
}
