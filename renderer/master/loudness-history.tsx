import { useEffect, useRef } from 'react'
import { masterLevels } from '../app/levels.ts'
import { useSong } from '../document/hooks.ts'
import { useTransport } from '../live/player.ts'
import { fitCanvas, token } from '../ui/canvas.ts'
import { onFrame } from '../ui/frame-hub.ts'
import { clamp } from '../ui/value-scale.ts'

const SECONDS = 60
const POINTS_PER_SECOND = 5
const TOP_LUFS = -3
const BOTTOM_LUFS = -36

/** Short-term loudness of the last minute that was played, with the song's target as a line. */
export function LoudnessHistory() {
  const canvas = useRef<HTMLCanvasElement>(null)
  const targetLufs = useSong()?.targetLufs ?? null

  useEffect(() => {
    const points: (number | null)[] = []
    let nextMs = 0
    let drawn = -1
    return onFrame((timeMs) => {
      if (useTransport.getState().playing && timeMs >= nextMs) {
        nextMs = timeMs + 1000 / POINTS_PER_SECOND
        points.push(masterLevels().shortTermLufs)
        if (points.length > SECONDS * POINTS_PER_SECOND) points.shift()
        drawn = -1
      }
      const fitted = canvas.current && fitCanvas(canvas.current)
      if (!fitted || (drawn === points.length && !fitted.resized)) return
      drawn = points.length
      const { context, width, height } = fitted
      const y = (lufs: number) =>
        (clamp(TOP_LUFS - lufs, 0, TOP_LUFS - BOTTOM_LUFS) / (TOP_LUFS - BOTTOM_LUFS)) * height
      context.clearRect(0, 0, width, height)
      context.font = `10px ${token('--font')}`
      for (const lufs of [-10, -18, -26]) {
        context.fillStyle = token('--line-soft')
        context.fillRect(0, Math.round(y(lufs)), width, 1)
        context.fillStyle = token('--muted')
        context.fillText(`−${-lufs}`, 4, y(lufs) - 3)
      }
      if (targetLufs !== null) {
        context.strokeStyle = token('--clip')
        context.setLineDash([4, 4])
        context.beginPath()
        context.moveTo(0, y(targetLufs))
        context.lineTo(width, y(targetLufs))
        context.stroke()
        context.setLineDash([])
      }
      context.strokeStyle = token('--warn')
      context.lineWidth = 1.5
      context.beginPath()
      const step = width / (SECONDS * POINTS_PER_SECOND - 1)
      for (const [index, lufs] of points.entries()) {
        const x = width - (points.length - 1 - index) * step
        if (lufs === null) continue
        if (index === 0 || points[index - 1] === null) context.moveTo(x, y(lufs))
        else context.lineTo(x, y(lufs))
      }
      context.stroke()
    })
  }, [targetLufs])

  return <canvas ref={canvas} className="plot-canvas" role="img" aria-label="Short-term loudness of the last minute" />
}
