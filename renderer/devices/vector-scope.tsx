import { useRef } from 'react'
import { token } from '../ui/canvas.ts'
import { drawLine, drawNote } from './plot.ts'
import { PlotCanvas } from './plot-canvas.tsx'
import type { ScopeReader } from './spectrum-sources.ts'

const FRAMES = 1024
/** A smaller one has no room for letters. */
const SMALL_PX = 44

interface VectorScopeProps {
  read: ScopeReader | null
  caption: string
}

/** Where the sound lies between the sides: mid upwards, left and right at 45 degrees; and how far both agree. */
export function VectorScope({ read, caption }: VectorScopeProps) {
  const samples = useRef(new Float32Array(FRAMES * 2))
  const seen = useRef({ frames: 0, correlation: 0 })
  return (
    <div className="plot vector-scope">
      <PlotCanvas
        label="Vector scope"
        live={
          read
            ? () => {
                const frames = read(samples.current)
                let [both, left, right] = [0, 0, 0]
                for (let i = 0; i < frames; i++) {
                  const [l, r] = [samples.current[2 * i]!, samples.current[2 * i + 1]!]
                  both += l * r
                  left += l * l
                  right += r * r
                }
                const correlation = left > 0 && right > 0 ? both / Math.sqrt(left * right) : 0
                const rests = frames === 0 && seen.current.frames === 0
                seen.current = { frames, correlation: seen.current.correlation * 0.85 + correlation * 0.15 }
                return !rests
              }
            : undefined
        }
        paint={(surface) => {
          const { context, width, height } = surface
          const radius = Math.min(width, height - 18) / 2 - 4
          const [cx, cy] = [width / 2, (height - 14) / 2]
          for (const angle of [0.25, 0.75])
            drawLine(
              surface,
              2,
              (i) => [
                cx + (i === 0 ? -1 : 1) * radius * Math.cos(Math.PI * angle),
                cy - (i === 0 ? -1 : 1) * radius * Math.sin(Math.PI * angle),
              ],
              { colour: token('--line-soft'), width: 1 },
            )
          drawLine(surface, 2, (i) => [cx, cy + (i === 0 ? -radius : radius)], { colour: token('--line'), width: 1 })
          drawLine(surface, 2, (i) => [cx + (i === 0 ? -radius : radius), cy], {
            colour: token('--line-soft'),
            width: 1,
          })
          if (radius > SMALL_PX) {
            drawNote(surface, 'L', cx - radius * 0.72 - 6, cy - radius * 0.72, 'center')
            drawNote(surface, 'R', cx + radius * 0.72 + 6, cy - radius * 0.72, 'center')
          }
          context.fillStyle = token('--accent')
          context.globalAlpha = 0.55
          for (let i = 0; i < seen.current.frames; i++) {
            const [l, r] = [samples.current[2 * i]!, samples.current[2 * i + 1]!]
            context.fillRect(cx + ((r - l) / 2) * radius * 1.4, cy - ((l + r) / 2) * radius * 1.4, 1.3, 1.3)
          }
          context.globalAlpha = 1
          const barY = height - 10
          context.fillStyle = token('--line')
          context.fillRect(cx - radius, barY, radius * 2, 3)
          context.fillStyle = token(seen.current.correlation < 0 ? '--clip' : '--accent')
          context.fillRect(cx + seen.current.correlation * radius - 1.5, barY - 2, 3, 7)
        }}
      />
      <span className="scope-caption">{caption}</span>
    </div>
  )
}
