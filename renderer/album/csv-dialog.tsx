import { useEffect, useMemo, useState } from 'react'
import { type CsvTable, readCsv } from '../../shared/formats/csv.ts'
import { cellSentence } from '../../shared/model/album-cells.ts'
import { type CsvColumn, columnsByHeader, csvPlan } from '../../shared/model/album-csv.ts'
import { albumFieldNames, albumFields } from '../../shared/model/album-fields.ts'
import { documentStore } from '../document/document-store.ts'
import { useDocumentState } from '../document/hooks.ts'
import { notify } from '../document/notices.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Select } from '../ui/select.tsx'
import { setAlbumView, useAlbumView } from './album-view.ts'

const NONE = '(none)'
const columnOptions = [
  { value: NONE, label: 'Leave out' },
  { value: 'number', label: 'Track number' },
  ...albumFields.map((field) => ({ value: field as string, label: albumFieldNames[field] })),
]
/** So many changes and sentences are listed. */
const most = 60
const delimiterNames: Record<string, string> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' }

function CsvForm({ name, table, onClose }: { name: string; table: CsvTable; onClose: () => void }) {
  const header = table.rows[0]!
  const lines = useMemo(() => table.rows.slice(1), [table])
  const [columns, setColumns] = useState<readonly CsvColumn[]>(() => columnsByHeader(header))
  const document = useDocumentState((state) => state.settled)
  const plan = useMemo(
    () => (document ? csvPlan(document, lines, columns, name) : null),
    [document, lines, columns, name],
  )
  if (!document || !plan) return null
  const choose = (index: number, value: string) => {
    const column = value === NONE ? null : (value as CsvColumn)
    // A field has one column: another that had it gives it up.
    setColumns(columns.map((before, at) => (at === index ? column : before === column ? null : before)))
  }
  const { edit, changes, faults } = plan
  const titleOf = (itemId: string) => document.albumItems[itemId]?.title || 'Untitled'
  const sentences = [...table.notes, ...plan.notes, ...faults.map((fault) => cellSentence(document, fault))]
  return (
    <form
      className="csv"
      onSubmit={(event) => {
        event.preventDefault()
        if (!edit) return
        onClose()
        void documentStore.edit(edit)
      }}
    >
      <p className="album-muted">
        {lines.length} {lines.length === 1 ? 'line' : 'lines'}, {table.encoding}, with{' '}
        {delimiterNames[table.delimiter] ?? 'one column'}
      </p>
      <div className="csv-columns">
        {header.map((text, index) => (
          <Select
            key={index}
            label={text.trim() || `Column ${index + 1}`}
            showLabel
            value={columns[index] ?? NONE}
            options={columnOptions}
            onChange={(value) => choose(index, value)}
          />
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <section className="csv-preview" aria-label="What would change" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Track</th>
              <th scope="col">Field</th>
              <th scope="col">Now</th>
              <th scope="col">Then</th>
            </tr>
          </thead>
          <tbody>
            {changes.slice(0, most).map(({ itemId, field, before, text }) => (
              <tr key={`${itemId} ${field}`} data-testid="csv-change">
                <td>{titleOf(itemId)}</td>
                <td>{albumFieldNames[field]}</td>
                <td className="album-muted">{before || 'empty'}</td>
                <td>{text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div role="status">
        <p>
          {changes.length === 0
            ? 'Nothing would change.'
            : `${changes.length} ${changes.length === 1 ? 'cell changes' : 'cells change'}.`}
        </p>
        {sentences.length > 0 && (
          <ul className="csv-faults">
            {sentences.slice(0, 8).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
            {sentences.length > 8 && <li>… and {sentences.length - 8} more.</li>}
          </ul>
        )}
      </div>
      <div className="dialog-actions">
        <Button onClick={onClose}>Cancel</Button>
        <button type="submit" className="button button-primary" disabled={edit === null}>
          Write into the table
        </button>
      </div>
    </form>
  )
}

/** A file of comma-separated values: which column is what, and what it would change, before it does. */
export function CsvDialog() {
  const dialog = useAlbumView((view) => view.dialog)
  const file = dialog !== null && typeof dialog === 'object' && 'csv' in dialog ? dialog.csv : null
  const [table, setTable] = useState<CsvTable | null>(null)
  const close = () => setAlbumView({ dialog: null })
  useEffect(() => {
    setTable(null)
    if (!file) return
    let left = false
    file
      .arrayBuffer()
      .then((bytes) => {
        const read = readCsv(new Uint8Array(bytes))
        if (left) return
        if (read.rows.length > 1) return setTable(read)
        setAlbumView({ dialog: null })
        notify('warning', `“${file.name}” has no lines below a header.`, 'Save the table with its header as CSV.')
      })
      .catch(() => {
        setAlbumView({ dialog: null })
        notify('error', `“${file.name}” could not be read.`, 'Choose it again.')
      })
    return () => {
      left = true
    }
  }, [file])
  return (
    <Dialog title={`Read ${file?.name ?? ''}`} isOpen={file !== null && table !== null} onClose={close} width={760}>
      {file && table && <CsvForm name={file.name} table={table} onClose={close} />}
    </Dialog>
  )
}
