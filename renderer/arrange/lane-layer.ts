import { type RefObject, useLayoutEffect } from 'react'
import { useView } from '../app/view-state.ts'
import { type Moved, moved } from '../ui/moved.ts'
import { type LayoutWindow, useLayoutWindow } from './timeline-window.ts'

/**
 * What is laid out along the timeline lies on layers that are moved and stretched as a whole when it is scrolled and zoomed.
 */
const layers = new Map<Moved, LayoutWindow | null>()

function place(layer: Moved, own: LayoutWindow | null): void {
  const { scrollFrame, framesPerPixel } = useView.getState()
  const layout = own ?? useLayoutWindow.getState()
  layer.to((layout.originFrame - scrollFrame) / framesPerPixel, layout.framesPerPixel / framesPerPixel)
}

function placeAll(): void {
  for (const [layer, own] of layers) place(layer, own)
}

useLayoutWindow.subscribe(placeAll)
useView.subscribe((view, before) => {
  if (view.scrollFrame !== before.scrollFrame || view.framesPerPixel !== before.framesPerPixel) placeAll()
})

/** Keeps a layer where the timeline is; `own` is the window it is laid out in, if that is not always the newest. */
export function useTimelineLayer(layer: RefObject<HTMLElement | null>, own: LayoutWindow | null, isThere = true): void {
  useLayoutEffect(() => {
    if (!layer.current || !isThere) return
    const node = moved(layer.current)
    layers.set(node, own)
    place(node, own)
    return () => {
      layers.delete(node)
      node.release()
    }
  }, [layer, own, isThere])
}
