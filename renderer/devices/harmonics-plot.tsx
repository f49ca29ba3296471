import { token } from '../ui/canvas.ts'
import { drawLevelGrid, drawNote } from './plot.ts'
import { PlotCanvas } from './plot-canvas.tsx'
import type { Harmonics } from './test-tone.ts'

const FLOOR_DB = -100

/** The levels of a test tone and of what a device adds to it. */
export function HarmonicsPlot({ harmonics, caption }: { harmonics: Harmonics | null; caption: string }) {
  return (
    <div className="plot harmonics-plot">
      <PlotCanvas
        label="Harmonics of a test tone"
        paint={(surface) => {
          const { context, width, height } = surface
          const room = height - 18
          const y = (db: number) => Math.min(1, Math.max(0, db / FLOOR_DB)) * room
          drawLevelGrid(surface.context, surface.width, [-20, -40, -60, -80], y)
          if (!harmonics) return
          const slot = (width - 28) / harmonics.levelsDb.length
          for (const [index, db] of harmonics.levelsDb.entries()) {
            const x = 28 + index * slot
            context.fillStyle = token(index === 0 ? '--muted' : index % 2 === 1 ? '--track-7' : '--accent')
            context.globalAlpha = index === 0 ? 0.6 : 0.85
            context.fillRect(x + slot * 0.2, y(db), slot * 0.6, room - y(db))
            context.globalAlpha = 1
            drawNote(surface, `${index + 1}`, x + slot / 2, height - 5, 'center')
          }
        }}
      />
      <span className="plot-caption plot-caption-top">{caption}</span>
    </div>
  )
}
