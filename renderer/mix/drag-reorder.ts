import type { DragEvent } from 'react'

/** What is dragged from one list of a strip to another: its owner and its own id, under the kind of thing it is. */
export interface Dragged {
  readonly ownerId: string
  readonly id: string
}

/** Marks where a thing would be dropped without drawing anything anew. */
function mark(element: HTMLElement, on: boolean): void {
  if (on) element.dataset.drop = ''
  else delete element.dataset.drop
}

/** The handlers of something that can be dragged. */
export function dragSource(type: string, { ownerId, id }: Dragged) {
  return {
    draggable: true,
    onDragStart(event: DragEvent) {
      event.dataTransfer.setData(type, `${ownerId} ${id}`)
      event.dataTransfer.effectAllowed = 'copyMove'
    },
  }
}

/** The handlers of a place that things of a type are dropped on; with Alt a copy of them. */
export function dropTarget(type: string, onDrop: (dragged: Dragged, copy: boolean) => void) {
  return {
    onDragOver(event: DragEvent<HTMLElement>) {
      if (!event.dataTransfer.types.includes(type)) return
      event.preventDefault()
      event.stopPropagation()
      event.dataTransfer.dropEffect = event.altKey ? 'copy' : 'move'
      mark(event.currentTarget, true)
    },
    onDragLeave: (event: DragEvent<HTMLElement>) => mark(event.currentTarget, false),
    onDrop(event: DragEvent<HTMLElement>) {
      mark(event.currentTarget, false)
      const [ownerId, id] = event.dataTransfer.getData(type).split(' ')
      if (!ownerId || !id) return
      event.preventDefault()
      event.stopPropagation()
      onDrop({ ownerId, id }, event.altKey)
    },
  }
}
