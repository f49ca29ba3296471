import { create } from 'zustand'
import { useView, type ViewState } from '../app/view-state.ts'

/**
 * The stretch of the timeline that is laid out. It moves in steps of half a window, so that scrolling only shifts the
 * layers and the clips are laid out anew once in a while; positions count from its origin, so that pixels stay small
 * numbers however far in the song they lie.
 */
export interface LayoutWindow {
  originFrame: number
  /** Clips are cut to these when they are laid out; both lie outside of what is seen. */
  fromFrame: number
  toFrame: number
  framesPerPixel: number
}

type Viewed = Pick<ViewState, 'scrollFrame' | 'framesPerPixel' | 'lanesWidthPx'>

export function layoutWindow({ scrollFrame, framesPerPixel, lanesWidthPx }: Viewed): LayoutWindow {
  const half = Math.max(1, lanesWidthPx * framesPerPixel * 0.5)
  const originFrame = Math.floor(scrollFrame / half) * half
  return {
    originFrame,
    fromFrame: originFrame - half * 0.5,
    toFrame: originFrame + half * 3.5,
    framesPerPixel,
  }
}

/** Whether everything that is seen is laid out. */
export function covers(layout: LayoutWindow, { scrollFrame, framesPerPixel, lanesWidthPx }: Viewed): boolean {
  return scrollFrame >= layout.fromFrame && scrollFrame + lanesWidthPx * framesPerPixel <= layout.toFrame
}

/** Whether a stretch of frames touches the window. */
export function isInWindow(window: LayoutWindow, startFrame: number, endFrame: number): boolean {
  return startFrame < window.toFrame && endFrame > window.fromFrame
}

/** The window as it is laid out now. Behind the view only while a zoom is put off. */
export const useLayoutWindow = create<LayoutWindow>(() => layoutWindow(useView.getState()))

/** A zoom rests when it has not changed for so long. */
const restMs = 90
let zoomIsPutOff = false
let timer = 0

/** With many clips in sight a zoom only stretches what is laid out, until it rests. */
export function putZoomOff(on: boolean): void {
  zoomIsPutOff = on
}

function layOut(): void {
  clearTimeout(timer)
  timer = 0
  const next = layoutWindow(useView.getState())
  const now = useLayoutWindow.getState()
  if (
    next.originFrame !== now.originFrame ||
    next.framesPerPixel !== now.framesPerPixel ||
    next.toFrame !== now.toFrame
  )
    useLayoutWindow.setState(next)
}

useView.subscribe((view) => {
  const now = useLayoutWindow.getState()
  const zoomed = view.framesPerPixel !== now.framesPerPixel
  if (!zoomed || !zoomIsPutOff || !covers(now, view)) return layOut()
  clearTimeout(timer)
  timer = window.setTimeout(layOut, restMs)
})
