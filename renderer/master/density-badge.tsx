import { useEffect, useRef } from 'react'
import { DENSE_MEAN_DB } from '../../shared/measure/limiting.ts'
import type { Id } from '../../shared/model/document.ts'
import { formatNumber } from '../../shared/model/units.ts'
import { player, useTransport } from '../live/player.ts'
import { onFrame } from '../ui/frame-hub.ts'

/** How far back the mean goes. */
const MEAN_SECONDS = 10

/** Says while it plays that a limiter takes more than music bears, in the mean of the last seconds. */
export function DensityBadge({ deviceId }: { deviceId: Id }) {
  const badge = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    let mean = 0
    let seconds = 0
    let lastMs = 0
    return onFrame((timeMs) => {
      const passed = Math.min(0.2, Math.max(0, (timeMs - lastMs) / 1000))
      lastMs = timeMs
      if (useTransport.getState().playing && passed > 0) {
        seconds = Math.min(MEAN_SECONDS, seconds + passed)
        mean += (Math.max(0, -player.gainReductionDb(deviceId)) - mean) * (passed / seconds)
      }
      const text = mean > DENSE_MEAN_DB ? `too dense: ${formatNumber(mean, 0)} dB` : ''
      if (badge.current && badge.current.textContent !== text) badge.current.textContent = text
    })
  }, [deviceId])
  return (
    <span
      ref={badge}
      className="density-badge"
      data-testid="density"
      data-tip="The limiter takes more than 6 dB in the mean of the last seconds: drive it less, or even the mix out before"
    />
  )
}
