import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useView } from '../app/view-state.ts'
import { useTracks } from '../document/hooks.ts'
import { Strip } from './strip.tsx'
import './mix.css'

/** Widths of a strip in pixels, as in the style sheet. */
const tallPx = 112
const lowPx = 90
const order = { audio: 0, bus: 1, master: 2 }

/** All strips of the song: tracks and buses scroll, as many as are in sight are made; the master stays at the right. */
export function Console({ tall }: { tall: boolean }) {
  const scroller = useRef<HTMLDivElement>(null)
  const tracks = useTracks()
  const selectedTrackId = useView((view) => view.selectedTrackId)
  const masters = tracks.filter((track) => track.kind === 'master')
  const others = tracks.filter((track) => track.kind !== 'master').toSorted((a, b) => order[a.kind] - order[b.kind])
  const virtualizer = useVirtualizer({
    horizontal: true,
    count: others.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (tall ? tallPx : lowPx),
    getItemKey: (index) => others[index]?.id ?? index,
    overscan: 3,
  })
  const selected = others.findIndex(({ id }) => id === selectedTrackId)
  useEffect(() => {
    if (selected >= 0) virtualizer.scrollToIndex(selected, { align: 'auto' })
  }, [selected, virtualizer])
  return (
    <section className="console" data-tall={tall || undefined} aria-label="Mixer" data-testid="console">
      <div ref={scroller} className="console-strips">
        <div className="console-row" style={{ width: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ key, index, start }) => {
            const track = others[index]
            return (
              track && (
                <div key={key} className="console-place" style={{ transform: `translateX(${start}px)` }}>
                  <Strip trackId={track.id} tall={tall} />
                </div>
              )
            )
          })}
        </div>
      </div>
      {masters.map((track) => (
        <Strip key={track.id} trackId={track.id} tall={tall} />
      ))}
    </section>
  )
}
