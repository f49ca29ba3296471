import { useRef, useSyncExternalStore } from 'react'
import { create } from 'zustand'
import { useView, type ViewState } from '../app/view-state.ts'

/**
 * The stretch of the timeline that is laid out. It moves in steps of half a window, so that scrolling only shifts the
 * layers and the clips at its ends are laid out anew once in a while; positions count from an origin that changes more
 * seldom still, so that most clips stay as they are and pixels are small numbers however far in the song they lie.
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
  // Whole pixels, so that what is drawn can be moved by a step.
  const half = Math.max(2, Math.floor(lanesWidthPx / 4) * 2) * framesPerPixel
  const step = Math.floor(scrollFrame / half)
  return {
    originFrame: Math.floor(step / ORIGIN_STEPS) * ORIGIN_STEPS * half,
    fromFrame: (step - 0.5) * half,
    toFrame: (step + 3.5) * half,
    framesPerPixel,
  }
}

/** Steps of the window after which the origin moves. */
const ORIGIN_STEPS = 32

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

/** Widths of the lanes that the wide window holds to the left and to the right of what is seen. */
const WIDE = 5

function wideWindow(view: Viewed): LayoutWindow {
  const { scrollFrame, framesPerPixel, lanesWidthPx } = view
  const width = lanesWidthPx * framesPerPixel
  return {
    originFrame: scrollFrame,
    fromFrame: scrollFrame - WIDE * width,
    toFrame: scrollFrame + (WIDE + 1) * width,
    framesPerPixel,
  }
}

/** The window in which the bare boxes of a dense session are laid out: so wide that a scroll seldom lays any out anew. */
export const useWideWindow = create<LayoutWindow>(() => wideWindow(useView.getState()))

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
  if (next.fromFrame !== now.fromFrame || next.framesPerPixel !== now.framesPerPixel || next.toFrame !== now.toFrame)
    useLayoutWindow.setState(next)
  const view = useView.getState()
  const wide = useWideWindow.getState()
  if (wide.framesPerPixel !== view.framesPerPixel || !covers(wide, view)) useWideWindow.setState(wideWindow(view))
}

useView.subscribe((view) => {
  if (!zoomIsPutOff || view.framesPerPixel === useLayoutWindow.getState().framesPerPixel) return layOut()
  clearTimeout(timer)
  timer = window.setTimeout(layOut, restMs)
})

/** The window a lane is laid out in; one out of sight keeps its last one until it comes into sight. */
export function useLaneWindow(inSight: boolean, bare: boolean): LayoutWindow {
  const store = bare ? useWideWindow : useLayoutWindow
  const last = useRef(store.getState())
  const window = useSyncExternalStore(store.subscribe, () => (inSight ? store.getState() : last.current))
  last.current = window
  return window
}
