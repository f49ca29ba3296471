import { type PointerEvent, useRef } from 'react'
import type { Document, Id } from '../../shared/model/document.ts'
import { tracksOfSong } from '../../shared/model/selectors.ts'
import { useView } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { token } from '../ui/canvas.ts'
import { type DrawView, ViewCanvas } from './view-canvas.tsx'
import { knownLengthFrames, scrollableFrames, scrollTo } from './zoom.ts'

/** The song's clips as they were drawn last: they change seldom, the window on them at every scroll and zoom. */
const picture = { canvas: document.createElement('canvas'), of: null as Document | null, songId: '', key: '' }

function drawClips(current: Document, songId: Id, width: number, height: number): HTMLCanvasElement {
  const ratio = window.devicePixelRatio || 1
  const key = `${width} ${height} ${ratio}`
  const { canvas } = picture
  if (picture.of === current && picture.songId === songId && picture.key === key) return canvas
  Object.assign(picture, { of: current, songId, key })
  canvas.width = Math.round(width * ratio)
  canvas.height = Math.round(height * ratio)
  const context = canvas.getContext('2d')
  if (!context) return canvas
  context.scale(ratio, ratio)
  const length = knownLengthFrames(current, songId)
  const x = (frame: number) => (frame / length) * width
  const tracks = tracksOfSong(current, songId).filter((track) => track.kind === 'audio')
  const row = (height - 6) / Math.max(1, tracks.length)
  tracks.forEach((track, index) => {
    context.fillStyle = token(`--track-${track.colour}`)
    context.globalAlpha = track.mute ? 0.25 : 0.8
    for (const clip of Object.values(current.clips[track.id] ?? {}))
      context.fillRect(
        x(clip.startFrame),
        3 + index * row,
        Math.max(1, x(clip.lengthFrames) - 0.5),
        Math.max(1, row - 0.5),
      )
  })
  return canvas
}

const draw: DrawView = (context, width, height, { scrollFrame, framesPerPixel, lanesWidthPx }) => {
  const { document: current, songId } = documentStore.getState()
  if (!current || !songId) return
  const length = knownLengthFrames(current, songId)
  if (length === 0) return
  const all = Math.max(scrollableFrames(), scrollFrame + lanesWidthPx * framesPerPixel)
  const x = (frame: number) => (frame / all) * width
  context.drawImage(drawClips(current, songId, width, height), 0, 0, x(length), height)
  const left = x(scrollFrame)
  const right = x(scrollFrame + lanesWidthPx * framesPerPixel)
  context.fillStyle = 'rgb(230 233 238 / 0.09)'
  context.fillRect(left, 0, right - left, height)
  context.strokeStyle = 'rgb(230 233 238 / 0.45)'
  context.strokeRect(left + 0.5, 0.5, Math.max(2, right - left - 1), height - 1)
}

/** The whole song, small, and the window on it, which can be dragged. */
export function Minimap() {
  const root = useRef<HTMLDivElement>(null)
  function take(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0) return
    const box = event.currentTarget.getBoundingClientRect()
    const { scrollFrame, framesPerPixel, lanesWidthPx } = useView.getState()
    const windowFrames = lanesWidthPx * framesPerPixel
    const all = Math.max(scrollableFrames(), scrollFrame + windowFrames)
    const frameOf = (clientX: number) => ((clientX - box.left) / box.width) * all
    const touched = frameOf(event.clientX)
    const inside = touched >= scrollFrame && touched <= scrollFrame + windowFrames
    const grip = inside ? touched - scrollFrame : windowFrames / 2
    scrollTo(touched - grip)
    const target = event.currentTarget
    target.setPointerCapture(event.pointerId)
    const onMove = (at: globalThis.PointerEvent) => scrollTo(frameOf(at.clientX) - grip)
    target.addEventListener('pointermove', onMove)
    target.addEventListener('lostpointercapture', () => target.removeEventListener('pointermove', onMove), {
      once: true,
    })
  }
  return (
    <div ref={root} className="minimap" data-testid="minimap" onPointerDown={take}>
      <ViewCanvas className="minimap-canvas" draw={draw} />
    </div>
  )
}
