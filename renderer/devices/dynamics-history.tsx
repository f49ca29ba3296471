import type { ReactNode } from 'react'
import { useRef } from 'react'
import type { Id } from '../../shared/model/document.ts'
import { player, useTransport } from '../live/player.ts'
import { token } from '../ui/canvas.ts'
import { clamp } from '../ui/value-scale.ts'
import { drawLevelGrid, drawLine, drawNote, levelLook, reductionLook } from './plot.ts'
import { PlotCanvas } from './plot-canvas.tsx'

const SECONDS = 6
const COLUMNS = 300
const COLUMN_MS = (SECONDS * 1000) / COLUMNS

interface DynamicsHistoryProps {
  deviceId: Id
  /** Index of the tap that tells the level it hears; without, only the reduction is shown. */
  levelTap?: number
  /** The level's range, down from 0 dBFS. */
  floorDb?: number
  /** The deepest reduction the picture shows, in dB. */
  rangeDb?: number
  /** Lines across, in dB of level. */
  lines?: readonly number[]
  caption?: string
  children?: ReactNode
}

/** The last seconds of a dynamics device, running from right to left: what it hears, and from the top what it takes away. */
export function DynamicsHistory({
  deviceId,
  levelTap,
  floorDb = -60,
  rangeDb = 18,
  lines = [],
  caption = levelTap === undefined ? 'gain reduction' : 'level · gain reduction',
  children,
}: DynamicsHistoryProps) {
  const state = useRef({
    levels: new Float32Array(COLUMNS).fill(-144),
    reductions: new Float32Array(COLUMNS),
    column: 0,
    since: 0,
    lastMs: 0,
    stillFor: COLUMNS,
  })
  const live = (timeMs: number): boolean => {
    const { levels, reductions } = state.current
    const now = state.current
    const playing = useTransport.getState().playing
    const reduction = Math.max(0, -player.gainReductionDb(deviceId))
    const level = levelTap === undefined || !playing ? -144 : (player.deviceTap(deviceId, levelTap)?.high ?? -144)
    now.since += now.lastMs === 0 ? 0 : Math.min(500, timeMs - now.lastMs)
    now.lastMs = timeMs
    levels[now.column] = Math.max(levels[now.column]!, level)
    reductions[now.column] = Math.max(reductions[now.column]!, reduction)
    let moved = false
    while (now.since >= COLUMN_MS) {
      now.since -= COLUMN_MS
      // A stopped song keeps its picture, to be looked at.
      const rests = !playing && reduction < 0.01
      if (rests && now.stillFor > 20) continue
      now.stillFor = rests ? now.stillFor + 1 : 0
      now.column = (now.column + 1) % COLUMNS
      levels[now.column] = level
      reductions[now.column] = reduction
      moved = true
    }
    return moved
  }
  return (
    <div className="plot gr-history">
      <PlotCanvas
        label={
          levelTap === undefined ? 'Gain reduction of the last seconds' : 'Level and gain reduction of the last seconds'
        }
        live={live}
        paint={(surface) => {
          const { width, height } = surface
          const { levels, reductions, column } = state.current
          const levelY = (db: number) => clamp(db / floorDb, 0, 1) * height
          const reductionY = (db: number) => clamp(db / rangeDb, 0, 1) * height
          const x = (i: number) => (i / (COLUMNS - 1)) * width
          const at = (history: Float32Array, i: number) => history[(column + 1 + i) % COLUMNS]!
          if (levelTap !== undefined) {
            drawLevelGrid(
              surface.context,
              surface.width,
              [-12, -24, -36, -48, -60, -72].filter((db) => db > floorDb),
              levelY,
            )
            drawLine(surface, COLUMNS, (i) => [x(i), levelY(at(levels, i))], levelLook(height))
          }
          const step = [1, 2, 3, 6, 12, 20].find((each) => rangeDb / each <= 5) ?? 20
          for (let db = step; db < rangeDb; db += step) {
            if (levelTap === undefined)
              drawLevelGrid(surface.context, surface.width, [-db], (level) => reductionY(-level))
            else drawNote(surface, `−${db}`, width - 4, reductionY(db) + 3, 'right')
          }
          drawLine(surface, COLUMNS, (i) => [x(i), reductionY(at(reductions, i))], reductionLook())
          for (const db of lines)
            drawLine(surface, 2, (i) => [i * width, levelY(db)], { colour: token('--accent'), width: 1, dash: [4, 4] })
        }}
      />
      <span className="plot-caption">{caption}</span>
      {children}
    </div>
  )
}
