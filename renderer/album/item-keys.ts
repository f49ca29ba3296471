import type { KeyboardEvent } from 'react'
import type { Id } from '../../shared/model/document.ts'
import { documentStore } from '../document/document-store.ts'
import { giveKeys } from '../ui/give-keys.ts'
import { moveSelected, nudgeJoins, removeSelected } from './album-actions.ts'
import { placedNow } from './album-facts.ts'
import { selectItems, setAlbumView, useAlbumView } from './album-view.ts'
import { revealFrame } from './sequence-zoom.ts'

/** How far a key moves a join, in seconds; with Shift one frame. */
const nudgeSeconds = 0.1

/** Selects as lists do: alone, with Ctrl in or out, with Shift up to there. */
export function selectByHand(itemId: Id, keys: { ctrlKey: boolean; metaKey: boolean; shiftKey: boolean }): void {
  const { selectedIds, anchorId } = useAlbumView.getState()
  const next = new Set(selectedIds)
  if (keys.shiftKey) {
    const ids = placedNow().map((placed) => placed.itemId)
    const [from, to] = [ids.indexOf(anchorId ?? itemId), ids.indexOf(itemId)].sort((a, b) => a - b)
    setAlbumView({ selectedIds: new Set(ids.slice(Math.max(0, from!), to! + 1)), activeId: itemId })
  } else if (keys.ctrlKey || keys.metaKey) {
    if (!next.delete(itemId)) next.add(itemId)
    selectItems(next, itemId)
  } else selectItems([itemId])
}

/** Puts the keys on an item and shows it. */
export function focusItem(itemId: Id): void {
  const placed = placedNow().find((each) => each.itemId === itemId)
  if (placed) revealFrame(placed.startFrame)
  giveKeys(`[data-block="${itemId}"]`, { preventScroll: true })
}

/** The keys of an item in the sequence or in the list; `axis` is the way they walk there. */
export function itemKeys(event: KeyboardEvent, itemId: Id, axis: 'across' | 'down', focus: (itemId: Id) => void): void {
  const ids = placedNow().map((placed) => placed.itemId)
  const index = ids.indexOf(itemId)
  const [back, forth] = axis === 'across' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
  const step = event.key === forth ? 1 : event.key === back ? -1 : 0
  const walk = (to: number) => {
    const next = ids[Math.min(Math.max(0, to), ids.length - 1)]
    if (next === undefined) return
    selectByHand(next, { ctrlKey: false, metaKey: false, shiftKey: event.shiftKey })
    focus(next)
  }
  const done = () => {
    event.preventDefault()
    event.stopPropagation()
  }
  if (step !== 0 && event.altKey) {
    done()
    void moveSelected(step as -1 | 1).then(() => focus(itemId))
  } else if (step !== 0 && (event.ctrlKey || event.metaKey)) {
    done()
    nudgeJoins(event.shiftKey ? step : step * nudgeFrames())
  } else if (step !== 0) {
    done()
    walk(index + step)
  } else if (event.key === 'Home' || event.key === 'End') {
    done()
    walk(event.key === 'Home' ? 0 : ids.length - 1)
  } else if ((event.key === 'a' || event.key === 'A') && (event.ctrlKey || event.metaKey)) {
    done()
    selectItems(ids, itemId)
  } else if (event.key === 'Delete' || event.key === 'Backspace') {
    done()
    void removeSelected().then(() => {
      const { activeId } = useAlbumView.getState()
      if (activeId !== null) focus(activeId)
    })
  } else if (event.key === 'F2') {
    done()
    setAlbumView({ tab: 'titles', wantedCell: { itemId, field: 'title' } })
  } else if (event.key === 'Enter') {
    done()
    focusPanel()
  }
}

function nudgeFrames(): number {
  return Math.round(nudgeSeconds * (documentStore.getState().document?.project.sampleRate ?? 0))
}

/** Takes the keys to the typed values of the active item. */
export function focusPanel(field = 'join'): void {
  document.querySelector<HTMLInputElement>(`.item-field-${field} input`)?.focus()
}
