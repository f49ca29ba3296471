import { Headphones } from 'lucide-react'
import { useRef } from 'react'
import type { Device } from '../../shared/model/document.ts'
import { documentStore, type Gesture } from '../document/document-store.ts'
import { player } from '../live/player.ts'
import { setParam } from './device-actions.ts'
import { paramOf } from './device-param.ts'

/** A press longer than this is for as long as it lasts. */
const HOLD_MS = 350

interface BandListenProps {
  device: Device
  paramId: string
  /** The parameter's value that is heard; 0 is the whole sound. */
  value: number
  label: string
}

/** Hears a part alone: while the button is held, or, after a short press, until the next one. */
export function BandListen({ device, paramId, value, label }: BandListenProps) {
  const hold = useRef<{ gesture: Gesture; before: number; sinceMs: number } | null>(null)
  const pressed = paramOf(device, paramId) === value
  const turned = (before: number) => (before === value ? 0 : value)
  const release = (keep: boolean) => {
    const hand = hold.current
    hold.current = null
    if (!hand) return
    hand.gesture.revert()
    // What the document shows meanwhile is the preview: what it had before was kept when the hand came.
    if (keep) setParam(device, paramId, turned(hand.before))
    else player.previewDevice(device.id, paramId, hand.before)
  }
  return (
    <button
      type="button"
      className="toggle toggle-warn listen-button"
      aria-pressed={pressed}
      aria-label={label}
      data-tip={`${label}: hold to hear it alone, click to keep it so`}
      data-testid="band-listen"
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        const gesture = documentStore.begin()
        const before = paramOf(device, paramId)
        gesture.preview({
          type: 'setDeviceParams',
          ownerId: device.ownerId,
          deviceId: device.id,
          params: { [paramId]: turned(before) },
        })
        player.previewDevice(device.id, paramId, turned(before))
        hold.current = { gesture, before, sinceMs: event.timeStamp }
      }}
      onPointerUp={(event) => release(event.timeStamp - (hold.current?.sinceMs ?? 0) < HOLD_MS)}
      onPointerCancel={() => release(false)}
      onClick={(event) => {
        // A pointer's press has done it already.
        if (event.detail === 0) setParam(device, paramId, turned(paramOf(device, paramId)))
      }}
    >
      <Headphones size={13} aria-hidden />
    </button>
  )
}
