import { useVirtualizer } from '@tanstack/react-virtual'
import { type DragEvent, type PointerEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { Id } from '../../shared/model/document.ts'
import { tracksOfSong } from '../../shared/model/selectors.ts'
import { importIntoSong, sayNothingDropped } from '../app/import-actions.ts'
import { currentGrid } from '../app/timeline-info.ts'
import { moveTrackTo } from '../app/track-actions.ts'
import { selectClips, selectTrack, useView } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { carriesFiles, draggedFileCount, droppedFiles } from '../document/dropped-files.ts'
import { useDocument } from '../document/hooks.ts'
import { formatBars } from '../document/musical-time.ts'
import { notifyError } from '../document/notices.ts'
import { frameAt } from './clip-drag.ts'
import { restDrawing } from './draw-queue.ts'
import { type DropPlace, dropPlace } from './file-drop.ts'
import { GridLines } from './grid-lines.tsx'
import { Lane } from './lane.tsx'
import { clipsInside, type RowBox } from './rubber-band.ts'
import { isInWindow, putZoomOff, useLayoutWindow } from './timeline-window.ts'
import { TrackHeader } from './track-header.tsx'
import { useStable } from './use-stable.ts'
import { lanesLaidOut, scrollByPixels, zoomBy, zoomLanesBy } from './zoom.ts'

/** Width of the tracks panel; the style sheet has the same. */
const headerPx = 232
/** With more clips in sight than this, an instance each would miss the frame; see docs/decisions. */
const wavesurferLimit = 24
const slackPx = 3

/** Rows of tracks: header and lane, as many as are in sight. */
export function TrackList() {
  const scroller = useRef<HTMLDivElement>(null)
  const lanes = useRef<HTMLDivElement>(null)
  const kept = useRowKeys()
  const laneZoom = useView((view) => view.laneZoom)
  const layout = useLayoutWindow()
  const rows = useMemo(() => {
    let top = 0
    return kept.map((key): RowBox => {
      const [trackId, height] = key.split(' ') as [Id, string]
      const row = { trackId, top, height: Math.round(Math.max(28, Number(height) * laneZoom)) }
      top += row.height
      return row
    })
  }, [kept, laneZoom])

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rows[index]?.height ?? 56,
    getItemKey: (index) => rows[index]?.trackId ?? index,
    overscan: 2,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights are read from the rows.
  useLayoutEffect(() => virtualizer.measure(), [rows, virtualizer])
  const items = virtualizer.getVirtualItems()
  const seenTracks = items.flatMap((item) => rows[item.index]?.trackId ?? [])
  const clipsInSight = useDocument(
    (document) =>
      seenTracks.reduce(
        (sum, id) =>
          sum +
          Object.values(document.clips[id] ?? {}).filter((clip) =>
            isInWindow(layout, clip.startFrame, clip.startFrame + clip.lengthFrames),
          ).length,
        0,
      ),
    0,
  )
  const dense = clipsInSight > wavesurferLimit
  useEffect(() => putZoomOff(dense), [dense])

  useLaneWidth(lanes)
  useEffect(restOnZoom, [])
  useWheel(scroller, lanes)
  const band = useRubberBand(scroller, lanes, rows)
  const reorder = useReorder(scroller, rows)
  const drop = useLaneDrop(lanes)
  const onGrab = useStable(reorder.grab)

  return (
    <div className="track-area" {...drop.props}>
      <GridLines />
      <div ref={lanes} className="lanes-box" />
      <div ref={scroller} className="track-scroll" data-testid="track-list" onPointerDown={band.take}>
        <div className="track-rows" style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index]
            if (!row) return null
            return (
              <div
                key={row.trackId}
                className="track-row"
                data-track-id={row.trackId}
                style={{ transform: `translateY(${row.top}px)`, height: row.height }}
              >
                <TrackHeader trackId={row.trackId} heightPx={row.height} onGrab={onGrab} />
                <Lane trackId={row.trackId} heightPx={row.height} window={layout} dense={dense} />
              </div>
            )
          })}
          {reorder.lineTop !== null && <div className="reorder-line" style={{ top: reorder.lineTop }} />}
          {drop.place && <DropGhost place={drop.place} rows={rows} scroller={scroller} />}
        </div>
        {band.rect && <div className="rubber-band" style={band.rect} />}
        {rows.length === 0 && !drop.place && <p className="empty-hint">Drop audio files here: each becomes a track.</p>}
      </div>
    </div>
  )
}

/** A text per row that changes only with its track's place or height, so that a pulled fader does not lay out the list. */
function useRowKeys(): readonly string[] {
  return useStore(
    documentStore,
    useShallow(({ document, songId }) =>
      document && songId
        ? tracksOfSong(document, songId)
            .filter((track) => track.kind !== 'master')
            .map((track) => `${track.id} ${track.height}`)
        : [],
    ),
  )
}

/** Tells the view how wide the lanes are. */
function useLaneWidth(lanes: React.RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const node = lanes.current!
    const measure = () => {
      if (node.clientWidth > 0) lanesLaidOut(node.clientWidth)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(node)
    return () => observer.disconnect()
  }, [lanes])
}

/** Waveforms are drawn when a zoom rests. */
function restOnZoom(): () => void {
  return useView.subscribe((view, before) => {
    if (view.framesPerPixel !== before.framesPerPixel || view.laneZoom !== before.laneZoom) restDrawing()
  })
}

/** The wheel scrolls; with Shift sideways, with Ctrl it zooms at the pointer, with Alt it zooms the lanes. */
function useWheel(scroller: React.RefObject<HTMLElement | null>, lanes: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const node = scroller.current?.closest<HTMLElement>('.timeline')
    if (!node) return
    const onWheel = (event: WheelEvent) => {
      const anchor = event.clientX - lanes.current!.getBoundingClientRect().left
      const sideways = event.shiftKey ? event.deltaY + event.deltaX : event.deltaX
      if (event.ctrlKey || event.metaKey) zoomBy(Math.exp(-event.deltaY * 0.0022), Math.max(0, anchor))
      else if (event.altKey) zoomLanesBy(Math.exp(-event.deltaY * 0.0015))
      else if (sideways !== 0) scrollByPixels(sideways)
      else return
      event.preventDefault()
    }
    node.addEventListener('wheel', onWheel, { passive: false })
    return () => node.removeEventListener('wheel', onWheel)
  }, [scroller, lanes])
}

interface Rect {
  left: number
  top: number
  width: number
  height: number
}

/** A drag over empty lanes selects what it touches; a click selects nothing but the track. */
function useRubberBand(
  scroller: React.RefObject<HTMLElement | null>,
  lanes: React.RefObject<HTMLElement | null>,
  rows: readonly RowBox[],
) {
  const [rect, setRect] = useState<Rect | null>(null)
  const take = (event: PointerEvent<HTMLElement>) => {
    const node = scroller.current
    const lanesNode = lanes.current
    if (event.button !== 0 || !node || !lanesNode) return
    const box = node.getBoundingClientRect()
    if (event.clientX < box.left + headerPx) return
    const overRow = (event.target as Element).closest<HTMLElement>('[data-track-id]')
    const adding = event.shiftKey || event.ctrlKey || event.metaKey
    const kept = adding ? [...useView.getState().selectedClipIds] : []
    const startY = event.clientY - box.top + node.scrollTop
    const startX = event.clientX
    const startFrame = frameAt(event.clientX, lanesNode)
    let moved = false
    const onMove = (at: globalThis.PointerEvent) => {
      if (!moved && Math.hypot(at.clientX - startX, at.clientY - event.clientY) < slackPx) return
      moved = true
      const y = at.clientY - box.top + node.scrollTop
      const frame = frameAt(at.clientX, lanesNode)
      const x = Math.max(box.left + headerPx, at.clientX)
      setRect({
        left: Math.min(startX, x) - box.left,
        top: Math.min(startY, y),
        width: Math.abs(x - startX),
        height: Math.abs(y - startY),
      })
      const [from, to] = [Math.min(startFrame, frame), Math.max(startFrame, frame)]
      const inside = clipsInside(rows, from, to, Math.min(startY, y), Math.max(startY, y))
      selectClips([...kept, ...inside.map((clip) => clip.id)])
    }
    const onUp = () => {
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('pointerup', onUp)
      setRect(null)
      if (moved || adding) return
      selectClips([])
      if (overRow?.dataset.trackId) selectTrack(overRow.dataset.trackId)
    }
    window.addEventListener('pointermove', onMove)
    window.addEventListener('pointerup', onUp)
  }
  return { rect, take }
}

/** A header that is dragged up or down takes its track along. */
function useReorder(scroller: React.RefObject<HTMLElement | null>, rows: readonly RowBox[]) {
  const [lineTop, setLineTop] = useState<number | null>(null)
  const grab = (event: PointerEvent<HTMLElement>, trackId: Id) => {
    const node = scroller.current
    if (event.button !== 0 || !node) return
    const startY = event.clientY
    let gap: number | null = null
    const onMove = (at: globalThis.PointerEvent) => {
      if (gap === null && Math.abs(at.clientY - startY) < slackPx * 2) return
      const y = at.clientY - node.getBoundingClientRect().top + node.scrollTop
      const index = rows.findIndex((row) => y < row.top + row.height / 2)
      gap = index < 0 ? rows.length : index
      const last = rows.at(-1)
      setLineTop(rows[gap]?.top ?? (last ? last.top + last.height : 0))
    }
    const onUp = () => {
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('pointerup', onUp)
      setLineTop(null)
      if (gap === null) return
      const from = rows.findIndex((row) => row.trackId === trackId)
      moveTrackTo(trackId, gap > from ? gap - 1 : gap)
    }
    window.addEventListener('pointermove', onMove)
    window.addEventListener('pointerup', onUp)
  }
  return { lineTop, grab }
}

/** Files dragged over the lanes: a ghost shows where they land. */
function useLaneDrop(lanes: React.RefObject<HTMLElement | null>) {
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
        const over = placeOf(event, draggedFileCount(event.dataTransfer))
        droppedFiles(event.dataTransfer)
          .then((files) => {
            if (files.length === 0) return sayNothingDropped()
            return importIntoSong(files, over.atFrame, files.length === 1 ? (over.trackId ?? undefined) : undefined)
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
  scroller: React.RefObject<HTMLElement | null>
}

function DropGhost({ place, rows, scroller }: DropGhostProps) {
  const scrollFrame = useView((view) => view.scrollFrame)
  const framesPerPixel = useView((view) => view.framesPerPixel)
  const grid = currentGrid()
  const row = rows.find((candidate) => candidate.trackId === place.trackId)
  const last = rows.at(-1)
  const node = scroller.current
  // Below the last track, but never out of sight.
  const lowest = node ? node.scrollTop + node.clientHeight - ghostRowPx : 0
  const top = row?.top ?? Math.min(lowest, last ? last.top + last.height : 0)
  const count = row ? 1 : Math.min(place.fileCount, 8)
  const left = Math.max(headerPx, headerPx + (place.atFrame - scrollFrame) / framesPerPixel)
  const where = grid ? formatBars(place.atFrame, grid) : ''
  return Array.from({ length: count }, (_, index) => (
    <div
      key={index}
      className="drop-ghost"
      style={{ left, top: top + index * ghostRowPx + 3, height: (row?.height ?? ghostRowPx) - 6 }}
    >
      {index === 0 && (
        <span>
          {row ? 'Lands here' : `${place.fileCount} ${place.fileCount === 1 ? 'new track' : 'new tracks'}`} at {where}
        </span>
      )}
    </div>
  ))
}
