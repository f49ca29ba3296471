import { create } from 'zustand'
import { prepareRender, RenderRefused } from '../../shared/engine/offline/render-job.ts'
import type { Id } from '../../shared/model/document.ts'
import { documentAsItSounds, documentToFreeze, freezeState } from '../../shared/model/frozen-tracks.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'
import { notify, notifyError } from '../document/notices.ts'
import { offlineNow } from '../media/offline-store.ts'
import { renderInWorkers } from './bounce.ts'

interface Freezing {
  readonly fraction: number
  readonly cancel: () => void
}

/** The tracks that are being rendered or wait for it. */
export const useFreezing = create<{ tracks: Readonly<Record<Id, Freezing>> }>(() => ({ tracks: {} }))

/** One after the other: each rendering uses every core. */
let turn: Promise<void> = Promise.resolve()

function setFreezing(trackId: Id, freezing: Freezing | null): void {
  useFreezing.setState(({ tracks }) => {
    const { [trackId]: _, ...others } = tracks
    return { tracks: freezing ? { ...others, [trackId]: freezing } : others }
  })
}

/**
 * Renders a track behind its inserts, with its tail, and lets it play the rendering in place of clips and inserts. Undone like any edit.
 * Says why when it cannot.
 */
export function freezeTrack(trackId: Id): void {
  if (useFreezing.getState().tracks[trackId]) return
  const abort = new AbortController()
  const cancel = () => {
    abort.abort()
    setFreezing(trackId, null)
  }
  setFreezing(trackId, { fraction: 0, cancel })
  turn = turn.then(async () => {
    try {
      if (!abort.signal.aborted)
        await render(trackId, abort.signal, (fraction) => setFreezing(trackId, { fraction, cancel }))
    } catch (error) {
      if (!abort.signal.aborted) {
        if (error instanceof RenderRefused) notify('error', error.message, error.remedy)
        else notifyError(error)
      }
    } finally {
      setFreezing(trackId, null)
    }
  })
}

async function render(trackId: Id, signal: AbortSignal, onProgress: (fraction: number) => void): Promise<void> {
  const { settled } = documentStore.getState()
  const track = settled?.tracks[trackId]
  const state = settled ? freezeState(settled, trackId) : undefined
  const alone = settled && documentToFreeze(documentOf(settled, trackId), trackId)
  if (!track || !alone || state === undefined) return
  if (Object.keys(settled.clips[trackId] ?? {}).length === 0)
    throw new RenderRefused(`“${track.name}” has no clips to freeze.`, 'Put audio on it first.')
  const job = prepareRender({ document: alone, songId: track.songId, stage: 'mix' })
  const api = documentStore.api()
  const freezeId = newId()
  await api.call('freeze.begin', { freezeId, trackId })
  try {
    await renderInWorkers(
      job,
      alone,
      async (samples) => {
        await api.call('freeze.chunk', { freezeId }, new Uint8Array(samples.buffer))
      },
      (fraction) => !signal.aborted && onProgress(fraction),
      signal,
    )
    signal.throwIfAborted()
    await api.call('freeze.finish', { freezeId, startFrame: 0, state })
  } catch (error) {
    await api.call('freeze.cancel', { freezeId }).catch(() => undefined)
    throw error
  }
}

/** As everything else sounds, but with the track itself playing its clips. */
function documentOf(settled: Parameters<typeof documentAsItSounds>[0], trackId: Id): typeof settled {
  const track = settled.tracks[trackId]
  const thawed = track?.frozen
    ? { ...settled, tracks: { ...settled.tracks, [trackId]: { ...track, frozen: null } } }
    : settled
  return documentAsItSounds(thawed, offlineNow())
}

/** Lets a frozen track play its clips through its inserts again. */
export function thawTrack(trackId: Id): void {
  void documentStore.edit({ type: 'updateTrack', trackId, set: { frozen: null } })
}
