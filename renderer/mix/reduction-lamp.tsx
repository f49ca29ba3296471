import { useEffect, useRef } from 'react'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { DeviceKind, Id } from '../../shared/model/document.ts'
import { player } from '../live/player.ts'
import { onBeat } from '../ui/frame-hub.ts'
import { useLiveBox } from '../ui/live-box.tsx'

/** Reduction that fills the lamp. */
const FULL_LAMP_DB = 12

/** Whether a kind of device tells a gain reduction. */
export function reducesGain(kind: DeviceKind): boolean {
  return deviceSpecs[kind].taps?.[0]?.id === 'reduction'
}

/** A dynamics device's gain reduction as a lamp along its slot's lower edge, from the right. */
export function ReductionLamp({ deviceId }: { deviceId: Id }) {
  const lamp = useRef<HTMLSpanElement>(null)
  const reductionDb = () => Math.max(0, -player.gainReductionDb(deviceId))
  useLiveBox(lamp, ({ width, height }) => {
    const length = Math.round(Math.min(1, reductionDb() / FULL_LAMP_DB) * width)
    return length === 0 ? [] : [{ x: width - length, y: 0, width: length, height, colour: '--warn' }]
  })
  const latest = useRef(reductionDb)
  latest.current = reductionDb
  useEffect(() => {
    let shown = ''
    return onBeat(() => {
      const text = latest.current().toFixed(1)
      if (text === shown || !lamp.current) return
      shown = text
      lamp.current.dataset.reduction = text
    })
  }, [])
  return <span ref={lamp} className="reduction-lamp" data-testid="reduction" aria-hidden />
}
