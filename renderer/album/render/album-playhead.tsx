import { useEffect, useRef } from 'react'
import { player } from '../../live/player.ts'
import { onFrame } from '../../ui/frame-hub.ts'
import { moved } from '../../ui/moved.ts'
import { useAlbumView } from '../album-view.ts'
import { sequenceWindow } from '../sequence-zoom.ts'
import { useHeardAlbum } from './album-play.ts'

/** Left of the window, where it is not to be seen. */
const outsidePx = -100

/** The line through the sequence where the album is heard, while it is. Moved by hand before every repaint. */
export function AlbumPlayhead() {
  const isHeard = useHeardAlbum((state) => state.album !== null)
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!isHeard) return
    let lastX = Number.NaN
    const hand = moved(line.current!)
    const off = onFrame(() => {
      const view = useAlbumView.getState()
      const { framesPerPixel, scrollFrame } = sequenceWindow(view)
      const x = (player.playheadFrame() - scrollFrame) / framesPerPixel
      if (x === lastX) return
      lastX = x
      hand.to(x < -1 || x > view.widthPx + 1 ? outsidePx : x)
    })
    return () => {
      off()
      hand.release()
    }
  }, [isHeard])
  if (!isHeard) return null
  return <div ref={line} className="sequence-playhead" data-testid="album-playhead" aria-hidden />
}
