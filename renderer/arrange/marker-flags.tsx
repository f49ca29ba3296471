import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import type { Marker } from '../../shared/model/document.ts'
import { isRange } from '../../shared/model/selectors.ts'
import { exportRange, goToFrame, loopRange, removeMarker, renameMarker } from '../app/marker-actions.ts'
import { gridStepFrames, snapTargets } from '../app/timeline-info.ts'
import { useView } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { useMarkers, useTempoMap } from '../document/hooks.ts'
import { formatBars, formatTime } from '../document/musical-time.ts'
import { type MenuEntry, useContextMenu } from '../ui/menu.tsx'
import { dragEdit } from './drag-edit.ts'
import { type MarkerGrip, markerMoved } from './marker-moves.ts'
import { noSnap } from './snap.ts'
import { reveal } from './zoom.ts'

/** Its menu, in the ruler and in the list. */
export function markerMenu(marker: Marker, rename: () => void): MenuEntry[] {
  return [
    { id: 'go', label: 'Go there', run: () => goToFrame(marker.frame) },
    ...(isRange(marker)
      ? [
          { id: 'loop', label: 'Loop this range', run: () => loopRange(marker) },
          { id: 'export', label: 'Export this range…', run: () => exportRange(marker) },
        ]
      : []),
    'separator',
    { id: 'rename', label: 'Rename', shortcut: 'F2', run: rename },
    { id: 'remove', label: 'Delete', shortcut: 'Del', danger: true, run: () => removeMarker(marker) },
  ]
}

interface NameFieldProps {
  marker: Marker
  left: number
  /** `byKey`: whether Enter or Escape closed it, rather than a click elsewhere. */
  onClose: (byKey: boolean) => void
}

function NameField({ marker, left, onClose }: NameFieldProps) {
  const byKey = useRef(false)
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: it opens because the user asked to type.
      autoFocus
      className="marker-name"
      aria-label={`Name of the ${isRange(marker) ? 'range' : 'marker'}`}
      style={{ left }}
      defaultValue={marker.name}
      maxLength={200}
      onFocus={(event) => event.target.select()}
      onPointerDown={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onBlur={(event) => {
        onClose(byKey.current)
        renameMarker(marker, event.target.value)
      }}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape') event.currentTarget.value = marker.name
        if (event.key !== 'Enter' && event.key !== 'Escape') return
        byKey.current = true
        event.currentTarget.blur()
      }}
    />
  )
}

function Flag({ marker }: { marker: Marker }) {
  const [renaming, setRenaming] = useState(false)
  const focusNext = useRef(false)
  const openMenu = useContextMenu()
  const scrollFrame = useView((view) => view.scrollFrame)
  const framesPerPixel = useView((view) => view.framesPerPixel)
  const map = useTempoMap()
  const x = (frame: number) => (frame - scrollFrame) / framesPerPixel
  const left = x(marker.frame)
  const range = isRange(marker) ? marker : null
  const at = (frame: number) => `bar ${formatBars(frame, map)}, ${formatTime(frame, map.sampleRate, 1)}`
  const place = range ? `from ${at(range.frame)} to ${at(range.endFrame)}` : `at ${at(marker.frame)}`

  function take(event: PointerEvent, grip: MarkerGrip): void {
    dragEdit(event, {
      editAt: ({ rightPx, shiftKey }) =>
        markerMoved(
          marker,
          grip,
          rightPx * useView.getState().framesPerPixel,
          shiftKey ? noSnap : snapTargets(new Set([marker.id])),
        ),
      onClick: () => {
        if (grip === 'whole') goToFrame(marker.frame)
      },
    })
  }

  /** Left and right move it along the grid, by a pixel with Shift; with Alt they move a range's end. */
  function onKeyDown(event: KeyboardEvent<HTMLButtonElement>): void {
    if (event.ctrlKey || event.metaKey) return
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const grip = range && event.altKey ? 'end' : 'whole'
      const from = grip === 'end' ? range!.endFrame : marker.frame
      const step = event.shiftKey ? framesPerPixel : gridStepFrames(from)
      void documentStore.edit(markerMoved(marker, grip, event.key === 'ArrowLeft' ? -step : step, noSnap))
    } else if (event.key === 'Enter' || event.key === 'F2') setRenaming(true)
    else if (event.key === 'Delete' || event.key === 'Backspace') removeMarker(marker)
    else return
    event.preventDefault()
  }

  if (renaming)
    return (
      <NameField
        marker={marker}
        left={left}
        onClose={(byKey) => {
          focusNext.current = byKey
          setRenaming(false)
        }}
      />
    )
  return (
    <div
      className={range ? 'marker-place range-place' : 'marker-place'}
      style={range ? { left, width: Math.max(2, x(range.endFrame) - left) } : { left }}
    >
      <button
        ref={(node) => {
          if (focusNext.current) node?.focus()
          focusNext.current = false
        }}
        type="button"
        className={range ? 'marker range' : 'marker'}
        aria-label={`${range ? 'Range' : 'Marker'} ${marker.name}, ${place}`}
        data-tip={`${marker.name}, ${place}: click goes there, drag moves it, double click renames it`}
        data-testid={range ? 'range' : 'marker'}
        data-marker-id={marker.id}
        onPointerDown={(event) => take(event, 'whole')}
        onDoubleClick={(event) => {
          event.stopPropagation()
          setRenaming(true)
        }}
        onClick={(event) => {
          // By pointer the press was a click already; this is a screen reader's.
          if (event.detail === 0) goToFrame(marker.frame)
        }}
        onFocus={() => reveal(marker.frame)}
        onKeyDown={onKeyDown}
        onContextMenu={(event) =>
          openMenu(
            event,
            `${range ? 'Range' : 'Marker'} ${marker.name}`,
            markerMenu(marker, () => setRenaming(true)),
          )
        }
      >
        <span className="marker-text">{range ? marker.name : `▾ ${marker.name}`}</span>
      </button>
      {range && (
        <>
          <span className="range-edge range-start" onPointerDown={(event) => take(event, 'start')} />
          <span className="range-edge range-end" onPointerDown={(event) => take(event, 'end')} />
        </>
      )}
    </div>
  )
}

/** The song's markers and named ranges in the ruler; ranges lie below the markers. */
export function MarkerFlags() {
  const markers = useMarkers()
  return markers
    .toSorted((a, b) => Number(isRange(b)) - Number(isRange(a)))
    .map((marker) => <Flag key={marker.id} marker={marker} />)
}
