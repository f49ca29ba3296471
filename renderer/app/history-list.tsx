import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { HistoryEntry } from '../../shared/contract/api.ts'
import { formatEntryTime } from './entry-time.ts'

const rowPx = 28
const pageRows = 10

interface HistoryListProps {
  /** Oldest first, those that were undone at the end. */
  entries: readonly HistoryEntry[]
  /** How many of them stand. */
  position: number
  onWalk: (position: number) => void
}

/** Edits from the newest down to the project as it was made; only the rows in sight are in the page. */
export function HistoryList({ entries, position, onWalk }: HistoryListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const count = entries.length + 1
  const rowOf = (stands: number) => entries.length - stands
  const [focused, setFocused] = useState(rowOf(position))
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 8,
  })
  // The focus follows undo and redo, and a walk, to where the project now stands: in the very render that shows it, since
  // a key that came between would step from where the focus was before.
  const now = rowOf(position)
  const [shown, setShown] = useState(now)
  if (shown !== now) {
    setShown(now)
    setFocused(now)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: it scrolls when the place moves, and not on other renders.
  useEffect(() => virtualizer.scrollToIndex(now, { align: 'auto' }), [now])
  useEffect(() => scroller.current?.focus({ preventScroll: true }), [])

  function onKeyDown(event: KeyboardEvent): void {
    const steps: Record<string, number> = {
      ArrowDown: focused + 1,
      ArrowUp: focused - 1,
      PageDown: focused + pageRows,
      PageUp: focused - pageRows,
      Home: 0,
      End: count - 1,
    }
    const to = steps[event.key]
    if (to !== undefined) {
      const row = Math.min(count - 1, Math.max(0, to))
      setFocused(row)
      virtualizer.scrollToIndex(row, { align: 'auto' })
    } else if (event.key === 'Enter' || event.key === ' ') onWalk(entries.length - focused)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      ref={scroller}
      className="history-list"
      role="listbox"
      aria-label="Edits, newest first"
      tabIndex={0}
      aria-activedescendant={`history-${focused}`}
      onKeyDown={onKeyDown}
      style={{ height: Math.min(count * rowPx, 420) }}
    >
      <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const stands = entries.length - index
          const entry = entries[stands - 1]
          const states = [
            stands === position && 'history-now',
            stands > position && 'history-undone',
            index === focused && 'history-focused',
          ]
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys for its rows.
            <div
              key={entry?.seq ?? 0}
              id={`history-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={stands === position}
              aria-setsize={count}
              aria-posinset={index + 1}
              className={['history-row', ...states].filter(Boolean).join(' ')}
              style={{ transform: `translateY(${start}px)`, height: rowPx }}
              onClick={() => onWalk(stands)}
            >
              <span className="history-mark" aria-hidden />
              <span className="history-label">{entry?.label ?? 'As it was made'}</span>
              {entry && <time className="history-time">{formatEntryTime(entry.time, Date.now())}</time>}
            </div>
          )
        })}
      </div>
    </div>
  )
}
