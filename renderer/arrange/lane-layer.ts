import { type RefObject, useLayoutEffect } from 'react'
import { useView } from '../app/view-state.ts'
import { type Moved, moved } from '../ui/moved.ts'
import { type LayoutWindow, useLayoutWindow, useWideWindow } from './timeline-window.ts'

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

const lanes = new Map<HTMLElement, LayoutWindow>()

/** A lane of bare boxes lies on the layer of all lanes; one that is still laid out in an older window is put right on it. */
function correct(lane: HTMLElement, own: LayoutWindow): void {
  const layout = useWideWindow.getState()
  const isRight = own.originFrame === layout.originFrame && own.framesPerPixel === layout.framesPerPixel
  if (isRight && lane.style.transform === '') return
  if (isRight) lane.style.transform = ''
  else {
    const x = (own.originFrame - layout.originFrame) / layout.framesPerPixel
    lane.style.transform = `translateX(${x}px) scaleX(${own.framesPerPixel / layout.framesPerPixel})`
  }
}

useWideWindow.subscribe(() => {
  for (const [lane, own] of lanes) correct(lane, own)
})

/** Keeps a lane of bare boxes that is in sight in its place on the layer of all lanes. */
export function useLaneCorrection(lane: RefObject<HTMLElement | null>, own: LayoutWindow, isThere: boolean): void {
  useLayoutEffect(() => {
    const node = lane.current
    if (!node || !isThere) return
    lanes.set(node, own)
    correct(node, own)
    return () => {
      lanes.delete(node)
      node.style.transform = ''
    }
  }, [lane, own, isThere])
}
