import { systemOutput } from '../live/outputs.ts'
import { player, useTransport } from '../live/player.ts'

/** The monitor's level and output are the room's, and so are kept for the next time; what was switched on to check is not. */

const storageKey = 'mixwright.monitor'

function kept(): { levelDb: number; output: typeof systemOutput } | null {
  try {
    const read = JSON.parse(localStorage.getItem(storageKey) ?? 'null') as Record<string, unknown> | null
    if (!read || typeof read.levelDb !== 'number' || !(read.levelDb >= -144 && read.levelDb <= 6)) return null
    const { outputId, outputName } = read
    const output =
      typeof outputId === 'string' && typeof outputName === 'string' ? { id: outputId, name: outputName } : systemOutput
    return { levelDb: read.levelDb, output }
  } catch {
    // No storage, or another program's text in it: unity, through the system's own output.
    return null
  }
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
    try {
      localStorage.setItem(
        storageKey,
        JSON.stringify({ levelDb: state.monitor.levelDb, outputId: id, outputName: name }),
      )
    } catch {
      // Without storage it lasts as long as the window.
    }
  })
}
