import type { Id } from '../../shared/model/document.ts'
import type { StripLevels } from '../live/level-meters.ts'
import { player } from '../live/player.ts'
import { frameNumber } from '../ui/frame-hub.ts'

const read = new Map<Id | null, { frame: number; levels: StripLevels }>()

/**
 * What a strip's meter shows, or the output's where the id is null. The player's reading counts from the reading before, so
 * that it is taken once per repaint and shared by every meter of the strip.
 */
export function stripLevels(trackId: Id | null): StripLevels {
  const frame = frameNumber()
  const known = read.get(trackId)
  if (known?.frame === frame) return known.levels
  const levels = player.levels(trackId)
  read.set(trackId, { frame, levels })
  return levels
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
