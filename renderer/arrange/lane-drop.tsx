import { type DragEvent, type RefObject, useState } from 'react'
import { importIntoSong, sayNothingDropped } from '../app/import-actions.ts'
import { currentTempo } from '../app/timeline-info.ts'
import { useView } from '../app/view-state.ts'
import { carriesFiles, draggedFileCount, droppedFiles } from '../document/dropped-files.ts'
import { formatBars } from '../document/musical-time.ts'
import { notifyError } from '../document/notices.ts'
import { frameAt } from './clip-drag.ts'
import { type DropPlace, dropPlace } from './file-drop.ts'
import { headerPx } from './layout.ts'
import type { RowBox } from './rubber-band.ts'

/** Files dragged over the lanes: a ghost shows where they land. */
export function useLaneDrop(lanes: RefObject<HTMLElement | null>) {
  const [place, setPlace] = useState<DropPlace | null>(null)
  const placeOf = (event: DragEvent, fileCount: number) => {
    const over = (event.target as Element).closest<HTMLElement>('[data-track-id]')?.dataset.trackId ?? null
    return dropPlace(frameAt(event.clientX, lanes.current!), over, fileCount, event.shiftKey)
  }
  return {
    place,
    props: {
      onDragOver(event: DragEvent) {
        if (!carriesFiles(event.dataTransfer)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        const next = placeOf(event, Math.max(1, draggedFileCount(event.dataTransfer)))
        setPlace((before) =>
          before?.atFrame === next.atFrame && before.trackId === next.trackId && before.fileCount === next.fileCount
            ? before
            : next,
        )
      },
      onDragLeave(event: DragEvent) {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setPlace(null)
      },
      onDrop(event: DragEvent) {
        setPlace(null)
        if (!carriesFiles(event.dataTransfer)) return
        event.preventDefault()
        const { atFrame, trackId } = placeOf(event, 1)
        droppedFiles(event.dataTransfer)
          .then((files) => {
            if (files.length === 0) return sayNothingDropped()
            return importIntoSong(files, atFrame, trackId ?? undefined)
          })
          .catch(notifyError)
      },
    },
  }
}

const ghostRowPx = 56

/** Dashed boxes where dropped files will lie. */
interface DropGhostProps {
  place: DropPlace
  rows: readonly RowBox[]
  scroller: RefObject<HTMLElement | null>
}

export function DropGhost({ place, rows, scroller }: DropGhostProps) {
  const scrollFrame = useView((view) => view.scrollFrame)
  const framesPerPixel = useView((view) => view.framesPerPixel)
  const map = currentTempo()
  const row = rows.find((candidate) => candidate.trackId === place.trackId)
  const last = rows.at(-1)
  const node = scroller.current
  // Below the last track, but never out of sight.
  const lowest = node ? node.scrollTop + node.clientHeight - ghostRowPx : 0
  const top = row?.top ?? Math.min(lowest, last ? last.top + last.fullHeight : 0)
  const count = row ? 1 : Math.min(place.fileCount, 8)
  const left = Math.max(headerPx, headerPx + (place.atFrame - scrollFrame) / framesPerPixel)
  const where = map ? formatBars(place.atFrame, map) : ''
  return Array.from({ length: count }, (_, index) => (
    <div
      key={index}
      className="drop-ghost"
      style={{ left, top: top + index * ghostRowPx + 3, height: (row?.height ?? ghostRowPx) - 6 }}
    >
      {index === 0 && (
        <span>
          {row ? 'Lands here' : place.fileCount === 1 ? 'New track' : `${place.fileCount} files`} at {where}
        </span>
      )}
    </div>
  ))
}
