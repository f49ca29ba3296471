import { useEffect, useRef } from 'react'
import { canvasSize, fitCanvas, token } from './canvas.ts'
import { frameNumber, framesAreLate, onFrame } from './frame-hub.ts'
import { iecPosition } from './iec-scale.ts'

interface MeterProps {
  label: string
  /** Peak levels in dBFS, left and right, now. Called once per repaint. */
  read: () => readonly [number, number]
  /** Shows the held maximum and the clip lamp, which a click puts out; small meters do without. */
  lamps?: boolean
  testId?: string
}

const holdMs = 1500
const holdFallDbPerSecond = 12
const warnFromDb = -9
const clipFromDb = 0
const lampPx = 4
const gapPx = 2

/** Meters take turns where not all can be drawn in every repaint. */
let nextTurn = 0

interface Lane {
  heldDb: number
  heldAt: number
  clipped: boolean
}

/** A stereo peak meter on the IEC scale. It draws itself; React renders it once. */
export function Meter({ label, read, lamps = false, testId }: MeterProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const latestRead = useRef(read)
  latestRead.current = read
  const lanes = useRef<[Lane, Lane]>([
    { heldDb: -144, heldAt: 0, clipped: false },
    { heldDb: -144, heldAt: 0, clipped: false },
  ])

  useEffect(() => {
    let drawn = ''
    let lastMs = 0
    const turn = nextTurn++
    let inSight = true
    // A mixer of many strips shows only some of its meters.
    const observer = new IntersectionObserver(([entry]) => {
      inSight = entry?.isIntersecting ?? true
    })
    if (canvas.current) observer.observe(canvas.current)
    const offFrame = onFrame((timeMs) => {
      const node = canvas.current
      if (!node || !inSight || (framesAreLate() && (frameNumber() + turn) % 2 === 1)) return
      const levels = latestRead.current()
      const seconds = Math.min(0.1, (timeMs - lastMs) / 1000)
      lastMs = timeMs
      for (const side of [0, 1] as const) {
        const lane = lanes.current[side]
        if (levels[side] >= lane.heldDb) {
          lane.heldDb = levels[side]
          lane.heldAt = timeMs
        } else if (timeMs - lane.heldAt > holdMs) lane.heldDb -= holdFallDbPerSecond * seconds
        if (levels[side] >= clipFromDb) lane.clipped = true
      }
      const top = lamps ? lampPx + gapPx : 0
      const size = canvasSize(node)
      const height = size.height - top
      const rounded = (db: number) => Math.round(iecPosition(db) * height * 2)
      const [left, right] = lanes.current
      const key = `${rounded(levels[0])} ${rounded(levels[1])} ${rounded(left.heldDb)} ${rounded(right.heldDb)} ${left.clipped} ${right.clipped} ${size.width} ${height} ${devicePixelRatio}`
      if (key === drawn) return
      const fitted = fitCanvas(node)
      if (!fitted) return
      drawn = key
      draw(fitted.context, fitted.width, fitted.height, levels, lanes.current, top, lamps)
    })
    return () => {
      offFrame()
      observer.disconnect()
    }
  }, [lamps])

  return (
    <canvas
      ref={canvas}
      className="meter"
      role="img"
      aria-label={label}
      data-testid={testId}
      onClick={() => {
        for (const lane of lanes.current) {
          lane.clipped = false
          lane.heldDb = -144
        }
      }}
    />
  )
}

function draw(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  levels: readonly [number, number],
  lanes: readonly [Lane, Lane],
  top: number,
  lamps: boolean,
): void {
  context.clearRect(0, 0, width, height)
  const gap = width >= 10 ? gapPx : 1
  const laneWidth = (width - gap) / 2
  const span = height - top
  const y = (db: number) => top + span * (1 - iecPosition(db))
  for (const side of [0, 1] as const) {
    const x = side * (laneWidth + gap)
    context.fillStyle = token('--sunken')
    context.fillRect(x, top, laneWidth, span)
    const level = levels[side]
    const pieces = [
      { from: -144, to: Math.min(level, warnFromDb), colour: token('--accent') },
      { from: warnFromDb, to: Math.min(level, clipFromDb), colour: token('--warn') },
      { from: clipFromDb, to: level, colour: token('--clip') },
    ]
    for (const piece of pieces) {
      if (piece.to <= piece.from) continue
      context.fillStyle = piece.colour
      context.fillRect(x, y(piece.to), laneWidth, y(piece.from) - y(piece.to))
    }
    const lane = lanes[side]
    if (lamps && lane.heldDb > -70) {
      context.fillStyle = lane.heldDb >= clipFromDb ? token('--clip') : token('--text')
      context.fillRect(x, y(lane.heldDb), laneWidth, 1)
    }
    if (lamps) {
      context.fillStyle = lane.clipped ? token('--clip') : token('--sunken')
      context.fillRect(x, 0, laneWidth, lampPx)
    }
  }
}
