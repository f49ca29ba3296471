import { useEffect, useRef } from 'react'
import { player } from '../live/player.ts'
import { fitCanvas, token } from '../ui/canvas.ts'
import { onFrame } from '../ui/frame-hub.ts'

const FRAMES = 1024
/** How much of the old picture stays from one repaint to the next. */
const PERSISTENCE = 0.82

/** The stereo image of what is heard: mid stands upright, left and right lean to their sides. */
export function Goniometer() {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const samples = new Float32Array(FRAMES * 2)
    const scope = player.openScope({ kind: 'output' })
    const offFrame = onFrame(() => {
      const node = canvas.current
      const fitted = node && fitCanvas(node)
      if (!fitted) return
      const { context, width, height } = fitted
      const frames = scope.read(samples)
      context.globalCompositeOperation = 'source-over'
      context.globalAlpha = 1 - PERSISTENCE
      context.fillStyle = token('--sunken')
      context.fillRect(0, 0, width, height)
      context.globalAlpha = 1
      const radius = Math.min(width, height) / 2
      const [centreX, centreY] = [width / 2, height / 2]
      context.strokeStyle = token('--line-soft')
      context.beginPath()
      context.moveTo(centreX - radius * 0.7, centreY - radius * 0.7)
      context.lineTo(centreX + radius * 0.7, centreY + radius * 0.7)
      context.moveTo(centreX + radius * 0.7, centreY - radius * 0.7)
      context.lineTo(centreX - radius * 0.7, centreY + radius * 0.7)
      context.stroke()
      context.fillStyle = token('--accent')
      for (let i = 0; i < frames; i++) {
        const left = samples[i * 2]!
        const right = samples[i * 2 + 1]!
        if (left === 0 && right === 0) continue
        const x = centreX + ((right - left) / Math.SQRT2) * radius
        const y = centreY - ((left + right) / Math.SQRT2) * radius
        context.fillRect(x, y, 1.2, 1.2)
      }
    })
    return () => {
      offFrame()
      scope.close()
    }
  }, [])
  return <canvas ref={canvas} className="goniometer" role="img" aria-label="Goniometer" />
}
