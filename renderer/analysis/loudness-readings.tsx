import { formatLevel, formatNumber } from '../../shared/model/units.ts'
import { LiveText } from '../app/live-text.tsx'
import type { LoudnessFigure } from '../live/memory/loudness-board.ts'

const readings: readonly { figure: LoudnessFigure; caption: string; tip: string }[] = [
  { figure: 'momentaryLufs', caption: 'M', tip: 'Momentary loudness, LUFS' },
  { figure: 'shortTermLufs', caption: 'S', tip: 'Short-term loudness, LUFS' },
  { figure: 'integratedLufs', caption: 'I', tip: 'Integrated loudness since playing began, LUFS' },
  { figure: 'rangeLu', caption: 'LRA', tip: 'Loudness range since playing began, LU' },
  { figure: 'truePeakDbtp', caption: 'TP', tip: 'Highest true peak since playing began, dBTP' },
]

function text(figure: LoudnessFigure, value: number | null): string {
  if (figure !== 'rangeLu') return formatLevel(value)
  return value === null ? '–' : formatNumber(value, 1)
}

/** Loudness figures in a row. */
export function LoudnessReadings({ read }: { read: (figure: LoudnessFigure) => number | null }) {
  return (
    <div className="analysis-readings">
      {readings.map(({ figure, caption, tip }) => (
        <span key={figure} className="analysis-reading" data-tip={tip}>
          <span className="reading-caption">{caption}</span>
          <LiveText testId={`analysis-${figure}`} read={() => text(figure, read(figure))} />
        </span>
      ))}
    </div>
  )
}
