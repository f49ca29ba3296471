import { create } from 'zustand'
import type { CountIn } from './beats.ts'
import type { Stage } from './compiled-song.ts'
import { type MonitorSettings, plainMonitor } from './monitor-settings.ts'
import { type OutputDevice, systemOutput } from './outputs.ts'

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
  /** The device that was chosen to play. */
  output: OutputDevice
  /** The chosen device is not there: the system's own plays. */
  outputMissing: boolean
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
  monitor: plainMonitor,
  output: systemOutput,
  outputMissing: false,
  metronome: false,
  countInBars: 0,
}))
