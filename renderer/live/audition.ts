import { create } from 'zustand'
import type { Id } from '../../shared/model/document.ts'
import type { PlaceMeter } from './places.ts'
import { player } from './player.ts'

interface AuditionState {
  /** The device that is listened to closely; null: none. */
  deviceId: Id | null
  hear: 'difference' | 'input'
  /** What its input is turned by to be as loud as its output, in dB. */
  gainDb: number
}

/** How closely the user listens to a device: heard live alone, never in a bounce, and over when the project is left. */
export const useAudition = create<AuditionState>(() => ({ deviceId: null, hear: 'difference', gainDb: 0 }))

/** How often the loudness of the two is compared. */
const matchEveryMs = 100
/** A device that silences or opens its input is not followed farther. */
const mostGainDb = 24

let meters: { input: PlaceMeter; output: PlaceMeter } | null = null
let timer: ReturnType<typeof setInterval> | null = null

/** By how much the output is louder than the input over the last three seconds; null while that is not known. */
function louderDb(): number | null {
  const input = meters?.input.figure('shortTermLufs') ?? meters?.input.figure('momentaryLufs') ?? null
  const output = meters?.output.figure('shortTermLufs') ?? meters?.output.figure('momentaryLufs') ?? null
  if (input === null || output === null) return null
  return Math.max(-mostGainDb, Math.min(mostGainDb, output - input))
}

function end(): void {
  if (timer !== null) clearInterval(timer)
  timer = null
  meters?.input.close()
  meters?.output.close()
  meters = null
}

function tell(): void {
  const { deviceId, hear, gainDb } = useAudition.getState()
  player.hear(deviceId === null ? null : { deviceId, hear, gainDb })
}

/** Lets only what a device changes be heard, or what comes into it as loud as what it gives; null: the device itself. */
export function listenTo(deviceId: Id | null, hear: AuditionState['hear'] = 'difference'): void {
  end()
  useAudition.setState({ deviceId, hear, gainDb: 0 })
  if (deviceId !== null && hear === 'input') {
    meters = {
      input: player.openMeter({ kind: 'device', deviceId, at: 'input' }),
      output: player.openMeter({ kind: 'device', deviceId, at: 'output' }),
    }
    timer = setInterval(() => {
      const gainDb = louderDb()
      if (gainDb === null || Math.abs(gainDb - useAudition.getState().gainDb) < 0.05) return
      useAudition.setState({ gainDb })
      tell()
    }, matchEveryMs)
  }
  tell()
}

/** The same again ends it. */
export function toggleListening(deviceId: Id, hear: AuditionState['hear']): void {
  const now = useAudition.getState()
  listenTo(now.deviceId === deviceId && now.hear === hear ? null : deviceId, hear)
}
