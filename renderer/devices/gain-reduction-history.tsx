import { useEffect, useRef } from 'react'
import type { Id } from '../../shared/model/document.ts'
import { player } from '../live/player.ts'
import { fitCanvas, token } from '../ui/canvas.ts'
import { onFrame } from '../ui/frame-hub.ts'

const SECONDS = 6
const COLUMNS = 300

interface GainReductionHistoryProps {
  deviceId: Id
  /** The deepest reduction the picture shows, in dB. */
  rangeDb?: number
}

/** The last seconds of a dynamics device's gain reduction, running from right to left. */
export function GainReductionHistory({ deviceId, rangeDb = 18 }: GainReductionHistoryProps) {
  const canvas = useRef<HTMLCanvasElement>(null)

  useEffect(() => {
    const history = new Float32Array(COLUMNS)
    let column = 0
    let since = 0
    let lastMs = 0
    let stillFor = COLUMNS
    return onFrame((timeMs) => {
      const node = canvas.current
      if (!node) return
      since += lastMs === 0 ? 0 : timeMs - lastMs
      lastMs = timeMs
      const reduction = Math.max(0, -player.gainReductionDb(deviceId))
      history[column] = Math.max(history[column]!, reduction)
      const columnMs = (SECONDS * 1000) / COLUMNS
      while (since >= columnMs) {
        since -= columnMs
        column = (column + 1) % COLUMNS
        history[column] = reduction
        stillFor = reduction > 0.01 ? 0 : stillFor + 1
      }
      const fitted = fitCanvas(node)
      if (!fitted || (stillFor > COLUMNS && !fitted.resized)) return
      const { context, width, height } = fitted
      context.clearRect(0, 0, width, height)
      context.font = `10px ${token('--font')}`
      for (let db = 0; db < rangeDb; db += rangeDb / 3) {
        const y = Math.round((db / rangeDb) * height) + 0.5
        context.fillStyle = token('--line-soft')
        context.fillRect(0, y, width, 1)
        context.fillStyle = token('--muted')
        if (db > 0) context.fillText(`−${Math.round(db)}`, 4, y - 3)
      }
      context.beginPath()
      context.moveTo(0, 0)
      for (let i = 0; i < COLUMNS; i++) {
        const db = history[(column + 1 + i) % COLUMNS]!
        context.lineTo((i / (COLUMNS - 1)) * width, Math.min(1, db / rangeDb) * height)
      }
      context.lineTo(width, 0)
      context.closePath()
      context.globalAlpha = 0.4
      context.fillStyle = token('--warn')
      context.fill()
      context.globalAlpha = 1
      context.strokeStyle = token('--warn')
      context.stroke()
    })
  }, [deviceId, rangeDb])

  return (
    <div className="plot gr-history">
      <canvas ref={canvas} className="plot-canvas" role="img" aria-label="Gain reduction of the last seconds" />
      <span className="plot-caption">gain reduction</span>
    </div>
  )
}
