import type { Document } from '../../shared/model/document.ts'
import { drawEnvelope } from '../arrange/envelope.ts'
import { fadeGain } from '../arrange/fade-path.ts'
import { formatTime } from '../document/musical-time.ts'
import { token } from '../ui/canvas.ts'
import type { PlacedItem } from './album-facts.ts'
import type { ItemState } from './album-state.ts'
import { itemOutline } from './item-outline.ts'

/** Height of the ruler above the blocks, and of a block's title, in CSS pixels; the style sheet has the same. */
export const rulerPx = 22
export const titlePx = 20

export interface SequenceWindow {
  framesPerPixel: number
  scrollFrame: number
}

export interface SequencePicture {
  document: Document
  placed: readonly PlacedItem[]
  states: Readonly<Record<string, ItemState>>
  window: SequenceWindow
  /** Called when more of the sound can be drawn. */
  tell: () => void
}

/** Steps of the ruler in seconds. */
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200]
const labelRoomPx = 64

function drawRuler(context: CanvasRenderingContext2D, width: number, height: number, picture: SequencePicture): void {
  const { framesPerPixel, scrollFrame } = picture.window
  const { sampleRate } = picture.document.project
  const perPixel = framesPerPixel / sampleRate
  const step = steps.find((each) => each / perPixel >= labelRoomPx) ?? 3600
  context.font = '10px "Inter Variable", sans-serif'
  context.textBaseline = 'middle'
  const from = Math.floor(scrollFrame / sampleRate / step)
  for (let index = from; ; index++) {
    const x = Math.round((index * step * sampleRate - scrollFrame) / framesPerPixel)
    if (x > width) return
    context.fillStyle = token('--line-soft')
    context.fillRect(x, rulerPx, 1, height - rulerPx)
    context.fillStyle = token('--line')
    context.fillRect(x, rulerPx - 6, 1, 6)
    context.fillStyle = token('--muted')
    context.fillText(formatTime(index * step * sampleRate, sampleRate, 0), x + 4, rulerPx / 2)
  }
}

/** The colour of an item's sound; neighbours differ, so that an overlap can be read. */
export function itemColour(index: number): string {
  return token(`--track-${[5, 7, 4, 8, 2, 10][index % 6]}`)
}

function drawFade(
  context: CanvasRenderingContext2D,
  shape: PlacedItem['item']['fadeInShape'],
  fromPx: number,
  toPx: number,
  top: number,
  height: number,
): void {
  if (Math.abs(toPx - fromPx) < 1) return
  context.beginPath()
  const points = 24
  for (let point = 0; point <= points; point++) {
    const x = fromPx + ((toPx - fromPx) * point) / points
    const y = top + (1 - fadeGain(shape, point / points)) * height
    if (point === 0) context.moveTo(x, y)
    else context.lineTo(x, y)
  }
  context.strokeStyle = token('--text')
  context.globalAlpha = 0.85
  context.lineWidth = 1.25
  context.stroke()
  context.lineTo(fromPx, top)
  context.closePath()
  context.globalAlpha = 0.5
  context.fillStyle = token('--background')
  context.fill()
  context.globalAlpha = 1
}

function drawItem(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  index: number,
  picture: SequencePicture,
): void {
  const placed = picture.placed[index]!
  const { framesPerPixel, scrollFrame } = picture.window
  const xOf = (frame: number) => (frame - scrollFrame) / framesPerPixel
  const left = xOf(placed.startFrame)
  const right = xOf(placed.endFrame)
  if (right < 0 || left > width || right - left < 0.5) return
  const top = rulerPx + titlePx
  const waveHeight = height - top
  const seenLeft = Math.max(0, left)
  const seenRight = Math.min(width, right)
  const { item } = placed
  const toSource = (x: number) => (x - left) * framesPerPixel + item.trimStartFrames
  const columns = Math.max(1, Math.round((seenRight - seenLeft) * (window.devicePixelRatio || 1)))
  const part = { fromFrame: toSource(seenLeft), toFrame: toSource(seenRight), columns }
  const outline = itemOutline(picture.document, placed, picture.states[item.id], part, picture.tell)
  if (outline) {
    context.save()
    context.translate(seenLeft, top)
    context.globalAlpha = (outline.isRendered ? 0.85 : 0.45) * (item.hidden ? 0.6 : 1)
    const { max, min } = outline.envelope
    drawEnvelope(context, max, min, seenRight - seenLeft, waveHeight, itemColour(index))
    context.restore()
  }
  const { fadeIn, fadeOut } = placed
  drawFade(context, fadeIn.shape, left, xOf(placed.startFrame + fadeIn.frames), top, waveHeight)
  drawFade(context, fadeOut.shape, right, xOf(placed.endFrame - fadeOut.frames), top, waveHeight)
}

/** Where two items sound together. */
function drawOverlap(context: CanvasRenderingContext2D, height: number, index: number, picture: SequencePicture): void {
  const { startFrame, crossfadeFrames } = picture.placed[index]!
  if (crossfadeFrames === 0) return
  const { framesPerPixel, scrollFrame } = picture.window
  const top = rulerPx + titlePx
  context.fillStyle = token('--accent')
  context.globalAlpha = 0.16
  context.fillRect((startFrame - scrollFrame) / framesPerPixel, top, crossfadeFrames / framesPerPixel, height - top)
  context.globalAlpha = 1
}

/** The ruler and the sound of every item in sight. */
export function drawSequence(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  picture: SequencePicture,
): void {
  drawRuler(context, width, height, picture)
  for (let index = 0; index < picture.placed.length; index++) drawItem(context, width, height, index, picture)
  for (let index = 1; index < picture.placed.length; index++) drawOverlap(context, height, index, picture)
}
