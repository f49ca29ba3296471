import { useEffect, useRef } from 'react'
import type { Id } from '../../shared/model/document.ts'
import { player, useTransport } from '../live/player.ts'
import { fitCanvas, token } from '../ui/canvas.ts'
import { onFrame } from '../ui/frame-hub.ts'
import { clamp } from '../ui/value-scale.ts'

const COLUMNS = 360
const COLUMN_MS = 1000 / 60
/** The picture reaches from the top down this far, in dB. */
const SPAN_DB = 24
const SCOPE_FRAMES = 1024

interface CeilingHistoryProps {
  deviceId: Id
  ceilingDb: number
}

/** What leaves the limiter over the last seconds, against its ceiling, and from the top what it takes away. */
export function CeilingHistory({ deviceId, ceilingDb }: CeilingHistoryProps) {
  const canvas = useRef<HTMLCanvasElement>(null)

  useEffect(() => {
    const peaks = new Float32Array(COLUMNS)
    const reductions = new Float32Array(COLUMNS)
    const samples = new Float32Array(SCOPE_FRAMES * 2)
    let column = 0
    let nextMs = 0
    const paint = (context: CanvasRenderingContext2D, width: number, height: number) => {
      context.clearRect(0, 0, width, height)
      const bar = width / COLUMNS
      const yOf = (db: number) => clamp((3 - db) / (SPAN_DB + 3), 0, 1) * height
      context.fillStyle = token('--accent')
      context.globalAlpha = 0.6
      for (let i = 0; i < COLUMNS; i++) {
        const peak = peaks[(column + i) % COLUMNS]!
        if (peak <= 0) continue
        const top = yOf(20 * Math.log10(peak))
        context.fillRect(i * bar, top, bar, height - top)
      }
      context.fillStyle = token('--warn')
      context.globalAlpha = 0.75
      for (let i = 0; i < COLUMNS; i++) {
        const deep = (reductions[(column + i) % COLUMNS]! / (SPAN_DB + 3)) * height
        if (deep > 0.3) context.fillRect(i * bar, 0, bar, deep)
      }
      context.globalAlpha = 1
      context.strokeStyle = token('--clip')
      context.setLineDash([5, 4])
      context.beginPath()
      context.moveTo(0, yOf(ceilingDb))
      context.lineTo(width, yOf(ceilingDb))
      context.stroke()
      context.setLineDash([])
    }
    const scope = player.openScope({ kind: 'device', deviceId, at: 'output' })
    const offFrame = onFrame((timeMs) => {
      const fitted = canvas.current && fitCanvas(canvas.current)
      if (!fitted) return
      const playing = useTransport.getState().playing
      if (playing && timeMs >= nextMs) {
        nextMs = Math.max(timeMs, nextMs + COLUMN_MS)
        const frames = scope.read(samples)
        let peak = 0
        for (let i = 0; i < frames * 2; i++) peak = Math.max(peak, Math.abs(samples[i]!))
        peaks[column] = peak
        reductions[column] = Math.max(0, -player.gainReductionDb(deviceId))
        column = (column + 1) % COLUMNS
        paint(fitted.context, fitted.width, fitted.height)
      } else if (fitted.resized) paint(fitted.context, fitted.width, fitted.height)
    })
    return () => {
      offFrame()
      scope.close()
    }
  }, [deviceId, ceilingDb])

  return (
    <div className="plot">
      <canvas ref={canvas} className="plot-canvas" role="img" aria-label="Output, ceiling and gain reduction" />
      <span className="plot-caption">output · ceiling · gain reduction</span>
    </div>
  )
}
