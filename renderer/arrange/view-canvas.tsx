import { useEffect, useRef } from 'react'
import { useView, type ViewState } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { fitCanvas } from '../ui/canvas.ts'
import { onFrame } from '../ui/frame-hub.ts'

export type DrawView = (context: CanvasRenderingContext2D, width: number, height: number, view: ViewState) => void

interface ViewCanvasProps {
  className: string
  draw: DrawView
  /** Whether what it shows moves by itself now, and is to be drawn before every repaint. */
  moves?: () => boolean
}

/** A canvas that is drawn anew, once per repaint at most, when the view, the document or its own size has changed. */
export function ViewCanvas({ className, draw, moves }: ViewCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const latest = useRef({ draw, moves })
  latest.current = { draw, moves }
  useEffect(() => {
    const node = canvas.current!
    let stale = true
    const spoil = () => {
      stale = true
    }
    const observer = new ResizeObserver(spoil)
    observer.observe(node)
    const ends = [
      useView.subscribe(spoil),
      documentStore.subscribe(spoil),
      onFrame(() => {
        const moving = latest.current.moves?.() ?? false
        if (!stale && !moving) return
        const fitted = fitCanvas(node)
        if (!fitted) return
        // What moved is drawn once more when it rests.
        stale = moving
        fitted.context.clearRect(0, 0, fitted.width, fitted.height)
        latest.current.draw(fitted.context, fitted.width, fitted.height, useView.getState())
      }),
    ]
    return () => {
      observer.disconnect()
      for (const end of ends) end()
    }
  }, [])
  return <canvas ref={canvas} className={className} aria-hidden />
}
