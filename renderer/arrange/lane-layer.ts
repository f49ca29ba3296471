import { useView } from '../app/view-state.ts'
import { useLayoutWindow } from './timeline-window.ts'

const layers = new Set<HTMLElement>()

/** Each layer's own transform: an inherited property would have every clip's style computed again at each scroll. */
function place(layer: HTMLElement): void {
  const view = useView.getState()
  const layout = useLayoutWindow.getState()
  const x = (layout.originFrame - view.scrollFrame) / view.framesPerPixel
  const scale = layout.framesPerPixel / view.framesPerPixel
  layer.style.transform = scale === 1 ? `translateX(${x}px)` : `translateX(${x}px) scaleX(${scale})`
}

function placeAll(): void {
  for (const layer of layers) place(layer)
}

useLayoutWindow.subscribe(placeAll)
useView.subscribe((view, before) => {
  if (view.scrollFrame !== before.scrollFrame || view.framesPerPixel !== before.framesPerPixel) placeAll()
})

/** Keeps a lane's layer where the timeline is scrolled and zoomed to, without laying out what is on it. */
export function followTimeline(layer: HTMLElement): () => void {
  layers.add(layer)
  place(layer)
  return () => {
    layers.delete(layer)
  }
}
