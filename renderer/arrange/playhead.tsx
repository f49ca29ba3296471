import { useEffect, useRef } from 'react'
import { useView } from '../app/view-state.ts'
import { player, useTransport } from '../live/player.ts'
import { onFrame } from '../ui/frame-hub.ts'
import { moved } from '../ui/moved.ts'
import { scrollTo } from './zoom.ts'

/** Where on the page, as a share of the window, a page turn puts the playhead. */
const turnedTo = 0.02

/** Left of the window, where it is not to be seen. */
const outsidePx = -100

/** The line through the lanes. It is moved by hand before every repaint, and turns the page when it leaves the window. */
export function Playhead() {
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let lastX = Number.NaN
    let lastFrame = -1
    const hand = moved(line.current!)
    const off = onFrame(() => {
      const frame = player.playheadFrame()
      const { follow, lanesWidthPx, framesPerPixel, scrollFrame } = useView.getState()
      const windowFrames = lanesWidthPx * framesPerPixel
      if (useTransport.getState().playing && frame !== lastFrame) {
        const seen =
          lastFrame >= scrollFrame - framesPerPixel && lastFrame <= scrollFrame + windowFrames + framesPerPixel
        // Who scrolled away while it plays wants to look elsewhere.
        if (follow === 'page' && seen && (frame > scrollFrame + windowFrames || frame < scrollFrame))
          scrollTo(frame - windowFrames * turnedTo)
        else if (follow === 'centre' && frame > windowFrames / 2) scrollTo(frame - windowFrames / 2)
      }
      lastFrame = frame
      const view = useView.getState()
      const x = (frame - view.scrollFrame) / view.framesPerPixel
      if (x === lastX) return
      lastX = x
      hand.to(x < -1 || x > lanesWidthPx + 1 ? outsidePx : x)
    })
    return () => {
      off()
      hand.release()
    }
  }, [])
  return (
    <div className="playhead-window" aria-hidden>
      <div ref={line} className="playhead" data-testid="playhead">
        <svg className="playhead-cap" width="12" height="8" aria-hidden>
          <path d="M 0 0 H 12 L 6 8 Z" fill="currentColor" />
        </svg>
      </div>
    </div>
  )
}
