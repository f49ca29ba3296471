import { pointBefore, shareBetween, shareOf } from '../../shared/model/automation-curve.ts'
import type { AutomatedValue } from '../../shared/model/automation-target.ts'
import type { AutomationPoint } from '../../shared/model/document.ts'
import type { LaneFocus, ViewState } from '../app/view-state.ts'
import { token } from '../ui/canvas.ts'

/** Room above the greatest value and below the least, so that points there can be taken. */
const edgePx = 8
const pointPx = 3.5
/** Where points stand closer together than this on the average, only those that are selected are drawn. */
const crowdedPx = 9
/** Bent ways are drawn in steps of so many pixels. */
const stepPx = 2

/** The readout beside the active point keeps this distance from it. */
const labelGapPx = 9

/** What an automation lane shows. */
export interface LanePicture {
  points: readonly AutomationPoint[]
  moved: AutomatedValue
  /** The value that plays where there are no points. */
  restValue: number
  colour: string
  /** The curve does not play. */
  off: boolean
  focus: LaneFocus | null
  /** What is written beside the active point; null: nothing. */
  label: string | null
}

/** Height at which a share of the value's range (0 to 1) is drawn. */
export function shareY(share: number, heightPx: number): number {
  return edgePx + (1 - share) * (heightPx - 2 * edgePx)
}

/** The share at a height, within 0 and 1. */
export function shareAtY(y: number, heightPx: number): number {
  return Math.max(0, Math.min(1, 1 - (y - edgePx) / (heightPx - 2 * edgePx)))
}

/** Draws a lane into the given size: its curve as the engine plays it, its points, and what is selected. */
export function drawAutomation(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  { scrollFrame, framesPerPixel }: Pick<ViewState, 'scrollFrame' | 'framesPerPixel'>,
  picture: LanePicture,
): void {
  const { points, moved, focus, off } = picture
  const x = (frame: number) => (frame - scrollFrame) / framesPerPixel
  const y = (share: number) => shareY(share, height)
  const colour = off ? token('--muted') : picture.colour
  context.fillStyle = token('--line-soft')
  context.fillRect(0, Math.round(y(shareOf(moved, moved.default))), width, 1)
  if (focus?.range) {
    const [left, right] = [x(focus.range.fromFrame), x(focus.range.toFrame)]
    context.fillStyle = 'rgb(159 216 255 / 0.12)'
    context.fillRect(left, 0, right - left, height)
    context.fillStyle = 'rgb(159 216 255 / 0.5)'
    context.fillRect(left, 0, 1, height)
    context.fillRect(right, 0, 1, height)
  }
  const line = new Path2D()
  if (points.length === 0) {
    const rest = y(shareOf(moved, picture.restValue))
    line.moveTo(0, rest)
    line.lineTo(width, rest)
    context.setLineDash([4, 4])
  } else traceCurve(line, points, moved, width, scrollFrame, framesPerPixel, y)
  context.lineWidth = 1.5
  context.lineJoin = 'round'
  context.strokeStyle = colour
  context.globalAlpha = points.length === 0 ? 0.6 : 1
  context.stroke(line)
  context.setLineDash([])
  if (points.length > 0) {
    line.lineTo(width + 2, height)
    line.lineTo(-2, height)
    line.closePath()
    context.globalAlpha = off ? 0.05 : 0.13
    context.fillStyle = colour
    context.fill(line)
  }
  context.globalAlpha = 1
  drawPoints(context, picture, width, scrollFrame, framesPerPixel, colour, y)
  const active = focus?.activeFrame === null ? undefined : points.find(({ frame }) => frame === focus?.activeFrame)
  if (active && picture.label !== null)
    drawLabel(context, picture.label, x(active.frame), y(shareOf(moved, active.value)), width, height)
}

/** A readout above a place, or below it where there is more room. */
function drawLabel(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  context.font = `10px ${token('--font')}`
  const textWidth = context.measureText(text).width
  const left = Math.max(2, Math.min(width - textWidth - 10, x + labelGapPx))
  const top = y > height / 2 ? y - labelGapPx - 12 : y + labelGapPx - 2
  context.fillStyle = 'rgb(20 22 26 / 0.85)'
  context.beginPath()
  context.roundRect(left, top, textWidth + 8, 14, 3)
  context.fill()
  context.fillStyle = token('--text')
  context.fillText(text, left + 4, top + 10.5)
}

const shares = new WeakMap<readonly AutomationPoint[], Float64Array>()

/** Where each point stands; counted once for as long as none of them changes. */
function sharesOf(points: readonly AutomationPoint[], moved: AutomatedValue): Float64Array {
  let known = shares.get(points)
  if (!known) {
    known = Float64Array.from(points, ({ value }) => shareOf(moved, value))
    shares.set(points, known)
  }
  return known
}

function traceCurve(
  line: Path2D,
  points: readonly AutomationPoint[],
  moved: AutomatedValue,
  width: number,
  scrollFrame: number,
  framesPerPixel: number,
  y: (share: number) => number,
): void {
  const x = (frame: number) => (frame - scrollFrame) / framesPerPixel
  const endFrame = scrollFrame + (width + 2) * framesPerPixel
  const first = Math.max(0, pointBefore(points, scrollFrame))
  const stands = sharesOf(points, moved)
  line.moveTo(Math.min(-2, x(points[first]!.frame)), y(stands[first]!))
  for (let index = first; index < points.length; index++) {
    const from = points[index]!
    const to = points[index + 1]
    const start = stands[index]!
    line.lineTo(x(from.frame), y(start))
    const crowd = endOfCrowd(points, index, framesPerPixel)
    if (crowd > index + 1) {
      let least = start
      let most = start
      for (let inside = index + 1; inside <= crowd; inside++) {
        least = Math.min(least, stands[inside]!)
        most = Math.max(most, stands[inside]!)
      }
      line.lineTo(x(from.frame), y(least))
      line.lineTo(x(from.frame), y(most))
      line.lineTo(x(from.frame), y(stands[crowd]!))
      index = crowd - 1
      continue
    }
    if (!to || from.frame > endFrame) {
      line.lineTo(width + 2, y(start))
      return
    }
    if (from.shape === 'hold') line.lineTo(x(to.frame), y(start))
    if (from.shape !== 'curve') continue
    const left = Math.max(from.frame, scrollFrame)
    const right = Math.min(to.frame, endFrame)
    for (let frame = left; frame < right; frame += stepPx * framesPerPixel)
      line.lineTo(x(frame), y(shareBetween(from, to, moved, frame)))
    if (to.frame > endFrame) return
  }
}

/** Whether so many points lie between two frames that none of them can be taken by hand. */
export function isCrowded(
  points: readonly AutomationPoint[],
  fromFrame: number,
  toFrame: number,
  framesPerPixel: number,
): boolean {
  const count = pointBefore(points, toFrame) - pointBefore(points, fromFrame)
  return count * crowdedPx > (toFrame - fromFrame) / framesPerPixel
}

/** The last of the points that stand in one column of pixels with that of an index. */
function endOfCrowd(points: readonly AutomationPoint[], index: number, framesPerPixel: number): number {
  const endFrame = points[index]!.frame + framesPerPixel
  let end = index
  while (end + 1 < points.length && points[end + 1]!.frame < endFrame) end++
  return end
}

function drawPoints(
  context: CanvasRenderingContext2D,
  { points, moved, focus }: LanePicture,
  width: number,
  scrollFrame: number,
  framesPerPixel: number,
  colour: string,
  y: (share: number) => number,
): void {
  const first = Math.max(0, pointBefore(points, scrollFrame))
  const last = pointBefore(points, scrollFrame + (width + pointPx) * framesPerPixel)
  const crowded = isCrowded(points, scrollFrame, scrollFrame + width * framesPerPixel, framesPerPixel)
  if (crowded && (focus === null || focus.frames.size === 0)) return
  for (let index = first; index <= last; index++) {
    const { frame, value } = points[index]!
    const at = (frame - scrollFrame) / framesPerPixel
    const selected = focus?.frames.has(frame) ?? false
    if (crowded && !selected) continue
    context.beginPath()
    context.arc(at, y(shareOf(moved, value)), selected ? pointPx + 1 : pointPx, 0, 2 * Math.PI)
    context.fillStyle = selected ? '#f2f4f7' : token('--background')
    context.fill()
    context.lineWidth = 1.5
    context.strokeStyle = colour
    context.stroke()
  }
}

/** Draws a stretch that a hand is writing. */
export function drawStroke(
  context: CanvasRenderingContext2D,
  stroke: readonly AutomationPoint[],
  moved: AutomatedValue,
  height: number,
  { scrollFrame, framesPerPixel }: Pick<ViewState, 'scrollFrame' | 'framesPerPixel'>,
): void {
  const x = (frame: number) => (frame - scrollFrame) / framesPerPixel
  const y = (share: number) => shareY(share, height)
  context.beginPath()
  let level = 0
  for (const [index, { frame, value, shape }] of stroke.entries()) {
    const next = y(shareOf(moved, value))
    if (index === 0) context.moveTo(x(frame), next)
    else {
      if (shape === 'hold') context.lineTo(x(frame), level)
      context.lineTo(x(frame), next)
    }
    level = next
  }
  context.lineWidth = 2
  context.strokeStyle = token('--clip')
  context.stroke()
}
