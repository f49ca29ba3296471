import { type FocusEvent, type KeyboardEvent, type MouseEvent, type PointerEvent, useMemo } from 'react'
import type { Clip, Id } from '../../shared/model/document.ts'
import { useView } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { useContextMenu } from '../ui/menu.tsx'
import { openClip, selectWithGroup, splitClips } from './clip-actions.ts'
import { dragClip, frameAt } from './clip-drag.ts'
import { clipMenu } from './clip-menu.ts'
import { walkClips } from './clip-walk.ts'
import { type ClipZone, zoneAt, zoneCursors } from './clip-zones.ts'

interface Held {
  element: HTMLElement
  clip: Clip
}

/** The clip an event belongs to, and its element. */
function heldBy(target: EventTarget, trackId: Id): Held | null {
  const element = (target as Element).closest<HTMLElement>('[data-clip-id]')
  const clip = element && documentStore.getState().document?.clips[trackId]?.[element.dataset.clipId ?? '']
  return clip ? { element, clip } : null
}

function zoneUnder(event: PointerEvent, { element, clip }: Held): ClipZone {
  const place = element.getBoundingClientRect()
  const { framesPerPixel } = useView.getState()
  return zoneAt(event.clientX - place.left, event.clientY - place.top, {
    widthPx: place.width,
    heightPx: place.height,
    fadeInPx: clip.fadeInFrames / framesPerPixel,
    fadeOutPx: clip.fadeOutFrames / framesPerPixel,
    startSeen: element.dataset.cutStart === undefined,
    endSeen: element.dataset.cutEnd === undefined,
  })
}

function lanesAround(element: HTMLElement): HTMLElement {
  return element.closest('.track-area')!.querySelector<HTMLElement>('.lanes-box')!
}

const isSelected = (clip: Clip) => useView.getState().selectedClipIds.has(clip.id)

/** What hands and keys do to the clips of a lane: its layer listens for all of them, so that a clip costs no listeners. */
export function useClipHands(trackId: Id) {
  const openMenu = useContextMenu()
  return useMemo(() => {
    /** What a hand takes is selected by the drag, not by the focus that comes with it. */
    let byHand = false
    return {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        const held = heldBy(event.target, trackId)
        if (!held) return
        event.stopPropagation()
        byHand = true
        held.element.focus({ preventScroll: true })
        byHand = false
        dragClip(event, held.clip, zoneUnder(event, held), lanesAround(held.element))
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const held = event.buttons === 0 ? heldBy(event.target, trackId) : null
        if (held) held.element.style.cursor = zoneCursors[zoneUnder(event, held)]
      },
      onDoubleClick(event: MouseEvent<HTMLElement>) {
        const held = heldBy(event.target, trackId)
        if (!held) return
        event.stopPropagation()
        const { clip, element } = held
        const frame = Math.round(frameAt(event.clientX, lanesAround(element)))
        if (frame > clip.startFrame && frame < clip.startFrame + clip.lengthFrames) void splitClips([clip], frame)
      },
      onContextMenu(event: MouseEvent<HTMLElement>) {
        const held = heldBy(event.target, trackId)
        if (!held) return
        if (!isSelected(held.clip)) selectWithGroup(held.clip)
        const at = {
          clientX: event.clientX,
          clientY: event.clientY,
          preventDefault: () => event.preventDefault(),
          stopPropagation: () => event.stopPropagation(),
          currentTarget: held.element,
        }
        openMenu(at, `Clip ${held.clip.name}`, clipMenu(held.clip))
      },
      onFocus(event: FocusEvent<HTMLElement>) {
        const held = heldBy(event.target, trackId)
        if (!held || byHand || !event.target.matches(':focus-visible') || isSelected(held.clip)) return
        selectWithGroup(held.clip)
      },
      onKeyDown(event: KeyboardEvent<HTMLElement>) {
        const held = heldBy(event.target, trackId)
        if (!held) return
        if (event.key === 'Enter') {
          if (!isSelected(held.clip)) selectWithGroup(held.clip)
          openClip()
        } else if (!walkClips(event, held.clip)) return
        event.preventDefault()
      },
    }
  }, [trackId, openMenu])
}
