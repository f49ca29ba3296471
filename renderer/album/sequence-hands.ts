import type { PointerEvent } from 'react'
import { joinOf, joinSet, moveItemsEdits, shapeSet } from '../../shared/model/album-moves.ts'
import type { Id } from '../../shared/model/document.ts'
import type { Edit } from '../../shared/model/edits/edit.ts'
import { dragEdit, type Hand } from '../arrange/drag-edit.ts'
import { documentStore } from '../document/document-store.ts'
import type { ShapeField } from './album-actions.ts'
import { type PlacedItem, placedNow } from './album-facts.ts'
import { useAlbumView } from './album-view.ts'
import { selectByHand } from './item-keys.ts'
import { sequenceWindow } from './sequence-zoom.ts'

/** A join that comes so near to none holds on to it, unless Shift is held. */
const snapPx = 6

function updateOf(itemId: Id, set: Extract<Edit, { type: 'updateAlbumItem' }>['set']): Edit {
  return { type: 'updateAlbumItem', itemId, set }
}

function joinEdit({ item, mostOverlap }: PlacedItem, framesRight: number, hand: Hand, framesPerPixel: number): Edit {
  const join = joinOf(item) + framesRight
  const held = !hand.shiftKey && Math.abs(join) < snapPx * framesPerPixel ? 0 : join
  return updateOf(item.id, joinSet(held, mostOverlap))
}

/**
 * Takes a block in the hand: dragged over the middle of another it changes places with it, nearer it waits for the one
 * before it or overlaps it. Every selected block goes along to another place.
 */
export function dragBlock(event: PointerEvent<HTMLElement>, itemId: Id): void {
  const placed = placedNow()
  const { framesPerPixel } = sequenceWindow(useAlbumView.getState())
  const index = placed.findIndex((each) => each.itemId === itemId)
  const own = placed[index]
  const { document } = documentStore.getState()
  if (!own || !document) return
  const { left } = event.currentTarget.getBoundingClientRect()
  const pressed = own.startFrame + (event.clientX - left) * framesPerPixel
  const { selectedIds } = useAlbumView.getState()
  const moved = selectedIds.has(itemId) ? selectedIds : new Set([itemId])
  dragEdit(event, {
    editAt(hand) {
      const at = pressed + hand.rightPx * framesPerPixel
      const middle = ({ startFrame, endFrame }: PlacedItem) => (startFrame + endFrame) / 2
      const passed = placed.findIndex((each, place) => !moved.has(each.itemId) && place < index && at < middle(each))
      const after = placed.findLastIndex((each, place) => !moved.has(each.itemId) && place > index && at > middle(each))
      const target = passed >= 0 ? passed : after >= 0 ? after + 1 : null
      if (target !== null) {
        const edits = moveItemsEdits(document, moved, target)
        const names = placed.flatMap(({ item }) => (moved.has(item.id) ? [item.title] : []))
        return edits.length > 0
          ? { type: 'batch', label: `Album order: ${names.join(', ')}`.slice(0, 200), edits }
          : null
      }
      return index === 0
        ? updateOf(itemId, { order: own.item.order })
        : joinEdit(own, hand.rightPx * framesPerPixel, hand, framesPerPixel)
    },
    onClick: () => selectByHand(itemId, event),
  })
}

/** Takes the beginning of an item in the hand: later is silence before it, earlier an overlap. */
export function dragJoin(event: PointerEvent<HTMLElement>, itemId: Id): void {
  const own = placedNow().find((each) => each.itemId === itemId)
  const { framesPerPixel } = sequenceWindow(useAlbumView.getState())
  if (own) dragEdit(event, { editAt: (hand) => joinEdit(own, hand.rightPx * framesPerPixel, hand, framesPerPixel) })
}

/** Takes a fade's end or an edge of an item in the hand. */
export function dragShape(event: PointerEvent<HTMLElement>, itemId: Id, field: ShapeField): void {
  const own = placedNow().find((each) => each.itemId === itemId)
  const { framesPerPixel } = sequenceWindow(useAlbumView.getState())
  if (!own) return
  const inwards = field === 'fadeInFrames' || field === 'trimStartFrames' ? 1 : -1
  dragEdit(event, {
    editAt: ({ rightPx }) =>
      updateOf(
        itemId,
        shapeSet(own.item, { [field]: own.item[field] + inwards * rightPx * framesPerPixel }, own.sourceFrames),
      ),
  })
}
