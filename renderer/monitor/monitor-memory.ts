import { keep, readKeptRecord } from '../app/window-storage.ts'
import { systemOutput } from '../live/outputs.ts'
import { player, useTransport } from '../live/player.ts'

/** The monitor's level and output are the room's, and so are kept for the next time; what was switched on to check is not. */

const storageKey = 'mixwright.monitor'

function kept(): { levelDb: number; output: typeof systemOutput } | null {
  const { levelDb, outputId, outputName } = readKeptRecord(storageKey)
  // Otherwise unity, through the system's own output.
  if (typeof levelDb !== 'number' || !(levelDb >= -144 && levelDb <= 6)) return null
  const output =
    typeof outputId === 'string' && typeof outputName === 'string' ? { id: outputId, name: outputName } : systemOutput
  return { levelDb, output }
}

/** Sets the monitor as it was left, and remembers what is changed. Returns what ends it. */
export function rememberMonitor(): () => void {
  const known = kept()
  if (known) {
    player.setMonitor({ ...useTransport.getState().monitor, levelDb: known.levelDb })
    player.setOutput(known.output)
  }
  return useTransport.subscribe((state, before) => {
    if (state.monitor.levelDb === before.monitor.levelDb && state.output === before.output) return
    const { id, name } = state.output
    keep(storageKey, { levelDb: state.monitor.levelDb, outputId: id, outputName: name })
  })
}
