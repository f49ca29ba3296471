import type { PointerEvent as ReactPointerEvent } from 'react'
import type { Edit } from '../../shared/model/edits/edit.ts'
import { documentStore } from '../document/document-store.ts'

/** Where a hand is that took hold of something on the timeline. */
export interface Hand {
  readonly clientX: number
  /** How far it went since. */
  readonly rightPx: number
  readonly upPx: number
  /** Free of the snap, and fine. */
  readonly shiftKey: boolean
}

interface DragOptions {
  /** The edit that a hand makes of the document as it was when it took hold; null where there is none. */
  editAt: (hand: Hand) => Edit | null
  /** Let go without having moved. */
  onClick?: (hand: Hand) => void
}

/** Movement below this is a click. */
const slackPx = 3

/** Follows a hand from a press until it lets go: many previews, one edit. Escape takes it back. */
export function dragEdit(event: ReactPointerEvent, { editAt, onClick }: DragOptions): void {
  if (event.button !== 0) return
  event.stopPropagation()
  const { pointerId, clientX: startX, clientY: startY } = event
  const gesture = documentStore.begin()
  let moved = false
  const handAt = (at: PointerEvent): Hand => ({
    clientX: at.clientX,
    rightPx: at.clientX - startX,
    upPx: startY - at.clientY,
    shiftKey: at.shiftKey,
  })
  const onMove = (at: PointerEvent) => {
    if (at.pointerId !== pointerId) return
    if (!moved && Math.hypot(at.clientX - startX, at.clientY - startY) < slackPx) return
    moved = true
    const edit = editAt(handAt(at))
    if (edit) gesture.preview(edit)
  }
  const end = () => {
    window.removeEventListener('pointermove', onMove)
    window.removeEventListener('pointerup', onUp)
    window.removeEventListener('pointercancel', onCancel)
    window.removeEventListener('keydown', onKey, true)
  }
  const onUp = (at: PointerEvent) => {
    if (at.pointerId !== pointerId) return
    end()
    // What was drawn last is what the user let go of.
    if (moved) void gesture.commit()
    else {
      gesture.revert()
      onClick?.(handAt(at))
    }
  }
  const onCancel = () => {
    end()
    gesture.revert()
  }
  const onKey = (key: KeyboardEvent) => {
    if (key.key !== 'Escape') return
    key.stopPropagation()
    onCancel()
  }
  window.addEventListener('pointermove', onMove)
  window.addEventListener('pointerup', onUp)
  window.addEventListener('pointercancel', onCancel)
  window.addEventListener('keydown', onKey, true)
}
