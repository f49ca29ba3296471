import { type ReactNode, useEffect, useRef } from 'react'
import type { Id } from '../../shared/model/document.ts'
import type { Scope } from '../live/places.ts'
import { player, useTransport } from '../live/player.ts'
import { token } from '../ui/canvas.ts'
import { clamp } from '../ui/value-scale.ts'
import { drawLevelGrid, drawLine, drawNote, levelAxis, levelLook, reductionLook } from './plot.ts'
import { PlotCanvas } from './plot-canvas.tsx'

const COLUMNS = 480
const COLUMN_MS = 1000 / 60
const TOP_DB = 3
const BOTTOM_DB = -24
const SCOPE_FRAMES = 1024
const SILENT_DB = -144

/** The ceiling along the picture's height. */
export const ceilingAxis = levelAxis('ceiling', TOP_DB, BOTTOM_DB)

interface CeilingHistoryProps {
  deviceId: Id
  ceilingDb: number
  children?: ReactNode
}

/** What leaves the limiter over the last seconds, against its ceiling, and from the top what it takes away. */
export function CeilingHistory({ deviceId, ceilingDb, children }: CeilingHistoryProps) {
  const scope = useRef<Scope | null>(null)
  const state = useRef({
    levels: new Float32Array(COLUMNS).fill(SILENT_DB),
    reductions: new Float32Array(COLUMNS),
    samples: new Float32Array(SCOPE_FRAMES * 2),
    column: 0,
    nextMs: 0,
  })

  useEffect(() => {
    scope.current = player.openScope({ kind: 'device', deviceId, at: 'output' })
    return () => {
      scope.current?.close()
      scope.current = null
    }
  }, [deviceId])

  const live = (timeMs: number): boolean => {
    const now = state.current
    if (!scope.current || !useTransport.getState().playing || timeMs < now.nextMs) return false
    now.nextMs = Math.max(timeMs, now.nextMs + COLUMN_MS)
    const frames = scope.current.read(now.samples)
    let peak = 0
    for (let i = 0; i < frames * 2; i++) peak = Math.max(peak, Math.abs(now.samples[i]!))
    now.levels[now.column] = peak > 0 ? 20 * Math.log10(peak) : SILENT_DB
    now.reductions[now.column] = Math.max(0, -player.gainReductionDb(deviceId))
    now.column = (now.column + 1) % COLUMNS
    return true
  }

  return (
    <div className="plot">
      <PlotCanvas
        label="Output, ceiling and gain reduction"
        live={live}
        paint={(surface) => {
          const { context, width, height } = surface
          const { levels, reductions, column } = state.current
          const levelY = (db: number) => ceilingAxis.place(db) * height
          const reductionY = (db: number) => clamp(db / (TOP_DB - BOTTOM_DB), 0, 1) * height
          const x = (i: number) => (i / (COLUMNS - 1)) * width
          const at = (history: Float32Array, i: number) => history[(column + i) % COLUMNS]!
          drawLevelGrid(context, width, [0, -6, -12, -18], levelY)
          drawLine(surface, COLUMNS, (i) => [x(i), levelY(at(levels, i))], levelLook(height))
          for (const db of [6, 12, 18]) drawNote(surface, `−${db}`, width - 4, reductionY(db) + 3, 'right')
          drawLine(surface, COLUMNS, (i) => [x(i), reductionY(at(reductions, i))], reductionLook())
          drawLine(surface, 2, (i) => [i * width, levelY(ceilingDb)], {
            colour: token('--clip'),
            width: 1,
            dash: [5, 4],
          })
        }}
      />
      <span className="plot-caption">output · ceiling · gain reduction</span>
      {children}
    </div>
  )
}
