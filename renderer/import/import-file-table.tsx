import { ArrowDown, ArrowUp } from 'lucide-react'
import { memo } from 'react'
import type { Id } from '../../shared/model/document.ts'
import type { NamedTarget } from '../../shared/model/file-names.ts'
import type { FileHeader } from '../document/file-header.ts'
import { formatClock, formatDuration } from '../document/musical-time.ts'
import { IconButton } from '../ui/button.tsx'

/** A file in the table, and what tells it apart from another of its name. */
export interface FileRow {
  ref: Id
  file: File
}

interface ImportFileTableProps {
  rows: readonly FileRow[]
  headers: ReadonlyMap<File, FileHeader | null>
  /** The rate they are brought to. */
  sampleRate: number
  showStamps: boolean
  /** What each file can be laid on, or in the place of. */
  choices: readonly NamedTarget<Id>[]
  /** What the choice is called; null where there is nothing to choose. */
  choiceName: string | null
  /** The target of each file that has one, by its index. */
  chosen: ReadonlyMap<number, Id>
  onChoose: (row: FileRow, target: Id | null) => void
  /** Null where the order does not matter. */
  onMove: ((index: number, places: number) => void) | null
}

/** Stands for a new track among the targets, whose ids hold no brackets. */
const NEW = '(new)'

function channelText(channels: number): string {
  if (channels <= 2) return channels === 1 ? 'mono' : 'stereo'
  return `${channels} channels`
}

/** The cells that a header fills; "unknown" where it cannot be read. */
function HeaderCells({
  header,
  sampleRate,
  showStamp,
}: {
  header: FileHeader | null | undefined
  sampleRate: number
  showStamp: boolean
}) {
  if (!header)
    return (
      <td colSpan={showStamp ? 5 : 4} className="import-unknown">
        {header === null ? 'unknown' : 'reading…'}
      </td>
    )
  const { format, sampleRate: rate, channels, seconds, timeStampSeconds } = header
  const isResampled = rate !== sampleRate
  return (
    <>
      <td>{format}</td>
      <td className="import-number" data-resampled={isResampled}>
        {rate / 1000} kHz{isResampled ? ` → ${sampleRate / 1000} kHz` : ''}
      </td>
      <td>{channelText(channels)}</td>
      <td className="import-number">
        {seconds === null ? 'unknown' : formatDuration(seconds * sampleRate, sampleRate)}
      </td>
      {showStamp && (
        <td className="import-number">
          {timeStampSeconds === null ? '–' : formatClock(timeStampSeconds * sampleRate, sampleRate)}
        </td>
      )}
    </>
  )
}

interface RowProps {
  row: FileRow
  index: number
  isLast: boolean
  header: FileHeader | null | undefined
  sampleRate: number
  showStamp: boolean
  choices: readonly NamedTarget<Id>[]
  choiceName: string | null
  target: Id | undefined
  onChoose: (row: FileRow, target: Id | null) => void
  onMove: ((index: number, places: number) => void) | null
}

/** Drawn anew only where it changed: a table may have hundreds of rows. */
const Row = memo(function Row(props: RowProps) {
  const { row, index, isLast, header, sampleRate, showStamp, choices, choiceName, target, onChoose, onMove } = props
  const { file } = row
  return (
    <tr data-testid="import-file" data-name={file.name}>
      {onMove && (
        <td className="import-order">
          {index + 1}
          <IconButton
            icon={ArrowUp}
            label={`${file.name} earlier`}
            variant="quiet"
            disabled={index === 0}
            onClick={() => onMove(index, -1)}
          />
          <IconButton
            icon={ArrowDown}
            label={`${file.name} later`}
            variant="quiet"
            disabled={isLast}
            onClick={() => onMove(index, 1)}
          />
        </td>
      )}
      <th scope="row" data-tip={file.webkitRelativePath || file.name}>
        {file.name}
      </th>
      <HeaderCells header={header} sampleRate={sampleRate} showStamp={showStamp} />
      {choiceName !== null && (
        <td>
          <select
            className="import-target"
            aria-label={`${choiceName}: ${file.name}`}
            value={target ?? NEW}
            onChange={(event) => onChoose(row, event.target.value === NEW ? null : event.target.value)}
          >
            <option value={NEW}>New track</option>
            {choices.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </select>
        </td>
      )}
    </tr>
  )
})

/** The files of an import with what their headers say and where each goes. */
export function ImportFileTable(props: ImportFileTableProps) {
  const { rows, headers, sampleRate, showStamps, choices, choiceName, chosen, onChoose, onMove } = props
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section className="import-scroll" aria-label="Files to import" tabIndex={0}>
      <table className="import-table">
        <thead>
          <tr>
            {onMove && <th scope="col">Order</th>}
            <th scope="col">File</th>
            <th scope="col">Format</th>
            <th scope="col" className="import-number">
              Rate
            </th>
            <th scope="col">Channels</th>
            <th scope="col" className="import-number">
              Length
            </th>
            {showStamps && (
              <th scope="col" className="import-number">
                Time stamp
              </th>
            )}
            {choiceName !== null && <th scope="col">{choiceName}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <Row
              key={row.ref}
              row={row}
              index={index}
              isLast={index === rows.length - 1}
              header={headers.get(row.file)}
              sampleRate={sampleRate}
              showStamp={showStamps}
              choices={choices}
              choiceName={choiceName}
              target={chosen.get(index)}
              onChoose={onChoose}
              onMove={onMove}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}
