import type { PointerEvent } from 'react'
import { type AlbumField, albumFieldNames, cellText, isSwitchField, readCell } from '../../shared/model/album-fields.ts'
import type { AlbumItem } from '../../shared/model/document.ts'

interface TitlesCellProps {
  item: AlbumItem
  field: AlbumField
  /** Row and column. */
  place: string
  hasKeys: boolean
  isSelected: boolean
  /** Carries the handle that fills down. */
  isLastSelected: boolean
  /** Another track has its code too. */
  doubled: boolean
  typed: string | null
  onTake: (extend: boolean) => void
  /** A drag over the cells came to this one. */
  onOver: () => void
  onBegin: () => void
  onType: (text: string) => void
  /** Fills the selection down to a row. */
  onFill: (row: number) => void
  /** The typed text is kept, or with null given up; `to` is where the keys go. */
  onLeave: (text: string | null, to: { down: number; right: number } | null) => void
}

/** The row under a pointer, of the cell it is over. */
function rowAt(event: globalThis.PointerEvent): number | null {
  const cell = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-cell]')
  return cell ? Number(cell.dataset.cell?.split(' ')[0]) : null
}

export function TitlesCell(props: TitlesCellProps) {
  const { item, field, place, hasKeys, isSelected, isLastSelected, doubled, typed, onTake, onBegin, onType, onLeave } =
    props
  const text = cellText(item, field)
  const read = typed === null ? null : readCell(field, typed)
  const fault = read && 'fault' in read ? read.fault : doubled ? 'Another track has this code too.' : null
  const shown = field === 'lyrics' && text !== '' ? `${text.split('\n')[0]}…` : text
  const startFill = (event: PointerEvent) => {
    event.preventDefault()
    event.stopPropagation()
    let last: number | null = null
    const onMove = (at: globalThis.PointerEvent) => {
      last = rowAt(at) ?? last
    }
    const onUp = () => {
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('pointerup', onUp)
      if (last !== null) props.onFill(last)
    }
    window.addEventListener('pointermove', onMove)
    window.addEventListener('pointerup', onUp)
  }
  return (
    <div
      role="gridcell"
      data-cell={place}
      data-field={field}
      aria-selected={isSelected}
      aria-invalid={fault !== null || undefined}
      aria-label={`${albumFieldNames[field]}: ${text || 'empty'}`}
      tabIndex={hasKeys ? 0 : -1}
      data-tip={fault ?? (isSwitchField(field) ? `${albumFieldNames[field]}: ${text || 'no'}` : undefined)}
      onPointerDown={(event) => {
        if (event.button === 0 && typed === null) onTake(event.shiftKey)
      }}
      onPointerEnter={(event) => {
        if (event.buttons === 1 && typed === null) props.onOver()
      }}
      onDoubleClick={onBegin}
    >
      {typed === null ? (
        <span className="titles-text">{isSwitchField(field) ? (text === '' ? '' : '✓') : shown}</span>
      ) : (
        <input
          // biome-ignore lint/a11y/noAutofocus: the user asked to type.
          autoFocus
          aria-label={`${albumFieldNames[field]} of ${item.title || 'Untitled'}`}
          aria-invalid={fault !== null}
          value={typed}
          onChange={(event) => onType(event.target.value)}
          onBlur={() => onLeave(typed, null)}
          onPointerDown={(event) => event.stopPropagation()}
          onKeyDown={(event) => {
            event.stopPropagation()
            if (event.key === 'Escape') onLeave(null, { down: 0, right: 0 })
            else if (event.key === 'Enter') onLeave(typed, { down: event.shiftKey ? -1 : 1, right: 0 })
            else if (event.key === 'Tab') onLeave(typed, { down: 0, right: event.shiftKey ? -1 : 1 })
            else return
            event.preventDefault()
          }}
        />
      )}
      {typed !== null && fault !== null && (
        <span className="field-fault" role="alert">
          {fault}
        </span>
      )}
      {isLastSelected && typed === null && (
        <i
          className="titles-fill"
          data-testid="fill-handle"
          data-tip="Drag down to fill (Ctrl-D)"
          onPointerDown={startFill}
        />
      )}
    </div>
  )
}
