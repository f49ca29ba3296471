import { type PointerEvent, type RefObject, useState } from 'react'
import { selectClips, selectTrack, useView } from '../app/view-state.ts'
import { frameAt } from './clip-drag.ts'
import { headerPx } from './layout.ts'
import { clipsInside, type RowBox } from './rubber-band.ts'

/** Movement below this is a click. */
const slackPx = 3

interface Rect {
  left: number
  top: number
  width: number
  height: number
}

/** A drag over empty lanes selects what it touches; a click selects nothing but the track. */
export function useRubberBand(
  scroller: RefObject<HTMLElement | null>,
  lanes: RefObject<HTMLElement | null>,
  rows: readonly RowBox[],
) {
  const [rect, setRect] = useState<Rect | null>(null)
  const take = (event: PointerEvent<HTMLElement>) => {
    const node = scroller.current
    const lanesNode = lanes.current
    if (event.button !== 0 || !node || !lanesNode) return
    const box = node.getBoundingClientRect()
    if (event.clientX < box.left + headerPx) return
    const overRow = (event.target as Element).closest<HTMLElement>('[data-track-id]')
    const adding = event.shiftKey || event.ctrlKey || event.metaKey
    const kept = adding ? [...useView.getState().selectedClipIds] : []
    const startY = event.clientY - box.top + node.scrollTop
    const startX = event.clientX
    const startFrame = frameAt(event.clientX, lanesNode)
    let moved = false
    const onMove = (at: globalThis.PointerEvent) => {
      if (!moved && Math.hypot(at.clientX - startX, at.clientY - event.clientY) < slackPx) return
      moved = true
      const y = at.clientY - box.top + node.scrollTop
      const frame = frameAt(at.clientX, lanesNode)
      const x = Math.max(box.left + headerPx, at.clientX)
      setRect({
        left: Math.min(startX, x) - box.left,
        top: Math.min(startY, y),
        width: Math.abs(x - startX),
        height: Math.abs(y - startY),
      })
      const [from, to] = [Math.min(startFrame, frame), Math.max(startFrame, frame)]
      const inside = clipsInside(rows, from, to, Math.min(startY, y), Math.max(startY, y))
      selectClips([...kept, ...inside.map((clip) => clip.id)])
    }
    const onUp = () => {
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('pointerup', onUp)
      setRect(null)
      if (moved || adding) return
      selectClips([])
      if (overRow?.dataset.trackId) selectTrack(overRow.dataset.trackId)
    }
    window.addEventListener('pointermove', onMove)
    window.addEventListener('pointerup', onUp)
  }
  return { rect, take }
}
