import type { ReactNode } from 'react'
import { token } from '../ui/canvas.ts'
import { clamp } from '../ui/value-scale.ts'
import { drawAcrossGrid, drawDot, drawLevelGrid, drawLine } from './plot.ts'
import { PlotCanvas } from './plot-canvas.tsx'

interface TransferPlotProps {
  label: string
  /** Both axes reach from here to 0 dBFS. */
  floorDb: number
  /** Output level for a lasting input level, dB. */
  output: (inputDb: number) => number
  /** A second curve, drawn faintly. */
  other?: (inputDb: number) => number
  /** Where it works now, before every repaint: levels in and out; null for nowhere. */
  now: () => readonly [inputDb: number, outputDb: number] | null
  faded: boolean
  children?: ReactNode
}

/** Output over input level, with a dot where the device works now. */
export function TransferPlot({ label, floorDb, output, other, now, faded, children }: TransferPlotProps) {
  let dot: readonly [number, number] | null = null
  let key = ''
  const marks = [-72, -60, -48, -36, -24, -12].filter((db) => db > floorDb)
  return (
    <div className="plot transfer-curve">
      <PlotCanvas
        label={label}
        live={() => {
          dot = now()
          const next = dot ? dot.map((db) => db.toFixed(1)).join(' ') : ''
          const moved = next !== key
          key = next
          return moved
        }}
        paint={(surface) => {
          const { width, height } = surface
          const x = (db: number) => (1 - db / floorDb) * width
          const y = (db: number) => clamp((db / floorDb) * height, -1, height + 1)
          drawAcrossGrid(
            surface,
            marks.filter((db) => db % 24 === 0).map((db) => ({ x: x(db), text: `${db}`.replace('-', '−') })),
          )
          drawLevelGrid(
            surface.context,
            surface.width,
            marks.filter((db) => db % 12 === 0),
            y,
          )
          drawLine(surface, 2, (i) => [i * width, (1 - i) * height], { colour: token('--line'), width: 1 })
          const at = (curve: (db: number) => number) => (i: number) => {
            const px = Math.min(width, i * 2)
            return [px, y(curve(floorDb * (1 - px / width)))] as const
          }
          const count = Math.floor(width / 2) + 2
          if (other)
            drawLine(surface, count, at(other), { colour: token('--muted'), width: 1, dash: [3, 3], alpha: 0.8 })
          drawLine(surface, count, at(output), {
            colour: token('--text'),
            width: 2,
            alpha: faded ? 0.35 : 1,
            fillTo: height,
            fillAlpha: 0.05,
          })
          if (dot) drawDot(surface, x(Math.max(floorDb, dot[0])), y(dot[1]), token('--text'))
        }}
      />
      {children}
    </div>
  )
}
