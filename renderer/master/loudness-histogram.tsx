import { loudnessHistogram } from '../../shared/measure/loudness-histogram.ts'
import { formatNumber } from '../../shared/model/units.ts'
import { PlotCanvas, type Surface } from '../devices/plot-canvas.tsx'
import { token } from '../ui/canvas.ts'
import type { MeasuredSong } from './measure/measure-song.ts'

const TOP_LUFS = 0
const BOTTOM_LUFS = -45
const SPAN = TOP_LUFS - BOTTOM_LUFS

interface HistogramProps {
  measured: MeasuredSong
  targetLufs: number | null
}

/** How much of the song's time is how loud, in steps of 1 LU. */
export function HistogramPlot({ measured, targetLufs }: HistogramProps) {
  const { lowestLufs, shares } = loudnessHistogram(measured.master.momentaryLufs)
  const peak = shares.indexOf(Math.max(0, ...shares))
  const paint = ({ context, width, height }: Surface) => {
    const floor = height - 14
    const x = (lufs: number) => ((lufs - BOTTOM_LUFS) / SPAN) * width
    context.font = `10px ${token('--font')}`
    context.textAlign = 'center'
    for (const lufs of [-40, -30, -20, -10]) {
      context.fillStyle = token('--line-soft')
      context.fillRect(Math.round(x(lufs)), 0, 1, floor)
      context.fillStyle = token('--muted')
      context.fillText(`−${-lufs}`, x(lufs), height - 3)
    }
    const highest = Math.max(...shares, 1e-9)
    context.fillStyle = token('--accent')
    for (const [index, share] of shares.entries()) {
      const tall = (share / highest) * (floor - 4)
      context.fillRect(x(lowestLufs + index) + 0.5, floor - tall, width / SPAN - 1, tall)
    }
    if (targetLufs === null) return
    context.fillStyle = token('--clip')
    context.fillRect(Math.round(x(targetLufs)), 0, 1, floor)
  }
  const most =
    peak < 0 || shares.length === 0
      ? 'silence'
      : `most often ${formatNumber(lowestLufs + peak, 0)} to ${formatNumber(lowestLufs + peak + 1, 0)} LUFS`
  return (
    <div className="plot histogram" data-tip={`Momentary loudness, shares of the time: ${most}`}>
      <PlotCanvas label={`Histogram of momentary loudness: ${most}`} paint={paint} testId="loudness-histogram" />
    </div>
  )
}
