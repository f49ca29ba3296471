import type { Marker } from '../../shared/model/document.ts'
import { isRange, markersOfSong, type NamedRange } from '../../shared/model/selectors.ts'
import { selectedClips } from '../arrange/clip-actions.ts'
import { reveal } from '../arrange/zoom.ts'
import { exportExtent } from '../deliver/bounce-extent.ts'
import { documentStore } from '../document/document-store.ts'
import { newId } from '../document/new-id.ts'
import { notify } from '../document/notices.ts'
import { player } from '../live/player.ts'

/** What keys, menus and the list do with markers and named ranges of the song on the page. */

function songMarkers(): Marker[] {
  const { document, songId } = documentStore.getState()
  return document && songId ? markersOfSong(document, songId) : []
}

function add(frame: number, endFrame: number | null): void {
  const { songId } = documentStore.getState()
  if (!songId) return
  const alike = songMarkers().filter((marker) => isRange(marker) === (endFrame !== null))
  const name = `${endFrame === null ? 'Marker' : 'Range'} ${alike.length + 1}`
  const marker = { id: newId(), songId, name, frame: Math.max(0, Math.round(frame)), endFrame }
  void documentStore.edit({ type: 'addMarker', marker })
}

/** Adds a marker, named by its number. */
export function addMarker(frame: number): void {
  add(frame, null)
}

/** From the first to the last frame of the selected clips; null with none. */
export function selectionExtent(): { startFrame: number; endFrame: number } | null {
  const clips = selectedClips()
  if (clips.length === 0) return null
  return {
    startFrame: Math.min(...clips.map((clip) => clip.startFrame)),
    endFrame: Math.max(...clips.map((clip) => clip.startFrame + clip.lengthFrames)),
  }
}

/** Names the stretch of the selected clips, by its number at first. */
export function addRangeOfClips(): void {
  const extent = selectionExtent()
  if (extent) add(extent.startFrame, extent.endFrame)
}

/** Names the stretch of the loop. */
export function addRangeOfLoop(): void {
  const { document, songId } = documentStore.getState()
  const song = document && songId ? document.songs[songId] : undefined
  if (!song) return
  if (song.loopEndFrame > song.loopStartFrame) add(song.loopStartFrame, song.loopEndFrame)
  else notify('info', 'There is no loop to name.', 'Drag one in the ruler, or select clips and name their range.')
}

export function goToFrame(frame: number): void {
  player.seek(frame)
  reveal(frame)
}

/** Goes to the nearest of these places behind the playhead, or before it. */
function jump(places: readonly number[], direction: 1 | -1, what: string): void {
  const here = Math.round(player.playheadFrame())
  const next = direction === 1 ? places.find((frame) => frame > here) : places.findLast((frame) => frame < here)
  if (next !== undefined) goToFrame(next)
  else notify('info', `There is no ${what} ${direction === 1 ? 'behind' : 'before'} the playhead.`)
}

/** Goes to the next or the last place at which a marker stands or a range begins. */
export function jumpToMarker(direction: 1 | -1): void {
  jump(
    songMarkers().map(({ frame }) => frame),
    direction,
    'marker',
  )
}

/** The same for the beginnings of ranges. */
export function jumpToRange(direction: 1 | -1): void {
  jump(
    songMarkers()
      .filter(isRange)
      .map(({ frame }) => frame),
    direction,
    'range',
  )
}

/** The range that is meant: the focused one, else the one that the playhead stands in and that began last. */
function meantRange(): NamedRange | undefined {
  const ranges = songMarkers().filter(isRange)
  const focused = globalThis.document.activeElement
  const focusedId = focused instanceof HTMLElement ? focused.dataset.markerId : undefined
  const here = player.playheadFrame()
  return (
    ranges.find(({ id }) => id === focusedId) ??
    ranges.findLast(({ frame, endFrame }) => frame <= here && here < endFrame)
  )
}

/** Does something with the range that is meant, or says that there is none. */
export function withMeantRange(run: (range: NamedRange) => void): () => void {
  return () => {
    const range = meantRange()
    if (range) run(range)
    else
      notify('info', 'The playhead stands in no named range.', 'Put it into one, or choose one in the list of ranges.')
  }
}

/** Makes a stretch the loop and lets it run. */
export function loopStretch(startFrame: number, endFrame: number): void {
  const { songId } = documentStore.getState()
  if (!songId) return
  const set = { loopOn: true, loopStartFrame: startFrame, loopEndFrame: endFrame }
  void documentStore.edit({ type: 'updateSong', songId, set })
}

export function loopRange({ frame, endFrame }: NamedRange): void {
  loopStretch(frame, endFrame)
}

/** Opens the Bounce page with this range chosen. */
export function exportRange({ id }: NamedRange): void {
  exportExtent(id)
}

export function renameMarker({ id, name }: Marker, typed: string): void {
  const wanted = typed.trim().slice(0, 200)
  if (wanted && wanted !== name) void documentStore.edit({ type: 'updateMarker', markerId: id, set: { name: wanted } })
}

export function removeMarker({ id }: Marker): void {
  void documentStore.edit({ type: 'removeMarker', markerId: id })
}
