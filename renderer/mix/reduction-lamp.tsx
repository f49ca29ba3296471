import { useEffect, useRef } from 'react'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { DeviceKind, Id } from '../../shared/model/document.ts'
import { player } from '../live/player.ts'
import { onFrame } from '../ui/frame-hub.ts'

/** Reduction that fills the lamp. */
const FULL_LAMP_DB = 12

/** Whether a kind of device tells a gain reduction. */
export function reducesGain(kind: DeviceKind): boolean {
  return deviceSpecs[kind].taps?.[0]?.id === 'reduction'
}

/** A dynamics device's gain reduction as a lamp along its slot's lower edge, from the right. */
export function ReductionLamp({ deviceId }: { deviceId: Id }) {
  const lamp = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    let shown = -1
    return onFrame(() => {
      const reduction = Math.max(0, -player.gainReductionDb(deviceId))
      const percent = Math.round(Math.min(1, reduction / FULL_LAMP_DB) * 100)
      if (percent === shown || !lamp.current) return
      shown = percent
      // Painted, not laid out: there are many, and they move all the time.
      lamp.current.style.backgroundSize = `${percent}% 100%`
      lamp.current.dataset.reduction = reduction.toFixed(1)
    })
  }, [deviceId])
  return <span ref={lamp} className="reduction-lamp" data-testid="reduction" aria-hidden />
}
