import { type PointerEvent, type RefObject, useState } from 'react'
import type { Id } from '../../shared/model/document.ts'
import { moveTrackToRow } from '../app/track-actions.ts'
import type { RowBox } from './rubber-band.ts'

/** Movement below this is a click. */
const slackPx = 6

/** A header that is dragged up or down takes its track along. */
export function useReorder(scroller: RefObject<HTMLElement | null>, rows: readonly RowBox[]) {
  const [lineTop, setLineTop] = useState<number | null>(null)
  const grab = (event: PointerEvent<HTMLElement>, trackId: Id) => {
    const node = scroller.current
    if (event.button !== 0 || !node) return
    const startY = event.clientY
    let gap: number | null = null
    const onMove = (at: globalThis.PointerEvent) => {
      if (gap === null && Math.abs(at.clientY - startY) < slackPx) return
      const y = at.clientY - node.getBoundingClientRect().top + node.scrollTop
      const index = rows.findIndex((row) => y < row.top + row.fullHeight / 2)
      gap = index < 0 ? rows.length : index
      const last = rows.at(-1)
      setLineTop(rows[gap]?.top ?? (last ? last.top + last.fullHeight : 0))
    }
    const onUp = () => {
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('pointerup', onUp)
      window.removeEventListener('pointercancel', onUp)
      window.removeEventListener('keydown', onKey, true)
      setLineTop(null)
      if (gap === null) return
      moveTrackToRow(trackId, gap)
    }
    const onKey = (key: KeyboardEvent) => {
      if (key.key !== 'Escape' || gap === null) return
      key.stopPropagation()
      gap = null
      onUp()
    }
    window.addEventListener('pointermove', onMove)
    window.addEventListener('pointerup', onUp)
    window.addEventListener('pointercancel', onUp)
    window.addEventListener('keydown', onKey, true)
  }
  return { lineTop, grab }
}
