import type { Id } from '../../shared/model/document.ts'
import { player } from '../live/player.ts'
import { frameNumber } from '../ui/frame-hub.ts'

const read = new Map<Id, { frame: number; level: readonly [number, number] }>()

/**
 * A strip's peak level in dBFS, left and right. The player's reading counts from the reading before, so that it is taken
 * once per repaint and shared by every meter of the strip.
 */
export function stripLevelDb(trackId: Id): readonly [number, number] {
  const frame = frameNumber()
  const known = read.get(trackId)
  if (known && known.frame === frame) return known.level
  const level = player.stripPeakDb(trackId)
  read.set(trackId, { frame, level })
  return level
}

let masterFrame = -1
let master: ReturnType<typeof player.master> | null = null

/** The master's readings, taken once per repaint. */
export function masterLevels(): ReturnType<typeof player.master> {
  if (!master || masterFrame !== frameNumber()) {
    master = player.master()
    masterFrame = frameNumber()
  }
  return master
}
