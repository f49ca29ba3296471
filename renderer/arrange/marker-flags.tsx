import { type PointerEvent, useState } from 'react'
import type { Marker } from '../../shared/model/document.ts'
import { snapTargets } from '../app/timeline-info.ts'
import { useView } from '../app/view-state.ts'
import { documentStore } from '../document/document-store.ts'
import { useMarkers } from '../document/hooks.ts'
import { player } from '../live/player.ts'
import { useContextMenu } from '../ui/menu.tsx'
import { noSnap, snapDelta } from './snap.ts'

const slackPx = 3

function Flag({ marker }: { marker: Marker }) {
  const [renaming, setRenaming] = useState(false)
  const openMenu = useContextMenu()
  const scrollFrame = useView((view) => view.scrollFrame)
  const framesPerPixel = useView((view) => view.framesPerPixel)
  const x = (marker.frame - scrollFrame) / framesPerPixel

  function take(event: PointerEvent<HTMLButtonElement>): void {
    event.stopPropagation()
    if (event.button !== 0) return
    const gesture = documentStore.begin()
    const startX = event.clientX
    let moved = false
    const target = event.currentTarget
    target.setPointerCapture(event.pointerId)
    const change = (at: { clientX: number; shiftKey: boolean }) => {
      const delta = (at.clientX - startX) * framesPerPixel
      const targets = at.shiftKey ? noSnap : snapTargets()
      const frame = Math.max(0, marker.frame + snapDelta(delta, [marker.frame], targets))
      return { type: 'updateMarker' as const, markerId: marker.id, set: { frame } }
    }
    const onMove = (at: globalThis.PointerEvent) => {
      if (!moved && Math.abs(at.clientX - startX) < slackPx) return
      moved = true
      gesture.preview(change(at))
    }
    const onUp = (at: globalThis.PointerEvent) => {
      target.removeEventListener('pointermove', onMove)
      if (moved) void gesture.commit(change(at))
      else {
        gesture.revert()
        player.seek(marker.frame)
      }
    }
    target.addEventListener('pointermove', onMove)
    target.addEventListener('pointerup', onUp, { once: true })
  }

  if (renaming)
    return (
      <input
        // biome-ignore lint/a11y/noAutofocus: it opens because the user asked to type.
        autoFocus
        className="marker-name"
        aria-label="Name of the marker"
        style={{ left: x }}
        defaultValue={marker.name}
        onFocus={(event) => event.target.select()}
        onPointerDown={(event) => event.stopPropagation()}
        onBlur={(event) => {
          setRenaming(false)
          const name = event.target.value.trim()
          if (name && name !== marker.name)
            void documentStore.edit({ type: 'updateMarker', markerId: marker.id, set: { name } })
        }}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key === 'Escape') event.currentTarget.value = marker.name
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
        }}
      />
    )
  return (
    <button
      type="button"
      className="marker"
      style={{ left: x }}
      aria-label={`Marker ${marker.name}`}
      data-tip={`${marker.name}: click goes there, drag moves it`}
      onPointerDown={take}
      onDoubleClick={() => setRenaming(true)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') player.seek(marker.frame)
      }}
      onContextMenu={(event) =>
        openMenu(event, `Marker ${marker.name}`, [
          { id: 'rename', label: 'Rename', run: () => setRenaming(true) },
          {
            id: 'remove',
            label: 'Delete',
            danger: true,
            run: () => void documentStore.edit({ type: 'removeMarker', markerId: marker.id }),
          },
        ])
      }
    >
      ▾ {marker.name}
    </button>
  )
}

/** The song's markers in the ruler. */
export function MarkerFlags() {
  const markers = useMarkers()
  return markers.map((marker) => <Flag key={marker.id} marker={marker} />)
}
