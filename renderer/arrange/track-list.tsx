import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { Document, Id } from '../../shared/model/document.ts'
import { clipsOfTrack, masterOfSong } from '../../shared/model/selectors.ts'
import { arrangedTracks } from '../../shared/model/track-tree.ts'
import { useView } from '../app/view-state.ts'
import { lanesUnder } from '../automation/lanes.ts'
import { documentStore } from '../document/document-store.ts'
import { useDocument } from '../document/hooks.ts'
import { useWarmItems } from '../ui/use-warm-items.ts'
import { AutomationRows } from './automation-rows.tsx'
import { restDrawing } from './draw-queue.ts'
import { GridLines } from './grid-lines.tsx'
import { Lane } from './lane.tsx'
import { DropGhost, useLaneDrop } from './lane-drop.tsx'
import { useTimelineLayer } from './lane-layer.ts'
import { LanesSheet, SheetContext } from './lanes-sheet.ts'
import { addLanePx, automationLanePx } from './layout.ts'
import type { RowBox } from './rubber-band.ts'
import { isInWindow, type LayoutWindow, putZoomOff, useLayoutWindow, useWideWindow } from './timeline-window.ts'
import { TrackHeader } from './track-header.tsx'
import { useReorder } from './use-reorder.ts'
import { useRubberBand } from './use-rubber-band.ts'
import { useStable } from './use-stable.ts'
import { lanesLaidOut, scrollByPixels, zoomBy, zoomLanesBy, zoomWavesBy } from './zoom.ts'

/** With more clips in sight than this, an instance each would miss the frame; see docs/decisions. */
const wavesurferLimit = 24

/** Whether more clips of these tracks lie in the window than can have an instance each. */
function isDense(document: Document, trackIds: readonly Id[], layout: LayoutWindow): boolean {
  let count = 0
  for (const id of trackIds)
    for (const { startFrame, lengthFrames } of clipsOfTrack(document, id))
      if (isInWindow(layout, startFrame, startFrame + lengthFrames) && ++count > wavesurferLimit) return true
  return false
}

interface ListRow extends RowBox {
  depth: number
  isGroup: boolean
}

/** Rows of tracks: header and lane, as many as are in sight. */
export function TrackList() {
  const scroller = useRef<HTMLDivElement>(null)
  const lanes = useRef<HTMLDivElement>(null)
  const kept = useRowKeys()
  const laneZoom = useView((view) => view.laneZoom)
  const layout = useLayoutWindow()
  const rows = useMemo(() => {
    let top = 0
    return kept.map((key): ListRow => {
      const [trackId, own, depth, isGroup, lanesShown] = key.split(' ') as [Id, string, string, string, string]
      const height = Math.round(Math.max(28, Number(own) * laneZoom))
      const automation = lanesShown === folded ? 0 : Number(lanesShown) * automationLanePx(laneZoom) + addLanePx
      const row = {
        trackId,
        top,
        height,
        fullHeight: height + automation,
        depth: Number(depth),
        isGroup: isGroup === '1',
      }
      top += row.fullHeight
      return row
    })
  }, [kept, laneZoom])

  const warm = useWarmItems(useMemo(() => rows.map(({ trackId }) => trackId), [rows]))
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rows[index]?.fullHeight ?? 56,
    getItemKey: (index) => rows[index]?.trackId ?? index,
    overscan: 2,
    useFlushSync: false,
    rangeExtractor: warm.extract,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights are read from the rows.
  useLayoutEffect(() => virtualizer.measure(), [rows, virtualizer])
  const items = virtualizer.getVirtualItems()
  const seenTracks = items.flatMap(({ index }) => (warm.isInSight(index) ? (rows[index]?.trackId ?? []) : []))
  const dense = useDocument((document) => isDense(document, seenTracks, layout), false)
  useEffect(() => putZoomOff(dense), [dense])

  const sheetLayer = useRef<HTMLDivElement>(null)
  const lanesLayer = useRef<HTMLDivElement>(null)
  const wide = useWideWindow()
  useTimelineLayer(lanesLayer, dense ? wide : null)
  const sheet = useSheet(sheetLayer, rows, dense, warm)
  useShowUnfolded(rows, virtualizer)
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
                style={{ top: row.top, height: row.fullHeight }}
              >
                <div className="track-main" style={{ height: row.height }}>
                  <TrackHeader
                    trackId={row.trackId}
                    heightPx={row.height}
                    depth={row.depth}
                    isGroup={row.isGroup}
                    onGrab={onGrab}
                  />
                  <div className="lane-ground" />
                </div>
                {row.fullHeight > row.height && (
                  <AutomationRows trackId={row.trackId} laneHeightPx={automationLanePx(laneZoom)} />
                )}
              </div>
            )
          })}
          <SheetContext value={sheet}>
            <div className="lanes-window">
              <div ref={sheetLayer} className="lanes-layer" />
              <div ref={lanesLayer} className="lanes-layer">
                {items.map(({ index }) => {
                  const row = rows[index]
                  return (
                    row && (
                      <Lane
                        key={row.trackId}
                        trackId={row.trackId}
                        topPx={row.top}
                        heightPx={row.height}
                        dense={dense}
                        inSight={warm.isInSight(index)}
                      />
                    )
                  )
                })}
              </div>
            </div>
          </SheetContext>
          {reorder.lineTop !== null && <div className="reorder-line" style={{ top: reorder.lineTop }} />}
          {drop.place && <DropGhost place={drop.place} rows={rows} scroller={scroller} />}
        </div>
        {band.rect && <div className="rubber-band" style={band.rect} />}
        {rows.length === 0 && !drop.place && <p className="empty-hint">Drop audio files here: each becomes a track.</p>}
      </div>
    </div>
  )
}

/** The picture of a dense session's lanes; empty where each clip draws itself. */
function useSheet(
  layer: React.RefObject<HTMLElement | null>,
  rows: readonly ListRow[],
  dense: boolean,
  { seen }: ReturnType<typeof useWarmItems>,
): LanesSheet {
  const [sheet] = useState(() => new LanesSheet())
  useLayoutEffect(() => {
    sheet.attach(dense ? layer.current : null)
    return () => sheet.attach(null)
  }, [sheet, layer, dense])
  useLayoutEffect(() => sheet.layOut(rows), [sheet, rows])
  useLayoutEffect(() => {
    const { first, last } = seen()
    const bottom = rows[last]
    sheet.look(rows[first]?.top ?? 0, bottom ? bottom.top + bottom.height : 0)
  })
  return sheet
}

/** In the place of a number of lanes. */
const folded = '-'

/**
 * A text per row that changes only with its track's place, height or lanes, so that a pulled fader does not lay out the
 * list. The master has a row while its lanes are to be seen, below all others.
 */
function useRowKeys(): readonly string[] {
  const unfolded = useView((view) => view.unfoldedTrackIds)
  return useStore(
    documentStore,
    useShallow(({ document, songId }) => {
      if (!document || !songId) return []
      const master = masterOfSong(document, songId)
      const rows = arrangedTracks(document, songId)
      if (master && unfolded.has(master.id)) rows.push({ track: master, depth: 0, isGroup: false })
      return rows.map(({ track, depth, isGroup }) => {
        const lanesShown = unfolded.has(track.id) ? lanesUnder(document, track).length : folded
        return `${track.id} ${track.height} ${depth} ${isGroup ? 1 : 0} ${lanesShown}`
      })
    }),
  )
}

/** Scrolls to a track whose lanes have just been unfolded. */
function useShowUnfolded(rows: readonly RowBox[], virtualizer: { scrollToIndex: (index: number) => void }): void {
  const unfolded = useView((view) => view.unfoldedTrackIds)
  const seen = useRef(unfolded)
  useEffect(() => {
    const added = [...unfolded].find((id) => !seen.current.has(id))
    seen.current = unfolded
    const index = rows.findIndex(({ trackId }) => trackId === added)
    if (index >= 0) virtualizer.scrollToIndex(index)
  }, [unfolded, rows, virtualizer])
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

/** The wheel scrolls; with Shift sideways, with Ctrl it zooms at the pointer, with Alt it zooms the lanes, with both the waveforms. */
function useWheel(scroller: React.RefObject<HTMLElement | null>, lanes: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const node = scroller.current?.closest<HTMLElement>('.timeline')
    if (!node) return
    const onWheel = (event: WheelEvent) => {
      const anchor = event.clientX - lanes.current!.getBoundingClientRect().left
      const sideways = event.shiftKey ? event.deltaY + event.deltaX : event.deltaX
      if (event.altKey && (event.ctrlKey || event.metaKey)) zoomWavesBy(Math.exp(-event.deltaY * 0.0015))
      else if (event.ctrlKey || event.metaKey) zoomBy(Math.exp(-event.deltaY * 0.0022), Math.max(0, anchor))
      else if (event.altKey) zoomLanesBy(Math.exp(-event.deltaY * 0.0015))
      else if (sideways !== 0) scrollByPixels(sideways)
      else return
      event.preventDefault()
    }
    node.addEventListener('wheel', onWheel, { passive: false })
    return () => node.removeEventListener('wheel', onWheel)
  }, [scroller, lanes])
}
