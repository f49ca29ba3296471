/**
 * Elements that are moved and stretched sixty times a second: layers of the timeline, the playhead. A style that changes has
 * the browser gather all of the page's layers anew, some milliseconds each time; a halted animation whose time is set moves
 * only what it holds.
 */

/** Farther than anything is ever moved, in pixels. */
const REACH_PX = 1e7
const MOST_STRETCH = 1000
/** Milliseconds of the stretching animation for a stretch of 1. */
const STRETCH_MS = 1000

export interface Moved {
  /** Puts the element so many CSS pixels to the right, stretched sideways from its left edge. */
  to(x: number, stretch?: number): void
  /** Leaves the element where its style says. */
  release(): void
}

/** Takes an element's transform over. Its transform-origin is its left edge if it is stretched. */
export function moved(element: HTMLElement): Moved {
  const slide = halted(element, ['translateX', -REACH_PX, REACH_PX, 'px'], REACH_PX * 2, 'replace')
  let stretching: Animation | null = null
  let lastX = Number.NaN
  let lastStretch = 1
  return {
    to(x, stretch = 1) {
      if (x !== lastX) slide.currentTime = x + REACH_PX
      lastX = x
      if (stretch === lastStretch) return
      lastStretch = stretch
      if (stretch === 1) {
        stretching?.cancel()
        stretching = null
        return
      }
      stretching ??= halted(element, ['scaleX', 0, MOST_STRETCH, ''], MOST_STRETCH * STRETCH_MS, 'add')
      stretching.currentTime = stretch * STRETCH_MS
    },
    release() {
      slide.cancel()
      stretching?.cancel()
    },
  }
}

function halted(
  element: HTMLElement,
  [change, from, to, unit]: readonly [string, number, number, string],
  duration: number,
  composite: CompositeOperation,
): Animation {
  const at = (value: number) => ({ transform: `${change}(${value}${unit})` })
  const animation = element.animate([at(from), at(to)], { duration, fill: 'both', composite })
  animation.pause()
  return animation
}
