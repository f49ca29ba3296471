import { useEffect, useRef } from 'react'
import { type Drawing, drawPicture } from '../ui/canvas.ts'
import { onFrame } from '../ui/frame-hub.ts'

export interface Surface {
  readonly context: Drawing
  /** In CSS pixels. */
  readonly width: number
  readonly height: number
}

interface PlotCanvasProps {
  /** What the picture shows, for screen readers. */
  label: string
  paint: (surface: Surface) => void
  /** Reads what moves by itself, before every repaint; returns whether the picture is another one now. */
  live?: ((timeMs: number) => boolean) | undefined
  testId?: string
}

/** A picture that fills its frame: painted when the editor is, when its frame changes, and when something in it moves. */
export function PlotCanvas({ label, paint, live, testId }: PlotCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const latest = useRef({ paint, live })
  latest.current = { paint, live }
  const draw = useRef(() => {
    if (canvas.current) drawPicture(canvas.current, latest.current.paint)
  })

  useEffect(() => draw.current())

  useEffect(() => {
    const node = canvas.current
    if (!node) return
    const observer = new ResizeObserver(() => draw.current())
    observer.observe(node)
    return () => observer.disconnect()
  }, [])

  const isLive = live !== undefined
  useEffect(() => {
    if (!isLive) return
    return onFrame((timeMs) => {
      if (latest.current.live?.(timeMs)) draw.current()
    })
  }, [isLive])

  return <canvas ref={canvas} className="plot-canvas" role="img" aria-label={label} data-testid={testId} />
}
