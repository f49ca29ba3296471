import { useEffect, useRef } from 'react'
import { LiveSpectrum } from '../devices/live-spectrum.ts'
import { drawFrequencyGrid } from '../devices/plot.ts'
import { useSampleRate } from '../document/hooks.ts'
import { player } from '../live/player.ts'
import { fitCanvas, token } from '../ui/canvas.ts'
import { onFrame } from '../ui/frame-hub.ts'
import { clamp } from '../ui/value-scale.ts'

const BINS = 180
const SPAN_DB = 84

/** The spectrum of what is heard, tilted so that music lies level. */
export function SpectrumView() {
  const canvas = useRef<HTMLCanvasElement>(null)
  const sampleRate = useSampleRate()
  useEffect(() => {
    const scope = player.openScope({ kind: 'output' })
    const live = new LiveSpectrum(BINS, scope)
    let moving = true
    const offFrame = onFrame((timeMs) => {
      const node = canvas.current
      const seen = live.update(timeMs, sampleRate)
      const fitted = node && fitCanvas(node)
      if (!fitted || !(seen || moving || fitted.resized)) return
      moving = seen
      const { context, width, height } = fitted
      context.clearRect(0, 0, width, height)
      drawFrequencyGrid(context, width, height)
      const bar = width / BINS
      context.fillStyle = token('--accent')
      context.globalAlpha = 0.75
      for (const [bin, level] of live.levelsDb.entries()) {
        const tall = clamp(1 + level / SPAN_DB, 0, 1) * height
        context.fillRect(bin * bar, height - tall, Math.max(1, bar - 0.5), tall)
      }
      context.globalAlpha = 1
    })
    return () => {
      offFrame()
      scope.close()
    }
  }, [sampleRate])
  return <canvas ref={canvas} className="plot-canvas" role="img" aria-label="Spectrum" />
}
