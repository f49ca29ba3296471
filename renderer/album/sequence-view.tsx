import { type PointerEvent, useEffect, useLayoutEffect, useRef } from 'react'
import type { Id } from '../../shared/model/document.ts'
import { useDocumentState, useSampleRate } from '../document/hooks.ts'
import { formatTime } from '../document/musical-time.ts'
import { fitCanvas } from '../ui/canvas.ts'
import { onFrame } from '../ui/frame-hub.ts'
import { useContextMenu } from '../ui/menu.tsx'
import type { PlacedItem } from './album-facts.ts'
import { useAlbumState } from './album-state.ts'
import { selectItems, setAlbumView, useAlbumView } from './album-view.ts'
import { focusItem, itemKeys, selectByHand } from './item-keys.ts'
import { itemMenu } from './item-menu.ts'
import { AlbumPlayhead } from './render/album-playhead.tsx'
import { drawSequence } from './sequence-draw.ts'
import { SequenceHandles } from './sequence-handles.tsx'
import { dragBlock } from './sequence-hands.ts'
import { albumFrames, scrollSequence, sequenceWindow, zoomSequence } from './sequence-zoom.ts'

const wheelZoom = 1.0018

/** Draws the picture anew, once per repaint at most, when anything of it has changed. */
function useSequenceCanvas(placed: readonly PlacedItem[]) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const document = useDocumentState((state) => state.document)
  const states = useAlbumState((state) => state.items)
  const view = useAlbumView()
  const stale = useRef(true)
  const latest = useRef({ document, placed, states, view })
  latest.current = { document, placed, states, view }
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever the picture shows spoils it.
  useLayoutEffect(() => {
    stale.current = true
  }, [document, placed, states, view])
  useEffect(() => {
    const node = canvas.current!
    const tell = () => {
      stale.current = true
    }
    const observer = new ResizeObserver(() => {
      setAlbumView({ widthPx: Math.max(1, node.clientWidth) })
      tell()
    })
    observer.observe(node)
    const end = onFrame(() => {
      const { document, placed, states, view } = latest.current
      if (!stale.current || !document) return
      const fitted = fitCanvas(node)
      if (!fitted) return
      stale.current = false
      fitted.context.clearRect(0, 0, fitted.width, fitted.height)
      const picture = { document, placed, states, window: sequenceWindow(view), tell }
      drawSequence(fitted.context, fitted.width, fitted.height, picture)
    })
    return () => {
      observer.disconnect()
      end()
    }
  }, [])
  return canvas
}

interface BlockProps {
  placed: PlacedItem
  index: number
  number: number | null
  window: { framesPerPixel: number; scrollFrame: number }
}

function Block({ placed, index, number, window }: BlockProps) {
  const { item, startFrame, endFrame } = placed
  const isSelected = useAlbumView((view) => view.selectedIds.has(item.id))
  const hasKeys = useAlbumView((view) => view.activeId === item.id || (view.activeId === null && index === 0))
  const sampleRate = useSampleRate()
  const openMenu = useContextMenu()
  const length = formatTime(endFrame - startFrame, sampleRate, 0)
  const name = item.title || 'Untitled'
  return (
    <div
      role="option"
      className="sequence-block"
      aria-selected={isSelected}
      aria-label={`${number ?? 'Hidden'} ${name}, ${length}, at ${formatTime(startFrame, sampleRate, 0)}`}
      data-block={item.id}
      data-testid="album-block"
      data-title={item.title}
      data-start={startFrame}
      data-hidden={item.hidden || undefined}
      data-tip={`${name}: ${length}`}
      tabIndex={hasKeys ? 0 : -1}
      style={{
        left: (startFrame - window.scrollFrame) / window.framesPerPixel,
        width: Math.max(2, (endFrame - startFrame) / window.framesPerPixel),
      }}
      onPointerDown={(event: PointerEvent<HTMLDivElement>) => dragBlock(event, item.id)}
      onFocus={() => {
        if (!useAlbumView.getState().selectedIds.has(item.id)) selectItems([item.id])
      }}
      onKeyDown={(event) => itemKeys(event, item.id, 'across', focusItem)}
      onDoubleClick={() => setAlbumView({ tab: 'titles', wantedCell: { itemId: item.id, field: 'title' } })}
      onContextMenu={(event) => {
        if (!isSelected) selectByHand(item.id, { ctrlKey: false, metaKey: false, shiftKey: false })
        openMenu(event, `Menu of ${name}`, itemMenu(placed, index === 0))
      }}
    >
      <span className="sequence-title">
        <b>{number ?? '–'}</b> {name}
      </span>
    </div>
  )
}

/** The window on the album, when it is not all in sight; it can be dragged. */
function Overview() {
  const view = useAlbumView()
  const { framesPerPixel, scrollFrame } = sequenceWindow(view)
  if (view.framesPerPixel === null) return <div className="sequence-overview" />
  const all = Math.max(albumFrames() * 1.04, 1)
  const take = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const show = (clientX: number) =>
      setAlbumView({ scrollFrame: ((clientX - box.left) / box.width) * all - (view.widthPx * framesPerPixel) / 2 })
    show(event.clientX)
    const target = event.currentTarget
    target.setPointerCapture(event.pointerId)
    const onMove = (at: globalThis.PointerEvent) => show(at.clientX)
    target.addEventListener('pointermove', onMove)
    target.addEventListener('lostpointercapture', () => target.removeEventListener('pointermove', onMove), {
      once: true,
    })
  }
  return (
    <div className="sequence-overview" data-tip="Scroll" onPointerDown={take}>
      <i
        style={{
          left: `${(scrollFrame / all) * 100}%`,
          width: `${Math.min(100, ((view.widthPx * framesPerPixel) / all) * 100)}%`,
        }}
      />
    </div>
  )
}

interface SequenceViewProps {
  placed: readonly PlacedItem[]
  numbers: ReadonlyMap<Id, number | null>
}

/** The whole album on one timeline: its tracks as blocks, their gaps, overlaps, fades and trims in the hand. */
export function SequenceView({ placed, numbers }: SequenceViewProps) {
  const canvas = useSequenceCanvas(placed)
  const root = useRef<HTMLDivElement>(null)
  const view = useAlbumView()
  const window = sequenceWindow(view)
  useEffect(() => {
    const node = root.current!
    // Not passive: the page must not zoom or go back in its history.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const { left } = node.getBoundingClientRect()
      if (event.ctrlKey || event.metaKey) zoomSequence(wheelZoom ** -event.deltaY, event.clientX - left)
      else scrollSequence(event.deltaX === 0 ? event.deltaY : event.deltaX)
    }
    node.addEventListener('wheel', onWheel, { passive: false })
    return () => node.removeEventListener('wheel', onWheel)
  }, [])
  return (
    <section className="sequence" aria-label="Sequence">
      <div ref={root} className="sequence-window" data-testid="sequence">
        <canvas ref={canvas} className="sequence-canvas" aria-hidden />
        <div role="listbox" aria-label="Tracks in order" aria-orientation="horizontal" aria-multiselectable="true">
          {placed.map((each, index) => (
            <Block
              key={each.itemId}
              placed={each}
              index={index}
              number={numbers.get(each.itemId) ?? null}
              window={window}
            />
          ))}
        </div>
        {placed.map((each, index) => (
          <SequenceHandles key={each.itemId} placed={each} isFirst={index === 0} window={window} />
        ))}
        <AlbumPlayhead />
        {placed.length === 0 && (
          <p className="sequence-empty">
            Nothing is on the album yet. Add the songs of this project, or drop finished masters and mixes here.
          </p>
        )}
      </div>
      <Overview />
    </section>
  )
}
