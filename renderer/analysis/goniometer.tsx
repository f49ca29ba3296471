import { useEffect, useRef } from 'react'
import type { Place } from '../../shared/engine/mixer/probe.ts'
import { player } from '../live/player.ts'
import { fitCanvas, token } from '../ui/canvas.ts'
import { onFrame } from '../ui/frame-hub.ts'

const FRAMES = 1024
/** How much of the old picture stays from one repaint to the next. */
const PERSISTENCE = 0.82
/** After so many repaints without sound nothing of it is left. */
const FADED_FRAMES = 60

/** The stereo image of a place: mid stands upright, left and right lean to their sides. */
export function Goniometer({ place, name }: { place: Place; name: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const samples = new Float32Array(FRAMES * 2)
    const scope = player.openScope(place)
    let silent = 0
    const offFrame = onFrame(() => {
      const fitted = canvas.current && fitCanvas(canvas.current)
      if (!fitted) return
      const frames = scope.read(samples)
      silent = frames === 0 ? silent + 1 : 0
      if (silent > FADED_FRAMES && !fitted.resized) return
      paint(fitted.context, fitted.width, fitted.height, samples, frames)
    })
    return () => {
      offFrame()
      scope.close()
    }
  }, [place])
  return <canvas ref={canvas} className="goniometer" role="img" aria-label={`Goniometer of ${name}`} />
}

function paint(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  samples: Float32Array,
  frames: number,
): void {
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
  context.font = `10px ${token('--font')}`
  context.textAlign = 'center'
  context.fillStyle = token('--muted')
  context.fillText('L', centreX - radius * 0.76, centreY - radius * 0.72)
  context.fillText('R', centreX + radius * 0.76, centreY - radius * 0.72)
  context.fillStyle = token('--accent')
  for (let i = 0; i < frames; i++) {
    const left = samples[i * 2]!
    const right = samples[i * 2 + 1]!
    if (left === 0 && right === 0) continue
    const x = centreX + ((right - left) / Math.SQRT2) * radius
    const y = centreY - ((left + right) / Math.SQRT2) * radius
    context.fillRect(x, y, 1.2, 1.2)
  }
}
