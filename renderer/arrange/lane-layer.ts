import { type RefObject, useLayoutEffect } from 'react'
import { useView } from '../app/view-state.ts'
import { type Moved, moved } from '../ui/moved.ts'
import { type LayoutWindow, useLayoutWindow, useRestWindow } from './timeline-window.ts'

/** The window that something is laid out in: one of its own, the one that is drawn now, or the one that rests. */
type Laid = LayoutWindow | 'drawn' | 'rest'

/**
 * What is laid out along the timeline lies on layers that are moved and stretched as a whole when it is scrolled and zoomed.
 */
const layers = new Map<Moved, Laid>()

function place(layer: Moved, laid: Laid): void {
  const { scrollFrame, framesPerPixel } = useView.getState()
  const layout = laid === 'drawn' ? useLayoutWindow.getState() : laid === 'rest' ? useRestWindow.getState() : laid
  layer.to((layout.originFrame - scrollFrame) / framesPerPixel, layout.framesPerPixel / framesPerPixel)
}

function placeAll(): void {
  for (const [layer, laid] of layers) place(layer, laid)
}

useLayoutWindow.subscribe(placeAll)
useRestWindow.subscribe(placeAll)
useView.subscribe((view, before) => {
  if (view.scrollFrame !== before.scrollFrame || view.framesPerPixel !== before.framesPerPixel) placeAll()
})

/** Keeps a layer where the timeline is. */
export function useTimelineLayer(layer: RefObject<HTMLElement | null>, laid: Laid, isThere = true): void {
  useLayoutEffect(() => {
    if (!layer.current || !isThere) return
    const node = moved(layer.current)
    layers.set(node, laid)
    place(node, laid)
    return () => {
      layers.delete(node)
      node.release()
    }
  }, [layer, laid, isThere])
}

const lanes = new Map<HTMLElement, LayoutWindow>()

/** A lane lies on the layer of all lanes; one that is still laid out in an older window is put right on it. */
function correct(lane: HTMLElement, own: LayoutWindow): void {
  const layout = useRestWindow.getState()
  const isRight = own.originFrame === layout.originFrame && own.framesPerPixel === layout.framesPerPixel
  if (isRight && lane.style.transform === '') return
  if (isRight) lane.style.transform = ''
  else {
    const x = (own.originFrame - layout.originFrame) / layout.framesPerPixel
    lane.style.transform = `translateX(${x}px) scaleX(${own.framesPerPixel / layout.framesPerPixel})`
  }
}

useRestWindow.subscribe(() => {
  for (const [lane, own] of lanes) correct(lane, own)
})

/** Keeps a lane that is in sight in its place on the layer of all lanes. */
export function useLaneCorrection(lane: RefObject<HTMLElement | null>, own: LayoutWindow, inSight: boolean): void {
  useLayoutEffect(() => {
    const node = lane.current
    if (!node || !inSight) return
    lanes.set(node, own)
    correct(node, own)
    return () => {
      lanes.delete(node)
    }
  }, [lane, own, inSight])
}
