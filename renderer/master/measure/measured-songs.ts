import { create } from 'zustand'
import { type RenderRange, RenderRefused } from '../../../shared/engine/offline/render-job.ts'
import type { Document, Id, Song } from '../../../shared/model/document.ts'
import { documentAsItSounds } from '../../../shared/model/frozen-tracks.ts'
import { songState } from '../../../shared/model/song-state.ts'
import { documentStore } from '../../document/document-store.ts'
import { useDocumentState } from '../../document/hooks.ts'
import { notify, notifyError } from '../../document/notices.ts'
import { offlineNow, useOffline } from '../../media/offline-store.ts'
import { type MeasuredSong, measureSong } from './measure-song.ts'

/** What of a song is measured. */
export type MeasureExtent = 'song' | 'loop'

interface Running {
  readonly key: string
  readonly fraction: number
  readonly cancel: () => void
}

interface MeasureState {
  readonly extent: MeasureExtent
  /** Whether the large figures are those of the measurement, and not of what is heard. */
  readonly isRead: boolean
  /** By song and extent. They last as long as the project is open. */
  readonly measured: Readonly<Record<string, MeasuredSong>>
  readonly running: Running | null
}

export const useMeasured = create<MeasureState>(() => ({
  extent: 'song',
  isRead: false,
  measured: {},
  running: null,
}))

// What was measured belongs to the project that was open.
documentStore.subscribe((state, before) => {
  if (state.document?.project.id === before.document?.project.id) return
  useMeasured.getState().running?.cancel()
  useMeasured.setState({ measured: {} })
})

const keyOf = (songId: Id, extent: MeasureExtent) => `${songId} ${extent}`

export function hasLoop(song: Song): boolean {
  return song.loopEndFrame > song.loopStartFrame
}

function rangeOf(song: Song, extent: MeasureExtent): RenderRange | null {
  return extent === 'loop' ? { startFrame: song.loopStartFrame, endFrame: song.loopEndFrame } : null
}

/** Reads the measurement of an extent. */
export function readMeasured(extent: MeasureExtent): void {
  useMeasured.setState({ extent, isRead: true })
}

/** Reads what is heard. */
export function readLive(): void {
  useMeasured.setState({ isRead: false })
}

/** The song's measurement of the chosen extent; null: none yet. */
export function useMeasuredSong(songId: Id): MeasuredSong | null {
  return useMeasured(({ measured, extent }) => measured[keyOf(songId, extent)] ?? null)
}

function isStale(document: Document | null, measured: MeasuredSong | null): boolean {
  const song = measured && document?.songs[measured.songId]
  if (!document || !song) return false
  const { range, state } = measured
  if (range && (range.startFrame !== song.loopStartFrame || range.endFrame !== song.loopEndFrame)) return true
  return songState(documentAsItSounds(document, offlineNow()), song.id)?.master !== state.master
}

/** Whether the song would measure otherwise now. */
export function useIsStale(measured: MeasuredSong | null): boolean {
  useOffline()
  return useDocumentState(({ settled }) => isStale(settled, measured))
}

/** Measures the chosen extent of a song; says why when it cannot. One measurement runs at a time: a new one ends the one before. */
export async function measureNow(songId: Id): Promise<void> {
  const { settled } = documentStore.getState()
  const song = settled?.songs[songId]
  if (!settled || !song) return
  const { extent, measured, running } = useMeasured.getState()
  const chosen = extent === 'loop' && hasLoop(song) ? 'loop' : 'song'
  useMeasured.setState({ extent: chosen, isRead: true })
  running?.cancel()
  const abort = new AbortController()
  const key = keyOf(songId, chosen)
  const show = (fraction: number) => {
    if (!abort.signal.aborted) useMeasured.setState({ running: { key, fraction, cancel } })
  }
  const cancel = () => {
    abort.abort()
    useMeasured.setState({ running: null })
  }
  show(0)
  const range = rangeOf(song, chosen)
  const last = measured[key] ?? null
  const isSameRange = last?.range?.startFrame === range?.startFrame && last?.range?.endFrame === range?.endFrame
  try {
    const result = await measureSong({
      document: documentAsItSounds(settled, offlineNow()),
      songId,
      range,
      before: isSameRange ? last : null,
      onProgress: show,
      signal: abort.signal,
    })
    if (abort.signal.aborted) return
    useMeasured.setState((state) => ({ measured: { ...state.measured, [key]: result }, running: null }))
  } catch (error) {
    if (abort.signal.aborted) return
    useMeasured.setState({ running: null })
    if (error instanceof RenderRefused) notify('error', error.message, error.remedy)
    else notifyError(error)
  }
}
