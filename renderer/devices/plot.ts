import { type Drawing, token } from '../ui/canvas.ts'
import { clamp } from '../ui/value-scale.ts'
import type { HandleAxis } from './handle-axis.ts'
import type { Surface } from './plot-canvas.tsx'

/** The part of hearing that frequency plots show. */
export const LOWEST_HZ = 20
export const HIGHEST_HZ = 20_000
const SPAN = Math.log(HIGHEST_HZ / LOWEST_HZ)

/** Where a frequency lies on a plot of that width, in pixels; equal ratios are equally far apart. */
export function frequencyX(hz: number, width: number): number {
  return (Math.log(hz / LOWEST_HZ) / SPAN) * width
}

/** The frequency at a place of the plot, in pixels. */
export function frequencyAt(x: number, width: number): number {
  return LOWEST_HZ * Math.exp((x / width) * SPAN)
}

/** The same with places from 0 to 1. */
export function frequencyPlace(hz: number): number {
  return frequencyX(hz, 1)
}

export function hzAt(place: number): number {
  return frequencyAt(place, 1)
}

/** A frequency along a plot's width. */
export function frequencyAxis(paramId: string): HandleAxis {
  return { paramId, place: (hz) => clamp(frequencyPlace(hz), 0, 1), value: hzAt }
}

/** A value along a plot's height, `top` above and `bottom` below. */
export function levelAxis(paramId: string, top: number, bottom: number): HandleAxis {
  return {
    paramId,
    place: (value) => clamp((top - value) / (top - bottom), 0, 1),
    value: (place) => top + place * (bottom - top),
  }
}

/** The same along its width, from left to right. */
export function acrossAxis(paramId: string, left: number, right: number): HandleAxis {
  return {
    paramId,
    place: (value) => clamp((value - left) / (right - left), 0, 1),
    value: (place) => left + place * (right - left),
  }
}

const decades = [20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000]

/** Once for many words: a font costs a canvas more to set than the words to draw. */
function smallText(context: Drawing, align: CanvasTextAlign): void {
  context.font = `10px ${token('--font')}`
  context.textAlign = align
}

/** Vertical lines at round frequencies, with their names at the bottom, `lift` pixels above it. */
export function drawFrequencyGrid(context: Drawing, width: number, height: number, lift = 0): void {
  smallText(context, 'center')
  for (const hz of decades) {
    const x = Math.round(frequencyPlace(hz) * width) + 0.5
    context.fillStyle = token('--line-soft')
    context.fillRect(x, 0, 1, height)
    if (hz === LOWEST_HZ || hz === HIGHEST_HZ) continue
    context.fillStyle = token('--muted')
    context.fillText(hz < 1000 ? `${hz}` : `${hz / 1000}k`, x, height - 4 - lift)
  }
}

/** Horizontal lines at levels, with their names at the left. */
export function drawLevelGrid(
  context: Drawing,
  width: number,
  levelsDb: readonly number[],
  yOf: (db: number) => number,
): void {
  smallText(context, 'left')
  for (const db of levelsDb) {
    const y = Math.round(yOf(db)) + 0.5
    context.fillStyle = db === 0 ? token('--line') : token('--line-soft')
    context.fillRect(0, y, width, 1)
    context.fillStyle = token('--muted')
    context.fillText(db > 0 ? `+${db}` : `${db}`.replace('-', '−'), 4, y - 3)
  }
}

/** Vertical lines at values of a scale from left to right, with their names at the bottom. */
export function drawAcrossGrid(
  { context, height }: Surface,
  marks: readonly { readonly x: number; readonly text: string }[],
): void {
  smallText(context, 'center')
  for (const { x, text } of marks) {
    context.fillStyle = token('--line-soft')
    context.fillRect(Math.round(x) + 0.5, 0, 1, height)
    context.fillStyle = token('--muted')
    context.fillText(text, x, height - 4)
  }
}

/** Words in small print. */
export function drawNote(
  { context }: Surface,
  text: string,
  x: number,
  y: number,
  align: CanvasTextAlign = 'left',
): void {
  smallText(context, align)
  context.fillStyle = token('--muted')
  context.fillText(text, x, y)
}

interface LineLook {
  readonly colour: string
  readonly width?: number
  readonly alpha?: number
  readonly dash?: readonly number[]
  /** Fills down or up to this height. */
  readonly fillTo?: number
  readonly fillAlpha?: number
}

/** How a level over time is drawn, filled down to the picture's foot. */
export function levelLook(height: number): LineLook {
  return { colour: token('--track-7'), width: 1, alpha: 0.8, fillTo: height, fillAlpha: 0.25 }
}

/** How gain reduction over time is drawn, filled up to the picture's top. */
export function reductionLook(): LineLook {
  return { colour: token('--warn'), width: 1.5, fillTo: 0, fillAlpha: 0.28 }
}

/** A line through `count` points. */
export function drawLine(
  { context }: Surface,
  count: number,
  point: (index: number) => readonly [x: number, y: number],
  { colour, width = 1.5, alpha = 1, dash = [], fillTo, fillAlpha = 0.12 }: LineLook,
): void {
  const path = new Path2D()
  for (let i = 0; i < count; i++) {
    const [x, y] = point(i)
    if (i === 0) path.moveTo(x, y)
    else path.lineTo(x, y)
  }
  if (fillTo !== undefined && count > 0) {
    const area = new Path2D(path)
    area.lineTo(point(count - 1)[0], fillTo)
    area.lineTo(point(0)[0], fillTo)
    area.closePath()
    context.globalAlpha = fillAlpha
    context.fillStyle = colour
    context.fill(area)
  }
  context.globalAlpha = alpha
  context.strokeStyle = colour
  context.lineWidth = width
  context.lineJoin = 'round'
  context.setLineDash([...dash])
  if (width > 0) context.stroke(path)
  context.setLineDash([])
  context.globalAlpha = 1
}

/** A filled point with a dark rim. */
export function drawDot({ context }: Surface, x: number, y: number, colour: string, radius = 4.5): void {
  context.beginPath()
  context.arc(x, y, radius, 0, Math.PI * 2)
  context.fillStyle = colour
  context.fill()
  context.lineWidth = 2
  context.strokeStyle = token('--sunken')
  context.stroke()
}
