import { create } from 'zustand'

export interface PreviewState {
  /** Whether there is something to hear. */
  loaded: boolean
  /** Whether it is heard in the master's place. */
  heard: boolean
  /** What it is turned by to be as loud as the master, in dB. */
  gainDb: number
}

/** What the interface shows of the preview. Only the preview player writes it. */
export const usePreview = create<PreviewState>(() => ({ loaded: false, heard: false, gainDb: 0 }))
