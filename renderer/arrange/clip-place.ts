import type { Clip } from '../../shared/model/document.ts'
import type { LayoutWindow } from './timeline-window.ts'

/** Where a clip's box lies on its lane's layer. */
export interface ClipPlace {
  /** CSS pixels from the layer's origin. */
  left: number
  width: number
  /** The frames that the box shows. */
  shownStart: number
  shownEnd: number
}

/** A clip that is longer than the window is cut to it, so that no box grows beyond what a page can lay out. */
export function placeOf(clip: Clip, window: LayoutWindow): ClipPlace {
  const { originFrame, fromFrame, toFrame, framesPerPixel } = window
  const endFrame = clip.startFrame + clip.lengthFrames
  const isCut = clip.lengthFrames > toFrame - fromFrame
  const shownStart = isCut ? Math.max(clip.startFrame, fromFrame) : clip.startFrame
  const shownEnd = isCut ? Math.min(endFrame, toFrame) : endFrame
  return {
    left: (shownStart - originFrame) / framesPerPixel,
    width: Math.max(2, (shownEnd - shownStart) / framesPerPixel),
    shownStart,
    shownEnd,
  }
}
