import { useEffect, useLayoutEffect, useRef } from 'react'
import { drawAutomation, type LanePicture } from './draw-automation.ts'
import { drawNever, drawSoon } from './draw-queue.ts'
import { useTimelineLayer } from './lane-layer.ts'
import { type LayoutWindow, useLayoutWindow } from './timeline-window.ts'

interface Drawn {
  layout: LayoutWindow
  heightPx: number
}

/** A lane's curve on a canvas as wide as the layout window: scrolling shifts it, and a zoom stretches it until it rests. */
export function LaneCurve({ picture, heightPx }: { picture: LanePicture; heightPx: number }) {
  const layer = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const drawn = useRef<Drawn | null>(null)
  const layout = useLayoutWindow()
  const latest = useRef({ picture, heightPx, layout })
  latest.current = { picture, heightPx, layout }

  useTimelineLayer(layer, layout)
  useLayoutEffect(() => {
    const place = () => {
      const node = canvas.current
      const last = drawn.current
      if (!node || !last) return
      const wanted = latest.current.layout
      const x = (last.layout.fromFrame - wanted.originFrame) / wanted.framesPerPixel
      const stretch = last.layout.framesPerPixel / wanted.framesPerPixel
      node.style.transform = `translateX(${x}px) scale(${stretch}, ${latest.current.heightPx / last.heightPx})`
    }
    place()
    drawSoon(canvas, () => {
      if (!canvas.current) return
      draw(canvas.current, latest.current)
      drawn.current = { layout: latest.current.layout, heightPx: latest.current.heightPx }
      place()
    })
  })
  useEffect(() => () => drawNever(canvas), [])
  return (
    <div ref={layer} className="auto-layer">
      <canvas ref={canvas} className="auto-curve" aria-hidden />
    </div>
  )
}

function draw(node: HTMLCanvasElement, { picture, heightPx, layout }: Drawn & { picture: LanePicture }): void {
  const { fromFrame, toFrame, framesPerPixel } = layout
  const ratio = window.devicePixelRatio || 1
  const widthPx = (toFrame - fromFrame) / framesPerPixel
  node.width = Math.max(1, Math.round(widthPx * ratio))
  node.height = Math.max(1, Math.round(heightPx * ratio))
  node.style.width = `${widthPx}px`
  node.style.height = `${heightPx}px`
  const context = node.getContext('2d')
  if (!context) return
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  drawAutomation(context, widthPx, heightPx, { scrollFrame: fromFrame, framesPerPixel }, picture)
}
