import type { Id } from '../../shared/model/document.ts'
import { isStereoStrip } from '../../shared/model/selectors.ts'
import { formatLevel } from '../../shared/model/units.ts'
import { stripLevels } from '../app/levels.ts'
import { LiveText } from '../app/live-text.tsx'
import { meterNames, meterReading, meterUnit, useMeterKind, useMeterZones } from '../app/meter-view.ts'
import { useDocument } from '../document/hooks.ts'
import { player } from '../live/player.ts'
import { ClipLamps } from '../ui/clip-lamps.tsx'
import { CorrelationBar } from '../ui/correlation-bar.tsx'
import { useContextMenu } from '../ui/menu.tsx'
import { Meter } from '../ui/meter.tsx'
import { meterMenu } from './meter-menu.ts'

interface StripMeterProps {
  /** Null: the output's. */
  trackId: Id | null
  name: string
  /** Shows the correlation of a stereo strip too. */
  tall: boolean
}

/** A strip's meter with its clip lamps; its context menu sets all meters. */
export function StripMeter({ trackId, name, tall }: StripMeterProps) {
  const kind = useMeterKind()
  const zones = useMeterZones()
  const openMenu = useContextMenu()
  const stereo = useDocument((document) => trackId === null || isStereoStrip(document, trackId), true)
  return (
    <div
      className="strip-meter"
      role="group"
      aria-label={`Meter, ${name}`}
      data-tip={`${meterNames[kind]}: right click chooses`}
      onContextMenu={(event) => openMenu(event, 'Meters', meterMenu())}
    >
      <ClipLamps
        label={name}
        read={() => stripLevels(trackId).clipped}
        onClear={(all) => (all ? player.clearClips() : player.clearClips(trackId))}
        testId="clip-lamps"
      />
      <Meter label={`Level, ${name}`} read={() => stripLevels(trackId)} zones={zones} />
      {tall && stereo && (
        <CorrelationBar
          label={`Correlation, ${name}`}
          read={() => stripLevels(trackId).correlation}
          testId="strip-correlation"
        />
      )}
    </div>
  )
}

/** The highest level since the strip's lamps were put out, as text. */
export function PeakReadout({ trackId, name }: { trackId: Id; name: string }) {
  return (
    <button
      type="button"
      className="strip-peak"
      aria-label={`Highest level, ${name}: click to reset`}
      data-tip={`Highest level in ${meterUnit()}; click to reset, Alt-click all`}
      data-testid="strip-peak"
      onClick={(event) => (event.altKey ? player.clearClips() : player.clearClips(trackId))}
    >
      <LiveText read={() => formatLevel(meterReading(stripLevels(trackId).highestDb))} />
    </button>
  )
}
