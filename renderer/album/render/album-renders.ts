import { create } from 'zustand'
import type { Depth } from '../../../shared/contract/api.ts'
import type { AlbumFile } from '../../../shared/contract/renders.ts'
import { albumCuts, cutNotes } from '../../../shared/engine/album/album-cuts.ts'
import { type AlbumMaster, keptMasters } from '../../../shared/engine/album/album-masters.ts'
import { type AlbumRender, driveKeyOf, prepareAlbum, sequenceOf } from '../../../shared/engine/album/render-album.ts'
import { RenderRefused } from '../../../shared/engine/offline/render-job.ts'
import type { NoiseShape } from '../../../shared/formats/noise-shaping.ts'
import type { Document, Id } from '../../../shared/model/document.ts'
import { documentAsItSounds } from '../../../shared/model/frozen-tracks.ts'
import { itemsOfAlbum } from '../../../shared/model/selectors.ts'
import { allThreads, runInWorkers } from '../../bounce/bounce.ts'
import { documentStore } from '../../document/document-store.ts'
import { notify, notifyError } from '../../document/notices.ts'
import { offlineNow } from '../../media/offline-store.ts'
import { pageAlbumHost } from './page-album-host.ts'

/** What is known of an item's master as the album would play it. */
export interface ItemRender {
  /** `stale`: what is known is of an earlier state of the album; `none`: nothing is. */
  readonly state: 'none' | 'fresh' | 'stale'
  readonly master: AlbumMaster | null
}

/** What runs for the album now. */
interface AlbumWork {
  readonly label: string
  /** 0 … 1 of the piece of work that the label names. */
  readonly fraction: number
  readonly cancel: () => void
}

interface AlbumRenders {
  readonly items: Readonly<Record<Id, ItemRender>>
  readonly work: AlbumWork | null
}

/** The album's renders as the pages show them; no part of the document. */
export const useAlbumRenders = create<AlbumRenders>(() => ({ items: {}, work: null }))

function setMaster(master: AlbumMaster): void {
  useAlbumRenders.setState(({ items }) => ({ items: { ...items, [master.itemId]: { state: 'fresh', master } } }))
}

function soundingNow(): Document | null {
  const { settled } = documentStore.getState()
  return settled && documentAsItSounds(settled, offlineNow())
}

/** Counts looks: a later one makes an earlier one's answer worthless. */
let looks = 0

/** Looks which masters are kept of the album as it is now. Call when the document may have changed. */
export async function lookAtRenders(): Promise<void> {
  const look = ++looks
  const document = soundingNow()
  if (!document) {
    useAlbumRenders.setState({ items: {} })
    return
  }
  const host = pageAlbumHost(documentStore.api(), new AbortController().signal)
  const { masters } = await keptMasters(document, host.find)
  if (look !== looks) return
  useAlbumRenders.setState(({ items }) => ({
    items: Object.fromEntries(
      itemsOfAlbum(document).map(({ id }, index): [Id, ItemRender] => {
        const master = masters[index]
        if (master) return [id, { state: 'fresh', master }]
        const before = items[id]?.master ?? null
        return [id, { state: before ? 'stale' : 'none', master: before }]
      }),
    ),
  }))
}

/** The keys of every render that the album, as it is now, would use. */
export async function neededRenders(): Promise<string[]> {
  const document = soundingNow()
  if (!document) return []
  const { find } = pageAlbumHost(documentStore.api(), new AbortController().signal)
  const { masters, keys } = await keptMasters(document, find)
  const whole = masters.filter((master) => master !== null)
  if (whole.length !== masters.length || whole.length === 0) return [...keys]
  return [...keys, driveKeyOf(document, sequenceOf(document, whole), whole)]
}

/** One piece of work for the album at a time: each uses every core. */
async function run<T>(what: (document: Document, signal: AbortSignal) => Promise<T>): Promise<T | null> {
  const document = soundingNow()
  if (!document || useAlbumRenders.getState().work) return null
  const abort = new AbortController()
  const cancel = () => abort.abort()
  useAlbumRenders.setState({ work: { label: 'Looking at the album', fraction: 0, cancel } })
  try {
    return await what(document, abort.signal)
  } catch (error) {
    if (!abort.signal.aborted) {
      if (error instanceof RenderRefused) notify('error', error.message, error.remedy)
      else notifyError(error)
    }
    return null
  } finally {
    // What failed ends all that runs beside it.
    abort.abort()
    useAlbumRenders.setState({ work: null })
    void lookAtRenders()
  }
}

function tell(label: string, fraction: number): void {
  useAlbumRenders.setState(({ work }) => ({ work: work && { ...work, label, fraction } }))
}

function prepare(document: Document, signal: AbortSignal): Promise<AlbumRender> {
  const host = pageAlbumHost(documentStore.api(), signal)
  return prepareAlbum(document, host, {
    onProgress: (_, label, fraction) => !signal.aborted && tell(label, fraction),
    onMaster: setMaster,
  })
}

/** Lets go of what was rendered for one bounce or one hearing alone. */
async function letGo({ temporaryKey }: AlbumRender): Promise<void> {
  if (temporaryKey !== null) await documentStore.api().call('render.drop', { key: temporaryKey })
}

/** Renders whatever of the album is stale. Resolves with the album as the live player plays it; null where that failed or was cancelled. */
export function renderAlbum(): Promise<AlbumRender | null> {
  return run(async (document, signal) => {
    const album = await prepare(document, signal)
    await letGo(album)
    return album
  })
}

export interface AlbumDelivery {
  readonly folder: string
  readonly depth: Depth
  readonly dither: NoiseShape
}

/** Writes the album into a folder, a file for each track. Null where that failed or was cancelled; then no file is left. */
export function bounceAlbum({ folder, depth, dither }: AlbumDelivery): Promise<readonly AlbumFile[] | null> {
  return run(async (document, signal) => {
    const api = documentStore.api()
    const album = await prepare(document, signal)
    const albumId = crypto.randomUUID()
    const cuts = albumCuts(document, album.sequence).map(({ title: _, ...cut }) => cut)
    try {
      await api.call('album.begin', { albumId, folder, depth, dither, frames: album.sequence.lengthFrames, cuts })
      await runInWorkers({
        ...album.end,
        threads: allThreads(),
        take: async (samples) => {
          await api.call('album.chunk', { albumId }, new Uint8Array(samples.buffer))
        },
        onProgress: (fraction) => !signal.aborted && tell('Album', fraction),
        signal,
      })
      tell('Cutting and measuring the files', 1)
      const { files } = await api.call('album.finish', { albumId })
      for (const note of [...album.notes, ...cutNotes(document, album, files)]) notify('warning', note)
      return files
    } catch (error) {
      await api.call('album.cancel', { albumId }).catch(() => undefined)
      throw error
    } finally {
      await letGo(album)
    }
  })
}
