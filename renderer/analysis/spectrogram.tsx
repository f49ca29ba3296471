import { useEffect, useRef } from 'react'
import type { Place } from '../../shared/engine/mixer/probe.ts'
import { frequencyX } from '../devices/plot.ts'
import { useSampleRate } from '../document/hooks.ts'
import { notifyError } from '../document/notices.ts'
import { player } from '../live/player.ts'
import type { SpectrogramMessage } from './spectrogram-worker.ts'

const marksHz = [50, 100, 200, 500, 1000, 2000, 5000, 10_000]

function pixels(box: Element): { width: number; height: number } {
  const ratio = window.devicePixelRatio || 1
  return {
    width: Math.max(1, Math.round(box.clientWidth * ratio)),
    height: Math.max(1, Math.round(box.clientHeight * ratio)),
  }
}

/** The spectrum of a place over the last seconds, drawn by a worker so that the window has nothing to do with it. */
export function Spectrogram({ place, name, frozen }: { place: Place; name: string; frozen: boolean }) {
  const box = useRef<HTMLDivElement>(null)
  const worker = useRef<Worker | null>(null)
  const sampleRate = useSampleRate()
  const frozenNow = useRef(frozen)
  frozenNow.current = frozen

  useEffect(() => {
    const node = box.current
    if (!node) return
    // A canvas can be given away once: every place has its own.
    const canvas = document.createElement('canvas')
    canvas.className = 'plot-canvas'
    Object.assign(canvas, pixels(node))
    node.prepend(canvas)
    const scope = player.openScope(place)
    const drawing = new Worker(new URL('./spectrogram-worker.ts', import.meta.url), { type: 'module' })
    worker.current = drawing
    drawing.onerror = () => notifyError(new Error('The program that draws the spectrogram stopped. Show it again.'))
    const tell = (message: SpectrogramMessage, transfer: Transferable[] = []) => drawing.postMessage(message, transfer)
    const offscreen = canvas.transferControlToOffscreen()
    tell({ type: 'open', canvas: offscreen, ring: scope.ring, sampleRate }, [offscreen])
    tell({ type: 'frozen', frozen: frozenNow.current })
    const observer = new ResizeObserver(() => tell({ type: 'size', ...pixels(node) }))
    observer.observe(node)
    return () => {
      observer.disconnect()
      drawing.terminate()
      worker.current = null
      scope.close()
      canvas.remove()
    }
  }, [place, sampleRate])

  useEffect(() => {
    worker.current?.postMessage({ type: 'frozen', frozen } satisfies SpectrogramMessage)
  }, [frozen])

  return (
    <div ref={box} className="plot spectrogram" role="img" aria-label={`Spectrogram of ${name}, 20 Hz to 20 kHz, 12 s`}>
      {marksHz.map((hz) => (
        <span key={hz} className="spectrogram-mark" style={{ bottom: `${frequencyX(hz, 100)}%` }} aria-hidden>
          {hz < 1000 ? hz : `${hz / 1000}k`}
        </span>
      ))}
    </div>
  )
}
