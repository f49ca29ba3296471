import { useEffect, useRef } from 'react'
import { canvasSize, fitCanvas, token } from './canvas.ts'
import { frameNumber, framesAreLate, onFrame } from './frame-hub.ts'
import { iecPosition } from './iec-scale.ts'

/** What a meter shows now, left and right, in dB. */
export interface MeterReading {
  readonly barDb: readonly [number, number]
  /** A thin mark above the bar where it differs. */
  readonly peakDb: readonly [number, number]
  readonly heldDb: readonly [number, number]
}

/** From where on a level is high, and from where on too high. */
export interface MeterZones {
  readonly warnDb: number
  readonly overDb: number
}

interface MeterProps {
  label: string
  /** Called once per repaint. */
  read: () => MeterReading
  zones: MeterZones
  testId?: string
}

const bottomDb = -144
const gapPx = 2

/** Meters take turns where not all can be drawn in every repaint. */
let nextTurn = 0

/** A stereo meter on the IEC scale. It draws itself; React renders it once. */
export function Meter({ label, read, zones, testId }: MeterProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const latest = useRef({ read, zones })
  latest.current = { read, zones }

  useEffect(() => {
    let drawn = ''
    const turn = nextTurn++
    let inSight = true
    // A mixer of many strips shows only some of its meters.
    const observer = new IntersectionObserver(([entry]) => {
      inSight = entry?.isIntersecting ?? true
    })
    if (canvas.current) observer.observe(canvas.current)
    const offFrame = onFrame(() => {
      const node = canvas.current
      if (!node || !inSight || (framesAreLate() && (frameNumber() + turn) % 2 === 1)) return
      const reading = latest.current.read()
      const { warnDb, overDb } = latest.current.zones
      const { width, height } = canvasSize(node)
      const at = (db: number) => Math.round(iecPosition(db) * height * 2)
      const { barDb, peakDb, heldDb } = reading
      const key = `${at(barDb[0])} ${at(barDb[1])} ${at(peakDb[0])} ${at(peakDb[1])} ${at(heldDb[0])} ${at(heldDb[1])} ${warnDb} ${overDb} ${width} ${height} ${devicePixelRatio}`
      if (key === drawn) return
      const fitted = fitCanvas(node)
      if (!fitted) return
      drawn = key
      draw(fitted.context, fitted.width, fitted.height, reading, latest.current.zones)
    })
    return () => {
      offFrame()
      observer.disconnect()
    }
  }, [])

  return <canvas ref={canvas} className="meter" role="img" aria-label={label} data-testid={testId} />
}

function draw(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  { barDb, peakDb, heldDb }: MeterReading,
  { warnDb, overDb }: MeterZones,
): void {
  context.clearRect(0, 0, width, height)
  const gap = width >= 10 ? gapPx : 1
  const laneWidth = (width - gap) / 2
  const y = (db: number) => height * (1 - iecPosition(db))
  const colourOf = (db: number) => token(db >= overDb ? '--clip' : db >= warnDb ? '--warn' : '--accent')
  for (const side of [0, 1] as const) {
    const x = side * (laneWidth + gap)
    context.fillStyle = token('--sunken')
    context.fillRect(x, 0, laneWidth, height)
    const level = barDb[side]
    const pieces = [
      { from: bottomDb, to: Math.min(level, warnDb) },
      { from: warnDb, to: Math.min(level, overDb) },
      { from: overDb, to: level },
    ]
    for (const { from, to } of pieces) {
      if (to <= from) continue
      context.fillStyle = colourOf(from)
      context.fillRect(x, y(to), laneWidth, y(from) - y(to))
    }
    if (peakDb[side] > level + 0.1 && iecPosition(peakDb[side]) > 0) {
      context.fillStyle = colourOf(peakDb[side])
      context.fillRect(x, y(peakDb[side]), laneWidth, 2)
    }
    if (iecPosition(heldDb[side]) > 0) {
      context.fillStyle = heldDb[side] >= overDb ? token('--clip') : token('--text')
      context.fillRect(x, y(heldDb[side]), laneWidth, 1)
    }
  }
}
