import { useEffect, useRef } from 'react'
import { formatLevel, formatNumber } from '../../shared/model/units.ts'
import { Goniometer } from '../analysis/goniometer.tsx'
import { LoudnessHistory } from '../analysis/loudness-history.tsx'
import { SpectrumPicture } from '../analysis/spectrum-picture.tsx'
import { command } from '../app/commands.ts'
import { masterLevels } from '../app/levels.ts'
import { LiveText } from '../app/live-text.tsx'
import { useSong } from '../document/hooks.ts'
import { StripMeter } from '../mix/strip-meter.tsx'
import { Button } from '../ui/button.tsx'
import { CorrelationBar } from '../ui/correlation-bar.tsx'
import { onBeat } from '../ui/frame-hub.ts'

/** A song counts as on target within this. */
const ON_TARGET_LU = 0.5

const output = { kind: 'output' } as const

type Levels = ReturnType<typeof masterLevels>

function Reading({ caption, unit, read }: { caption: string; unit: string; read: (levels: Levels) => string }) {
  return (
    <div className="reading" data-tip={`${caption}, ${unit}`}>
      <span className="reading-caption">{caption}</span>
      <LiveText className="reading-value" read={() => read(masterLevels())} />
    </div>
  )
}

function orDash(value: number | null, decimals = 1): string {
  return value === null ? '–' : formatNumber(value, decimals)
}

function peakToLoudness({ truePeakDbtp, integratedLufs }: Levels): string {
  return truePeakDbtp === null || integratedLufs === null ? '–' : formatNumber(truePeakDbtp - integratedLufs, 1)
}

/** Whether what has been heard so far meets the song's target. */
function TargetBadge({ targetLufs }: { targetLufs: number | null }) {
  const badge = useRef<HTMLSpanElement>(null)
  useEffect(
    () =>
      onBeat(() => {
        const { integratedLufs } = masterLevels()
        if (!badge.current) return
        const off = integratedLufs === null || targetLufs === null ? null : integratedLufs - targetLufs
        const text =
          off === null ? '' : Math.abs(off) <= ON_TARGET_LU ? 'on target' : `${formatNumber(off, 1, true)} LU`
        if (badge.current.textContent !== text) badge.current.textContent = text
        badge.current.dataset.met = off !== null && Math.abs(off) <= ON_TARGET_LU ? 'true' : 'false'
      }),
    [targetLufs],
  )
  return <span ref={badge} className="target-badge" />
}

/** Everything that is measured of what is heard, large enough to read across a room. */
export function MetersPanel() {
  const song = useSong()
  const resetMeters = command('resetMeters')
  return (
    <aside className="meters-panel" aria-label="Meters">
      <span className="reading-caption">INTEGRATED</span>
      <div className="integrated">
        <LiveText
          className="integrated-value"
          testId="master-integrated"
          read={() => formatLevel(masterLevels().integratedLufs)}
        />
        <span className="reading-caption">LUFS</span>
        <TargetBadge targetLufs={song?.targetLufs ?? null} />
      </div>
      <div className="readings">
        <Reading caption="MOMENTARY" unit="LUFS" read={(levels) => formatLevel(levels.momentaryLufs)} />
        <Reading caption="SHORT-TERM" unit="LUFS" read={(levels) => formatLevel(levels.shortTermLufs)} />
        <Reading caption="RANGE" unit="LU" read={(levels) => orDash(levels.rangeLu)} />
        <Reading caption="TRUE PEAK" unit="dBTP" read={(levels) => formatLevel(levels.truePeakDbtp)} />
        <Reading caption="PLR" unit="dB" read={peakToLoudness} />
        <Reading caption="CORRELATION" unit="−1 to 1" read={(levels) => orDash(levels.correlation, 2)} />
      </div>
      <div className="meters-row">
        <div className="master-meter">
          <StripMeter trackId={null} name="output" tall={false} />
        </div>
        <Goniometer place={output} name="the output" />
      </div>
      <CorrelationBar label="Correlation" read={() => masterLevels().correlation} />
      <span className="reading-caption">SHORT-TERM, LAST MINUTE</span>
      <div className="plot history">
        <LoudnessHistory place={output} name="the output" targetLufs={song?.targetLufs ?? null} />
      </div>
      <span className="reading-caption">SPECTRUM</span>
      <div className="spectrum">
        <SpectrumPicture
          place={output}
          name="the output"
          style="lines"
          tilt={4.5}
          average={false}
          peaks={false}
          frozen={false}
        />
      </div>
      <Button variant="quiet" onClick={resetMeters.run}>
        Reset meters
      </Button>
    </aside>
  )
}
