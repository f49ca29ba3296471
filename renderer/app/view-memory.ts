import { documentStore } from '../document/document-store.ts'
import { setView, useView, type ViewState } from './view-state.ts'
import { keep, readKept } from './window-storage.ts'

/** How each song was looked at last: where and how near, in the storage of this window. */

const rememberedKeys = ['framesPerPixel', 'scrollFrame', 'laneZoom', 'waveZoom', 'selectedTrackId'] as const
type Remembered = Pick<ViewState, (typeof rememberedKeys)[number]>

const storageKey = 'mixwright.songs'
/** Songs that were not looked at for longest are forgotten first. */
const mostSongs = 300
const writeAfterMs = 400

type Memory = [place: string, view: Remembered][]

function read(): Memory {
  const kept = readKept(storageKey)
  return Array.isArray(kept) ? (kept as Memory) : []
}

/** Songs of copied projects share ids, so that the project's folder counts too. */
function placeNow(): string | null {
  const { path, songId } = documentStore.getState()
  return path !== null && songId !== null ? `${path} ${songId}` : null
}

function isUsable(view: Remembered | undefined): view is Remembered {
  return (
    view !== undefined &&
    [view.framesPerPixel, view.scrollFrame, view.laneZoom, view.waveZoom].every(
      (value) => Number.isFinite(value) && value >= 0,
    ) &&
    view.framesPerPixel > 0 &&
    view.laneZoom > 0 &&
    view.waveZoom > 0
  )
}

/** Shows the song of the page as it was looked at last; false when it never was. */
export function recallView(): boolean {
  const place = placeNow()
  const view = read().find(([known]) => known === place)?.[1]
  if (!isUsable(view)) return false
  const { document } = documentStore.getState()
  const selectedTrackId = view.selectedTrackId && document?.tracks[view.selectedTrackId] ? view.selectedTrackId : null
  setView({ ...view, selectedTrackId })
  return true
}

/** Remembers how the song on the page is looked at. Returns what ends it. */
export function rememberViews(): () => void {
  let timer = 0
  const write = () => {
    const place = placeNow()
    if (place === null) return
    const view = useView.getState()
    const remembered = Object.fromEntries(rememberedKeys.map((key) => [key, view[key]])) as unknown as Remembered
    const others = read().filter(([known]) => known !== place)
    keep(storageKey, [[place, remembered], ...others].slice(0, mostSongs))
  }
  const end = useView.subscribe((view, before) => {
    if (rememberedKeys.every((key) => view[key] === before[key])) return
    clearTimeout(timer)
    timer = window.setTimeout(write, writeAfterMs)
  })
  return () => {
    clearTimeout(timer)
    end()
  }
}
