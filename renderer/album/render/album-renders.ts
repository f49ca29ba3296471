import { create } from 'zustand'
import type { Depth } from '../../../shared/contract/api.ts'
import type { AlbumFile } from '../../../shared/contract/renders.ts'
import { albumCuts, cutNotes } from '../../../shared/engine/album/album-cuts.ts'
import type { ShownPiece } from '../../../shared/engine/album/album-host.ts'
import { type AlbumMaster, keptMasters } from '../../../shared/engine/album/album-masters.ts'
import { type AlbumRender, driveKeyOf, prepareAlbum, sequenceOf } from '../../../shared/engine/album/render-album.ts'
import { RenderRefused } from '../../../shared/engine/offline/render-job.ts'
import type { NoiseShape } from '../../../shared/formats/noise-shaping.ts'
import type { AlbumItem, Document } from '../../../shared/model/document.ts'
import { documentAsItSounds } from '../../../shared/model/frozen-tracks.ts'
import { itemsOfAlbum } from '../../../shared/model/selectors.ts'
import { allThreads, runInWorkers } from '../../bounce/bounce.ts'
import { documentStore } from '../../document/document-store.ts'
import { notify, notifyError } from '../../document/notices.ts'
import { offlineNow } from '../../media/offline-store.ts'
import { type ItemState, setItemState, useAlbumState } from '../album-state.ts'
import { pageAlbumHost } from './page-album-host.ts'

/** One rendering among those that run at once. */
interface ShownRendering {
  readonly id: number
  readonly label: string
  /** 0 … 1; null where that is not told. */
  readonly fraction: number | null
}

/** What runs for the album now, in the order in which it began. */
interface AlbumWork {
  readonly pieces: readonly ShownRendering[]
  readonly cancel: () => void
}

/** The work for the album that the pages show; no part of the document. */
export const useAlbumWork = create<{ work: AlbumWork | null }>(() => ({ work: null }))

/** An item as its master has it, without the offset that the album gives it. */
function stateOf(item: AlbumItem, master: AlbumMaster): Partial<ItemState> {
  const { integratedLufs, truePeakDbtp, rangeLu } = master.measurement
  const moved = (level: number | null) => (level === null ? null : level + master.gainDb)
  const lufs = moved(integratedLufs)
  return {
    state: 'fresh',
    fraction: null,
    lufs: lufs === null ? null : lufs - item.loudnessOffsetDb,
    dbtp: moved(truePeakDbtp),
    rangeLu,
    frames: master.frames,
    peaksHash: master.poolHash,
  }
}

function soundingNow(): Document | null {
  const { settled } = documentStore.getState()
  return settled && documentAsItSounds(settled, offlineNow())
}

/** Counts looks: a later one makes an earlier one's answer worthless. */
let looks = 0

/** Looks which masters are kept of the album as it is now. Call when the document may have changed. */
async function lookAtRenders(): Promise<void> {
  const look = ++looks
  const document = soundingNow()
  if (!document || useAlbumWork.getState().work) return
  const host = pageAlbumHost(documentStore.api(), new AbortController().signal)
  const { masters } = await keptMasters(document, host.find)
  if (look !== looks || useAlbumWork.getState().work) return
  for (const [index, item] of itemsOfAlbum(document).entries()) {
    const master = masters[index]
    const before = useAlbumState.getState().items[item.id]
    if (master) setItemState(item.id, stateOf(item, master))
    else if (before && before.state !== 'none')
      setItemState(item.id, { state: before.frames === null ? 'none' : 'stale', fraction: null })
  }
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
  if (!document || useAlbumWork.getState().work) return null
  const abort = new AbortController()
  const cancel = () => abort.abort()
  useAlbumWork.setState({ work: { pieces: [], cancel } })
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
    useAlbumWork.setState({ work: null })
    void lookAtRenders().catch(notifyError)
  }
}

let lastPieceId = 0

/** Shows a piece of work until it ends. */
function beginPiece(label: string, fraction: number | null = 0): ShownPiece {
  const id = ++lastPieceId
  const change = (to: (before: readonly ShownRendering[]) => readonly ShownRendering[]) =>
    useAlbumWork.setState(({ work }) => ({ work: work && { ...work, pieces: to(work.pieces) } }))
  change((before) => [...before, { id, label, fraction }])
  return {
    tell: (now: number) =>
      change((before) => before.map((each) => (each.id === id ? { ...each, fraction: now } : each))),
    end: () => change((before) => before.filter((each) => each.id !== id)),
  }
}

function prepare(document: Document, signal: AbortSignal): Promise<AlbumRender> {
  const host = pageAlbumHost(documentStore.api(), signal, beginPiece)
  return prepareAlbum(document, host, {
    onProgress(itemId, fraction) {
      if (!signal.aborted) setItemState(itemId, { state: 'rendering', fraction })
    },
    onMaster: (master) => setItemState(master.itemId, stateOf(document.albumItems[master.itemId]!, master)),
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

/** A while without edits, after which it is looked what is stale. */
const QUIET_MS = 400

/** Keeps what is known of the items up to date while a page shows it. Returns the end of that. */
export function followRenders(): () => void {
  let timer = 0
  let seen: Document | null = null
  const look = () => {
    const document = soundingNow()
    if (document === seen) return
    seen = document
    clearTimeout(timer)
    timer = window.setTimeout(() => void lookAtRenders().catch(notifyError), QUIET_MS)
  }
  const off = documentStore.subscribe(look)
  look()
  return () => {
    clearTimeout(timer)
    off()
  }
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
      const piece = beginPiece('Album')
      await runInWorkers({
        ...album.end,
        threads: allThreads(),
        take: async (samples) => {
          await api.call('album.chunk', { albumId }, new Uint8Array(samples.buffer))
        },
        onProgress: piece.tell,
        signal,
      })
      piece.end()
      beginPiece('Cutting and measuring the files', null)
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
