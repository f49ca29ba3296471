import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useRef } from 'react'
import { useView } from '../app/view-state.ts'
import { useSongLinkGroups, useTracks } from '../document/hooks.ts'
import { WithLiveSheet } from '../ui/live-box.tsx'
import { useWarmItems } from '../ui/use-warm-items.ts'
import { inConsoleOrder } from './console-order.ts'
import { Strip } from './strip.tsx'
import { readStripPresets } from './strip-presets.ts'
import './mix.css'
import './strip.css'

/** Widths of a strip in pixels. */
const widthsPx = { tall: { wide: 124, narrow: 66 }, low: { wide: 92, narrow: 58 } }

/** The wheel is at rest after so long; nobody turns it and presses within that. */
const WHEEL_REST_MS = 80

/** Marks a scroller while the wheel turns it. */
function useWheelMark(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const node = scroller.current
    if (!node) return
    let rest = 0
    const onWheel = () => {
      node.dataset.wheeled = ''
      clearTimeout(rest)
      rest = window.setTimeout(() => delete node.dataset.wheeled, WHEEL_REST_MS)
    }
    node.addEventListener('wheel', onWheel, { passive: true })
    return () => {
      clearTimeout(rest)
      node.removeEventListener('wheel', onWheel)
    }
  }, [scroller])
}

/** All strips of the song: tracks and buses scroll, as many as are in sight are made; the master stays at the right. */
export function Console({ tall }: { tall: boolean }) {
  const scroller = useRef<HTMLDivElement>(null)
  const tracks = useTracks()
  const selectedTrackId = useView((view) => view.selectedTrackId)
  const narrow = useView((view) => (tall ? view.narrowPage : view.narrowDock))
  const linked = useSongLinkGroups().length > 0
  const masters = tracks.filter((track) => track.kind === 'master')
  const others = inConsoleOrder(tracks).filter((track) => track.kind !== 'master')
  const widthPx = widthsPx[tall ? 'tall' : 'low'][narrow ? 'narrow' : 'wide']
  const warm = useWarmItems(others.map(({ id }) => id))
  const virtualizer = useVirtualizer({
    horizontal: true,
    count: others.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => widthPx,
    getItemKey: (index) => others[index]?.id ?? index,
    overscan: 3,
    useFlushSync: false,
    ...(tall && { rangeExtractor: warm.extract }),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: other widths are measured anew.
  useEffect(() => virtualizer.measure(), [widthPx, virtualizer])
  const selected = others.findIndex(({ id }) => id === selectedTrackId)
  useEffect(() => {
    if (selected >= 0) virtualizer.scrollToIndex(selected, { align: 'auto' })
  }, [selected, virtualizer])
  useEffect(() => void readStripPresets(), [])
  useWheelMark(scroller)
  const form = { tall, wide: !narrow, linked }
  return (
    <section
      className="console"
      data-tall={tall || undefined}
      data-narrow={narrow || undefined}
      style={{ '--strip-width': `${widthPx}px` } as React.CSSProperties}
      aria-label="Mixer"
      data-testid="console"
    >
      <div ref={scroller} className="console-strips">
        <div className="console-row" style={{ width: virtualizer.getTotalSize() }}>
          <WithLiveSheet>
            {virtualizer.getVirtualItems().map(({ key, index, start }) => {
              const track = others[index]
              return (
                track && (
                  <div key={key} className="console-place" style={{ left: start }}>
                    <Strip trackId={track.id} {...form} />
                  </div>
                )
              )
            })}
          </WithLiveSheet>
        </div>
      </div>
      <div className="console-right">
        <WithLiveSheet>
          {masters.map((track) => (
            <Strip key={track.id} trackId={track.id} {...form} />
          ))}
        </WithLiveSheet>
      </div>
    </section>
  )
}
