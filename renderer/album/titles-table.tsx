// biome-ignore-all lint/a11y/useFocusableInteractive: in a grid the cells take the keys, not its rows and headers.
import { FileDown, FileUp, Hash } from 'lucide-react'
import { type ClipboardEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { readPastedCells, writeCsv, writePastedCells } from '../../shared/formats/csv.ts'
import { fillDown, pastedCells } from '../../shared/model/album-cells.ts'
import { albumRows } from '../../shared/model/album-csv.ts'
import { albumFieldNames, albumFields, cellText, isSwitchField } from '../../shared/model/album-fields.ts'
import type { AlbumItem, Id } from '../../shared/model/document.ts'
import { sharedIsrcs } from '../../shared/model/isrc.ts'
import { documentStore } from '../document/document-store.ts'
import { saveTextFile } from '../document/save-file.ts'
import { Button } from '../ui/button.tsx'
import { assignCodes, writeCells } from './album-actions.ts'
import { chooseFiles } from './album-import.ts'
import { selectItems, setAlbumView, useAlbumView } from './album-view.ts'
import { TitlesCell } from './titles-cell.tsx'

interface Spot {
  row: number
  column: number
}

/** From the cell that has the keys to the other end of what is selected. */
interface Range {
  at: Spot
  end: Spot
}

function spans({ at, end }: Range) {
  return {
    top: Math.min(at.row, end.row),
    bottom: Math.max(at.row, end.row),
    left: Math.min(at.column, end.column),
    right: Math.max(at.column, end.column),
  }
}

export function exportCsv(): void {
  const { document } = documentStore.getState()
  if (document) saveTextFile(`${document.album.title || 'Album'}.csv`, writeCsv(albumRows(document)), 'text/csv')
}

export function chooseCsv(): void {
  chooseFiles('.csv,.tsv,.txt,text/csv', false, ([csv]) => setAlbumView({ dialog: { csv: csv! } }))
}

interface TitlesTableProps {
  items: readonly AlbumItem[]
  numbers: ReadonlyMap<Id, number | null>
}

/** What is written on the tracks, as a spreadsheet. */
export function TitlesTable({ items, numbers }: TitlesTableProps) {
  const [range, setRange] = useState<Range>({ at: { row: 0, column: 0 }, end: { row: 0, column: 0 } })
  /** What the cell that has the keys is being typed with; null: nothing is typed. */
  const [typed, setTyped] = useState<string | null>(null)
  const grid = useRef<HTMLDivElement>(null)
  const wanted = useAlbumView((view) => view.wantedCell)
  const shared = useMemo(() => sharedIsrcs(items), [items])
  const { at } = range

  const cellAt = ({ row, column }: Spot) =>
    grid.current?.querySelector<HTMLElement>(`[data-cell="${row} ${column}"]`) ?? null
  const goTo = (spot: Spot, extend = false) => {
    const row = Math.min(Math.max(0, spot.row), items.length - 1)
    const column = Math.min(Math.max(0, spot.column), albumFields.length - 1)
    setRange((before) =>
      extend ? { at: before.at, end: { row, column } } : { at: { row, column }, end: { row, column } },
    )
    setTyped(null)
    const item = items[row]
    if (item && !extend) selectItems([item.id])
    const cell = cellAt({ row, column })
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    if (!extend) cell?.focus()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for once, when it is wanted.
  useEffect(() => {
    if (!wanted) return
    const row = items.findIndex(({ id }) => id === wanted.itemId)
    setAlbumView({ wantedCell: null })
    if (row >= 0) goTo({ row, column: albumFields.indexOf(wanted.field) })
  }, [wanted])

  const itemAt = (row: number) => items[row]
  const field = albumFields[at.column]!
  const write = (text: string) => {
    const item = itemAt(at.row)
    if (item && text !== cellText(item, field))
      void writeCells([{ itemId: item.id, field, text }], `${albumFieldNames[field]}: ${item.title}`)
  }
  const begin = (text: string) => {
    const item = itemAt(at.row)
    if (!item) return
    if (field === 'lyrics') setAlbumView({ dialog: { lyrics: item.id } })
    else if (isSwitchField(field)) write(item[field] ? 'no' : 'yes')
    else setTyped(text)
  }
  const selected = () => {
    const { top, bottom, left, right } = spans(range)
    return items
      .slice(top, bottom + 1)
      .map((item) => albumFields.slice(left, right + 1).map((each) => cellText(item, each)))
  }
  const clear = () => {
    const { top, bottom, left, right } = spans(range)
    const cells = items
      .slice(top, bottom + 1)
      .flatMap((item) => albumFields.slice(left, right + 1).map((each) => ({ itemId: item.id, field: each, text: '' })))
    void writeCells(cells, 'Clear cells')
  }
  const fillFrom = (last: number) => {
    const { top, left, right } = spans(range)
    const cells = albumFields.slice(left, right + 1).flatMap((each) => fillDown(items, each, top, last))
    void writeCells(
      cells,
      `Fill down ${albumFields
        .slice(left, right + 1)
        .map((each) => albumFieldNames[each])
        .join(', ')}`,
    )
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (typed !== null) return
    const moves: Record<string, [number, number]> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
    }
    const control = event.ctrlKey || event.metaKey
    const move = moves[event.key]
    const from = event.shiftKey ? range.end : at
    if (move && !event.altKey) {
      const far = control ? 1000 : 1
      goTo({ row: from.row + move[0] * far, column: from.column + move[1] * far }, event.shiftKey)
    } else if (event.key === 'Home') goTo({ row: at.row, column: 0 }, event.shiftKey)
    else if (event.key === 'End') goTo({ row: at.row, column: albumFields.length - 1 }, event.shiftKey)
    else if (event.key === 'Enter' || event.key === 'F2') begin(cellText(itemAt(at.row)!, field))
    else if (event.key === 'Delete' || event.key === 'Backspace') clear()
    else if (control && event.key.toLowerCase() === 'd') {
      const { top, bottom } = spans(range)
      // One cell alone is filled to the end of its column, as a selection is to its own.
      fillFrom(bottom > top ? bottom : items.length - 1)
    } else if (control && event.key.toLowerCase() === 'a')
      setRange({ at: { row: 0, column: 0 }, end: { row: items.length - 1, column: albumFields.length - 1 } })
    else if (event.key.length === 1 && event.key !== ' ' && !control && !event.altKey) begin(event.key)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const onPaste = (event: ClipboardEvent) => {
    if (typed !== null) return
    event.preventDefault()
    const cells = readPastedCells(event.clipboardData.getData('text/plain'))
    const { top, left } = spans(range)
    void writeCells(pastedCells(items, albumFields, { row: top, column: left }, cells), 'Paste into the table')
  }
  const onCopy = (event: ClipboardEvent) => {
    if (typed !== null) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', writePastedCells(selected()))
  }

  const span = spans(range)
  return (
    <div className="titles">
      <div className="titles-tools">
        <Button icon={Hash} data-tip="Gives an ISRC to every track that has none" onClick={() => void assignCodes()}>
          Give ISRCs
        </Button>
        <Button icon={FileUp} onClick={chooseCsv}>
          Read a CSV…
        </Button>
        <Button icon={FileDown} data-testid="csv-export" disabled={items.length === 0} onClick={exportCsv}>
          Save as CSV
        </Button>
        <span className="album-muted">Enter types, Ctrl-D fills down, columns can be pasted from a spreadsheet</span>
      </div>
      <div className="album-scroll">
        <div
          ref={grid}
          role="grid"
          className="titles-table"
          aria-label="Titles and codes"
          aria-multiselectable="true"
          data-testid="titles"
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onCopy={onCopy}
        >
          <div role="rowgroup">
            <div role="row">
              <span role="columnheader">#</span>
              {albumFields.map((each) => (
                <span key={each} role="columnheader">
                  {albumFieldNames[each]}
                </span>
              ))}
            </div>
          </div>
          <div role="rowgroup">
            {items.map((item, row) => (
              <div key={item.id} role="row" data-hidden={item.hidden || undefined}>
                <span role="rowheader">{numbers.get(item.id) ?? '–'}</span>
                {albumFields.map((each, column) => {
                  const hasKeys = at.row === row && at.column === column
                  const isSelected =
                    row >= span.top && row <= span.bottom && column >= span.left && column <= span.right
                  return (
                    <TitlesCell
                      key={each}
                      item={item}
                      field={each}
                      place={`${row} ${column}`}
                      hasKeys={hasKeys}
                      isSelected={isSelected}
                      isLastSelected={row === span.bottom && column === span.right}
                      doubled={each === 'isrc' && item.isrc !== null && shared.has(item.isrc)}
                      typed={hasKeys ? typed : null}
                      onTake={(extend) => goTo({ row, column }, extend)}
                      onOver={() => setRange((before) => ({ ...before, end: { row, column } }))}
                      onBegin={() => begin(cellText(item, each))}
                      onType={setTyped}
                      onFill={fillFrom}
                      onLeave={(text, to) => {
                        if (text !== null) write(text)
                        setTyped(null)
                        if (to) goTo({ row: row + to.down, column: column + to.right })
                      }}
                    />
                  )
                })}
              </div>
            ))}
          </div>
        </div>
      </div>
    </div>
  )
}
