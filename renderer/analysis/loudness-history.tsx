import { useEffect, useRef } from 'react'
import type { Place } from '../../shared/engine/mixer/probe.ts'
import { formatLevel } from '../../shared/model/units.ts'
import { player, useTransport } from '../live/player.ts'
import { fitCanvas, token } from '../ui/canvas.ts'
import { onFrame } from '../ui/frame-hub.ts'
import { clamp } from '../ui/value-scale.ts'

const SECONDS = 60
const POINTS_PER_SECOND = 5
const TOP_LUFS = -3
const BOTTOM_LUFS = -36

interface LoudnessHistoryProps {
  place: Place
  name: string
  /** A line to aim at; null: none. */
  targetLufs: number | null
  /** Draws momentary loudness behind the short-term line. */
  momentary?: boolean
}

interface Point {
  readonly shortTermLufs: number | null
  readonly momentaryLufs: number | null
}

/** Loudness of the last minute that was played, with a target as a line. */
export function LoudnessHistory({ place, name, targetLufs, momentary = false }: LoudnessHistoryProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const target = useRef(targetLufs)
  target.current = targetLufs

  useEffect(() => {
    const meter = player.openMeter(place)
    const points: Point[] = []
    let nextMs = 0
    let dirty = true
    let drawnTarget = target.current
    const offFrame = onFrame((timeMs) => {
      if (useTransport.getState().playing && timeMs >= nextMs) {
        nextMs = timeMs + 1000 / POINTS_PER_SECOND
        points.push({ shortTermLufs: meter.figure('shortTermLufs'), momentaryLufs: meter.figure('momentaryLufs') })
        if (points.length > SECONDS * POINTS_PER_SECOND) points.shift()
        dirty = true
      }
      const fitted = canvas.current && fitCanvas(canvas.current)
      if (!fitted || !(dirty || fitted.resized || drawnTarget !== target.current)) return
      dirty = false
      drawnTarget = target.current
      const { context, width, height } = fitted
      paintScale(context, width, height, target.current)
      if (momentary) paintLine(context, width, height, points, 'momentaryLufs', token('--muted'))
      paintLine(context, width, height, points, 'shortTermLufs', token('--warn'))
      if (points.length % POINTS_PER_SECOND === 0)
        canvas.current?.setAttribute(
          'aria-label',
          `Loudness of ${name}: short-term ${formatLevel(points.at(-1)?.shortTermLufs ?? null)} LUFS`,
        )
    })
    return () => {
      offFrame()
      meter.close()
    }
  }, [place, name, momentary])

  return (
    <canvas
      ref={canvas}
      className="plot-canvas"
      role="img"
      aria-label={`Loudness of ${name} over the last minute`}
      data-testid="loudness-history"
    />
  )
}

function yOf(lufs: number, height: number): number {
  return (clamp(TOP_LUFS - lufs, 0, TOP_LUFS - BOTTOM_LUFS) / (TOP_LUFS - BOTTOM_LUFS)) * height
}

function paintScale(context: CanvasRenderingContext2D, width: number, height: number, targetLufs: number | null): void {
  context.clearRect(0, 0, width, height)
  context.font = `10px ${token('--font')}`
  for (const lufs of [-10, -18, -26]) {
    const y = yOf(lufs, height)
    context.fillStyle = token('--line-soft')
    context.fillRect(0, Math.round(y), width, 1)
    context.fillStyle = token('--muted')
    context.fillText(`−${-lufs}`, 4, y - 3)
  }
  if (targetLufs === null) return
  context.strokeStyle = token('--clip')
  context.setLineDash([4, 4])
  context.beginPath()
  context.moveTo(0, yOf(targetLufs, height))
  context.lineTo(width, yOf(targetLufs, height))
  context.stroke()
  context.setLineDash([])
}

function paintLine(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  points: readonly Point[],
  figure: keyof Point,
  colour: string,
): void {
  context.strokeStyle = colour
  context.lineWidth = 1.5
  context.beginPath()
  const step = width / (SECONDS * POINTS_PER_SECOND - 1)
  for (const [index, point] of points.entries()) {
    const lufs = point[figure]
    if (lufs === null) continue
    const x = width - (points.length - 1 - index) * step
    if (index === 0 || points[index - 1]![figure] === null) context.moveTo(x, yOf(lufs, height))
    else context.lineTo(x, yOf(lufs, height))
  }
  context.stroke()
}
