import { useRef } from 'react'
import { useShallow } from 'zustand/react/shallow'
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

export function layoutWindow(view: Pick<ViewState, 'scrollFrame' | 'framesPerPixel' | 'lanesWidthPx'>): LayoutWindow {
  const { scrollFrame, framesPerPixel, lanesWidthPx } = view
  const half = Math.max(1, lanesWidthPx * framesPerPixel * 0.5)
  const originFrame = Math.floor(scrollFrame / half) * half
  return {
    originFrame,
    fromFrame: originFrame - half * 0.5,
    toFrame: originFrame + half * 3.5,
    framesPerPixel,
  }
}

/** The layout window; the component renders when it steps on or the zoom changes. */
export function useLayoutWindow(): LayoutWindow {
  return useView(useShallow(layoutWindow))
}

/** Whether a stretch of frames touches the window. */
export function isInWindow(window: LayoutWindow, startFrame: number, endFrame: number): boolean {
  return startFrame < window.toFrame && endFrame > window.fromFrame
}

/** The same function object for ever, calling the newest one given. */
export function useStable<A extends unknown[], R>(latest: (...args: A) => R): (...args: A) => R {
  const ref = useRef(latest)
  ref.current = latest
  return useRef((...args: A) => ref.current(...args)).current
}
