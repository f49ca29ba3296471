import { create } from 'zustand'
import type { Measurement } from '../../../shared/measure/measurement.ts'

export interface ReferenceState {
  /** The reference that is at hand; null: none. */
  chosenId: string | null
  status: 'none' | 'loading' | 'ready' | 'failed'
  /** Of its reading, 0 to 1. */
  fraction: number
  /** Why it cannot be heard. */
  error: string | null
  /** Loudness of its passage. */
  integratedLufs: number | null
  /** Everything that was measured of its passage; null until it is read. */
  measurement: Measurement | null
  /** Levels of its passage by `lineBands(AVERAGE_BANDS)`, in dB; null for silence and until it is read. */
  spectrumDb: Float32Array | null
  /** What matches it to the mix, its trim included; null until it was heard. */
  gainDb: number | null
  /** It cannot be turned up as far as it would have to be. */
  isCapped: boolean
  /** Whether it is heard in the mix's place. */
  heard: boolean
  /** Whether it plays from where the song is, and not its passage over and over. */
  withSong: boolean
}

/** What the interface shows of the reference. Only the reference player writes it. */
export const useReference = create<ReferenceState>(() => ({
  chosenId: null,
  status: 'none',
  fraction: 0,
  error: null,
  integratedLufs: null,
  measurement: null,
  spectrumDb: null,
  gainDb: null,
  isCapped: false,
  heard: false,
  withSong: false,
}))
