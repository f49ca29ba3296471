import { useEffect, useRef } from 'react'
import { formatLevel, formatNumber } from '../../shared/model/units.ts'
import { masterLevels } from '../app/levels.ts'
import { LiveText } from '../app/live-text.tsx'
import { useSampleRate } from '../document/hooks.ts'
import { player } from '../live/player.ts'
import { onBeat, onFrame } from '../ui/frame-hub.ts'
import { LiveDynamics } from './live-dynamics.ts'
import type { MeasuredSong } from './measure/measure-song.ts'

/** A song counts as on target within this. */
const ON_TARGET_LU = 0.5

/** What the large figures show: of what is heard, or of what was measured. */
interface Figures {
  integratedLufs: number | null
  momentaryLufs: number | null
  shortTermLufs: number | null
  rangeLu: number | null
  truePeakDbtp: number | null
  plrDb: number | null
  rmsDbfs: number | null
  crestDb: number | null
  correlation: number | null
}

const orDash = (value: number | null) => (value === null ? '–' : formatNumber(value, 1))

const readings: readonly {
  key: keyof Figures
  caption: string
  tip: string
  measuredTip?: string
  write: (value: number | null) => string
}[] = [
  {
    key: 'momentaryLufs',
    caption: 'MOMENTARY',
    tip: 'Momentary loudness of 400 ms, LUFS',
    measuredTip: 'Highest momentary loudness, LUFS',
    write: formatLevel,
  },
  {
    key: 'shortTermLufs',
    caption: 'SHORT-TERM',
    tip: 'Short-term loudness of 3 s, LUFS',
    measuredTip: 'Highest short-term loudness, LUFS',
    write: formatLevel,
  },
  { key: 'rangeLu', caption: 'RANGE', tip: 'Loudness range, LU', write: orDash },
  { key: 'truePeakDbtp', caption: 'TRUE PEAK', tip: 'Highest true peak, dBTP', write: formatLevel },
  { key: 'plrDb', caption: 'PLR', tip: 'True peak over integrated loudness, dB', write: orDash },
  {
    key: 'rmsDbfs',
    caption: 'RMS',
    tip: 'RMS of the last 300 ms, dBFS',
    measuredTip: 'RMS of the whole, dBFS',
    write: formatLevel,
  },
  {
    key: 'crestDb',
    caption: 'CREST',
    tip: 'Highest sample over the RMS of the last 300 ms, dB',
    measuredTip: 'Highest sample over the RMS, dB',
    write: orDash,
  },
  {
    key: 'correlation',
    caption: 'CORREL.',
    tip: 'Correlation of the sides, −1 to 1',
    measuredTip: 'Correlation of the sides over the whole, −1 to 1',
    write: (value) => (value === null ? '–' : formatNumber(value, 2)),
  },
]

/** Whether the integrated loudness meets the song's target. */
function TargetBadge({ read, targetLufs }: { read: () => number | null; targetLufs: number | null }) {
  const badge = useRef<HTMLSpanElement>(null)
  const latest = useRef(read)
  latest.current = read
  useEffect(
    () =>
      onBeat(() => {
        const node = badge.current
        if (!node) return
        const integratedLufs = latest.current()
        const off = integratedLufs === null || targetLufs === null ? null : integratedLufs - targetLufs
        const isMet = off !== null && Math.abs(off) <= ON_TARGET_LU
        const text = off === null ? '' : isMet ? 'on target' : `${formatNumber(off, 1, true)} LU`
        if (node.textContent !== text) node.textContent = text
        node.dataset.met = `${isMet}`
      }),
    [targetLufs],
  )
  return <span ref={badge} className="target-badge" data-testid="target-badge" />
}

/** The figures of the standards, large enough to read across a room. `measured` null: of what is heard. */
export function Readings({ measured, targetLufs }: { measured: MeasuredSong | null; targetLufs: number | null }) {
  const sampleRate = useSampleRate()
  const dynamics = useRef<LiveDynamics | null>(null)
  useEffect(() => {
    if (measured) return
    const scope = player.openScope({ kind: 'output' })
    const live = new LiveDynamics(scope, sampleRate)
    dynamics.current = live
    const off = onFrame((timeMs) => live.update(timeMs))
    return () => {
      off()
      scope.close()
      dynamics.current = null
    }
  }, [measured, sampleRate])

  const read = (): Figures => {
    if (measured) {
      const { momentaryMaxLufs, shortTermMaxLufs, ...figures } = measured.master.measurement
      return { ...figures, momentaryLufs: momentaryMaxLufs, shortTermLufs: shortTermMaxLufs }
    }
    const levels = masterLevels()
    const { truePeakDbtp, integratedLufs } = levels
    return {
      ...levels,
      plrDb: truePeakDbtp === null || integratedLufs === null ? null : truePeakDbtp - integratedLufs,
      rmsDbfs: dynamics.current?.rmsDbfs ?? null,
      crestDb: dynamics.current?.crestDb ?? null,
    }
  }
  return (
    <>
      <div className="integrated" data-tip="Integrated loudness, LUFS">
        <LiveText
          className="integrated-value"
          testId="master-integrated"
          read={() => formatLevel(read().integratedLufs)}
        />
        <span className="reading-caption">LUFS</span>
        <TargetBadge read={() => read().integratedLufs} targetLufs={targetLufs} />
      </div>
      <div className="readings">
        {readings.map(({ key, caption, tip, measuredTip, write }) => (
          <div key={key} className="reading" data-tip={measured ? (measuredTip ?? tip) : tip}>
            <span className="reading-caption">{caption}</span>
            <LiveText className="reading-value" testId={`master-${key}`} read={() => write(read()[key])} />
          </div>
        ))}
      </div>
    </>
  )
}
