import { create } from 'zustand'
import type { CountIn } from './beats.ts'
import type { Stage } from './compiled-song.ts'
import type { MonitorSettings } from './monitor.ts'

export interface TransportState {
  playing: boolean
  /** Play was asked for, and nothing is heard yet. */
  starting: boolean
  /** The last trouble of the sound, in a sentence that says what to do. */
  error: string | null
  /** Counts the files that could not be read while playing: whoever knows the pool looks what is the matter. */
  unread: number
  /** Whether the mastering rack is heard. */
  stage: Stage
  monitor: MonitorSettings
  metronome: boolean
  /** Bars that are clicked before playing begins. */
  countInBars: CountIn
}

/** What the interface shows of the player. Only the player writes it. */
export const useTransport = create<TransportState>(() => ({
  playing: false,
  starting: false,
  error: null,
  unread: 0,
  stage: 'mix',
  monitor: { levelDb: 0, dim: false, mono: false },
  metronome: false,
  countInBars: 0,
}))
