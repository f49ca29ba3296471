import { MATCH_POINTS, type MatchSpectrum, matchFrequency } from '../../../shared/measure/match-curve.ts'
import type { Device } from '../../../shared/model/document.ts'
import { matchResponseDb } from '../../devices/curves/match-response.ts'
import { drawFrequencyGrid, drawLevelGrid, drawLine, frequencyPlace } from '../../devices/plot.ts'
import { PlotCanvas } from '../../devices/plot-canvas.tsx'
import { token } from '../../ui/canvas.ts'
import { clamp } from '../../ui/value-scale.ts'
import type { MatchSpectra } from './analyse-match.ts'

/** The spectra span this much, from their highest level down; the curve reaches so far up and down. */
const SPAN_DB = 60
const CURVE_DB = 15
/** A spectrum of music is shown as level as it is heard. */
const TILT_DB_PER_OCTAVE = 4.5

/** Levels of mid and side together, dB, tilted. */
function levelsOf({ mid, side }: MatchSpectrum): number[] {
  return Array.from({ length: MATCH_POINTS }, (_, point) => {
    const tilt = TILT_DB_PER_OCTAVE * Math.log2(matchFrequency(point) / 1000)
    return 10 * Math.log10(Math.max(1e-20, mid[point]! + side[point]!)) + tilt
  })
}

/** So that both lie about each other: equally loud in the mean of the levels that are heard. */
function levelled(levels: readonly number[]): number[] {
  const heard = levels.filter((_, point) => matchFrequency(point) >= 100 && matchFrequency(point) <= 10_000)
  const mean = heard.reduce((sum, db) => sum + db, 0) / heard.length
  return levels.map((db) => db - mean)
}

/** One's own spectrum, the reference's and the curve between them. */
export function MatchPicture({ spectra, device }: { spectra: MatchSpectra; device: Device }) {
  const own = levelled(levelsOf(spectra.own))
  const reference = levelled(levelsOf(spectra.reference))
  const x = (point: number, width: number) => frequencyPlace(matchFrequency(point)) * width
  return (
    <div className="plot match-picture">
      <PlotCanvas
        label="Own spectrum, the reference's, and the curve between them"
        paint={(surface) => {
          const { context, width, height } = surface
          drawFrequencyGrid(context, width, height)
          const curveY = (db: number) => (0.5 - db / (2 * CURVE_DB)) * height
          drawLevelGrid(context, width, [10, 5, 0, -5, -10], curveY)
          const y = (db: number) => clamp(0.35 - db / SPAN_DB, 0, 1) * height
          const at = (levels: readonly number[]) => (point: number) => [x(point, width), y(levels[point]!)] as const
          drawLine(surface, MATCH_POINTS, at(own), {
            colour: token('--track-7'),
            width: 1.5,
            fillTo: height,
            fillAlpha: 0.18,
          })
          drawLine(surface, MATCH_POINTS, at(reference), { colour: token('--warn'), width: 1.5 })
          for (const channel of ['side', 'mid'] as const)
            drawLine(
              surface,
              MATCH_POINTS,
              (point) => [x(point, width), curveY(matchResponseDb(device, matchFrequency(point), channel))],
              { colour: token(channel === 'mid' ? '--text' : '--track-9'), width: channel === 'mid' ? 2 : 1.5 },
            )
        }}
      />
      <span className="plot-caption">own (blue) · reference (amber) · mid and side of the curve</span>
    </div>
  )
}
