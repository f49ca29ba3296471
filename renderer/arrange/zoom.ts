import type { Document, Id } from '../../shared/model/document.ts'
import { findClip, songLengthFrames } from '../../shared/model/selectors.ts'
import { setView, useView } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { clamp } from '../ui/value-scale.ts'

/** The timeline's window: what part of the song is drawn, and how large. */

/** Closest: one frame is four pixels wide. */
export const minFramesPerPixel = 0.25
const maxFramesPerPixel = 262_144
/** Room behind the last clip, as a share of the lanes' width. */
const tailShare = 0.5
const minLaneZoom = 0.5
const maxLaneZoom = 4

export interface TimeWindow {
  framesPerPixel: number
  scrollFrame: number
}

/** The window after a zoom by `factor` (above 1 is closer) that leaves the frame under `anchorPx` where it is. */
export function zoomedAround(window: TimeWindow, factor: number, anchorPx: number): TimeWindow {
  const framesPerPixel = clamp(window.framesPerPixel / factor, minFramesPerPixel, maxFramesPerPixel)
  const anchorFrame = window.scrollFrame + anchorPx * window.framesPerPixel
  return { framesPerPixel, scrollFrame: Math.max(0, anchorFrame - anchorPx * framesPerPixel) }
}

/** The window that shows `startFrame` to `endFrame` with a little room at the right. */
export function fitted(startFrame: number, endFrame: number, widthPx: number): TimeWindow {
  const frames = Math.max(1, endFrame - startFrame)
  return {
    framesPerPixel: clamp((frames * 1.04) / Math.max(1, widthPx), minFramesPerPixel, maxFramesPerPixel),
    scrollFrame: startFrame,
  }
}

const lengths = new WeakMap<Document, Map<Id, number>>()

/** The song's length, counted once per document: a scroll asks for it at every step. */
export function knownLengthFrames(document: Document, songId: Id): number {
  let known = lengths.get(document)
  if (!known) {
    known = new Map()
    lengths.set(document, known)
  }
  let length = known.get(songId)
  if (length === undefined) {
    length = songLengthFrames(document, songId)
    known.set(songId, length)
  }
  return length
}

/** Frames the timeline can be scrolled over: the song and half a window. */
export function scrollableFrames(): number {
  const { document, songId } = documentStore.getState()
  const { lanesWidthPx, framesPerPixel } = useView.getState()
  const length = document && songId ? knownLengthFrames(document, songId) : 0
  return length + lanesWidthPx * framesPerPixel * tailShare
}

export function scrollTo(frame: number): void {
  const { lanesWidthPx, framesPerPixel } = useView.getState()
  const last = Math.max(0, scrollableFrames() - lanesWidthPx * framesPerPixel)
  setView({ scrollFrame: clamp(frame, 0, last) })
}

export function scrollByPixels(pixels: number): void {
  const { scrollFrame, framesPerPixel } = useView.getState()
  scrollTo(scrollFrame + pixels * framesPerPixel)
}

/** Zooms around a place in the lanes; their middle unless said. */
export function zoomBy(factor: number, anchorPx?: number): void {
  const { framesPerPixel, scrollFrame, lanesWidthPx } = useView.getState()
  setView(zoomedAround({ framesPerPixel, scrollFrame }, factor, anchorPx ?? lanesWidthPx / 2))
}

/** Shows the whole song. */
export function zoomToFit(): void {
  const { document, songId } = documentStore.getState()
  if (!document || !songId) return
  const { lanesWidthPx } = useView.getState()
  const length = songLengthFrames(document, songId)
  setView(fitted(0, length > 0 ? length : document.project.sampleRate * 120, lanesWidthPx))
}

/** Shows the selected clips, or the loop range where none are, as wide as the lanes. */
export function zoomToSelection(): void {
  const { document, songId } = documentStore.getState()
  const { lanesWidthPx, selectedClipIds } = useView.getState()
  const song = document?.songs[songId ?? '']
  if (!document || !song) return
  const clips = [...selectedClipIds].flatMap((id) => findClip(document, id) ?? [])
  const start = Math.min(...clips.map(({ startFrame }) => startFrame))
  const end = Math.max(...clips.map(({ startFrame, lengthFrames }) => startFrame + lengthFrames))
  if (clips.length > 0) setView(fitted(start, end, lanesWidthPx))
  else if (song.loopEndFrame > song.loopStartFrame)
    setView(fitted(song.loopStartFrame, song.loopEndFrame, lanesWidthPx))
}

let fitNext = false

/** Shows the whole song as soon as the lanes are laid out, for a page that is about to appear. */
export function fitWhenLaidOut(): void {
  fitNext = true
}

/** Tells how wide the lanes have become. */
export function lanesLaidOut(lanesWidthPx: number): void {
  if (lanesWidthPx !== useView.getState().lanesWidthPx) setView({ lanesWidthPx })
  if (!fitNext) return
  fitNext = false
  zoomToFit()
}

export function zoomLanesBy(factor: number): void {
  setView({ laneZoom: clamp(useView.getState().laneZoom * factor, minLaneZoom, maxLaneZoom) })
}

const maxWaveZoom = 32

/** Draws the audio higher or lower inside the lanes, for what is quiet. */
export function zoomWavesBy(factor: number): void {
  setView({ waveZoom: clamp(useView.getState().waveZoom * factor, 1 / 4, maxWaveZoom) })
}

/** Scrolls so that a frame is inside the window, with some room before it. */
export function reveal(frame: number): void {
  const { framesPerPixel, scrollFrame, lanesWidthPx } = useView.getState()
  if (frame < scrollFrame || frame > scrollFrame + lanesWidthPx * framesPerPixel)
    scrollTo(frame - lanesWidthPx * framesPerPixel * 0.1)
}
