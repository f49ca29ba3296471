import { placedNow } from './album-facts.ts'
import { type AlbumView, setAlbumView, useAlbumView } from './album-view.ts'

/** Room behind the last item, as a share of the window. */
const roomBehind = 0.04
/** The nearest zoom: single frames can be aimed at. */
const nearest = 0.25

/** The album's length in frames; at least one. */
export function albumFrames(): number {
  return Math.max(1, ...placedNow().map(({ endFrame }) => endFrame))
}

function fitting(widthPx: number): number {
  return (albumFrames() * (1 + roomBehind)) / Math.max(1, widthPx)
}

/** Zoom and scroll as they are drawn. */
export function sequenceWindow({ framesPerPixel, scrollFrame, widthPx }: AlbumView): {
  framesPerPixel: number
  scrollFrame: number
} {
  const fit = fitting(widthPx)
  if (framesPerPixel === null || framesPerPixel >= fit) return { framesPerPixel: fit, scrollFrame: 0 }
  const most = albumFrames() * (1 + roomBehind) - widthPx * framesPerPixel
  return { framesPerPixel, scrollFrame: Math.min(Math.max(0, scrollFrame), Math.max(0, most)) }
}

/** Zooms the sequence in (above 1) or out around a pixel; by default around what is active, or the middle. */
export function zoomSequence(factor: number, atPx?: number): void {
  const view = useAlbumView.getState()
  const now = sequenceWindow(view)
  const active = placedNow().find(({ itemId }) => itemId === view.activeId)
  const activePx = active ? (active.startFrame - now.scrollFrame) / now.framesPerPixel : -1
  const px = atPx ?? (activePx >= 0 && activePx <= view.widthPx ? activePx : view.widthPx / 2)
  const framesPerPixel = Math.max(nearest, now.framesPerPixel / factor)
  if (framesPerPixel >= fitting(view.widthPx)) fitSequence()
  else setAlbumView({ framesPerPixel, scrollFrame: now.scrollFrame + px * (now.framesPerPixel - framesPerPixel) })
}

export function fitSequence(): void {
  setAlbumView({ framesPerPixel: null, scrollFrame: 0 })
}

export function scrollSequence(pixels: number): void {
  const now = sequenceWindow(useAlbumView.getState())
  setAlbumView({ scrollFrame: now.scrollFrame + pixels * now.framesPerPixel })
}

/** Scrolls so that a frame is in sight; one that is stays where it is. */
export function revealFrame(frame: number): void {
  const view = useAlbumView.getState()
  const { framesPerPixel, scrollFrame } = sequenceWindow(view)
  const px = (frame - scrollFrame) / framesPerPixel
  if (px < 0 || px > view.widthPx - 40) setAlbumView({ scrollFrame: frame - view.widthPx * framesPerPixel * 0.2 })
}
