import { formatNumber } from '../../shared/model/units.ts'

interface SpreadChartProps {
  /** With their place on the album. */
  tracks: readonly { index: number; title: string; lufs: number }[]
  targetLufs: number | null
  /** −1: the loudest. */
  anchorIndex: number
}

const width = 264
const height = 84
const inset = 14

/** A bar per track for its loudness, and a line for the target; the anchor is lit. */
export function SpreadChart({ tracks, targetLufs, anchorIndex }: SpreadChartProps) {
  const levels = [...tracks.map(({ lufs }) => lufs), ...(targetLufs === null ? [] : [targetLufs])]
  const top = Math.ceil(Math.max(...levels) + 1)
  const bottom = Math.floor(Math.min(...levels) - 3)
  const y = (lufs: number) => ((top - lufs) / (top - bottom)) * (height - inset)
  const loudest = tracks.reduce((best, track) => (track.lufs > best.lufs ? track : best), tracks[0]!)
  const anchor = tracks.find(({ index }) => index === anchorIndex) ?? loudest
  const last = Math.max(...tracks.map(({ index }) => index))
  const step = width / (last + 1)
  const bar = Math.max(2, Math.min(26, step - 4))
  const tell = ({ title, lufs }: (typeof tracks)[number]) =>
    `${title}: ${formatNumber(lufs, 1)} LUFS, ${formatNumber(lufs - anchor.lufs, 1, true)} LU from the anchor`
  const text = tracks.map((track) => `${track.index + 1} ${tell(track)}`).join(', ')
  return (
    <svg
      className="spread-chart"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`Loudness of the tracks: ${text}`}
    >
      {tracks.map((track) => (
        <g key={track.index} data-tip={tell(track)}>
          <rect
            className="spread-bar"
            data-anchor={track === anchor || undefined}
            x={track.index * step + (step - bar) / 2}
            width={bar}
            y={y(track.lufs)}
            height={Math.max(1, height - inset - y(track.lufs))}
            rx={2}
          />
          <text className="spread-number" x={(track.index + 0.5) * step} y={height - 2} textAnchor="middle">
            {track.index + 1}
          </text>
        </g>
      ))}
      {targetLufs !== null && (
        <line className="spread-target" x1={0} x2={width} y1={y(targetLufs)} y2={y(targetLufs)} />
      )}
    </svg>
  )
}
