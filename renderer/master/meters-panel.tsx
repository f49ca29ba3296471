import { Goniometer } from '../analysis/goniometer.tsx'
import { LoudnessHistory } from '../analysis/loudness-history.tsx'
import { command } from '../app/commands.ts'
import { masterLevels } from '../app/levels.ts'
import { useSong } from '../document/hooks.ts'
import { StripMeter } from '../mix/strip-meter.tsx'
import { Button } from '../ui/button.tsx'
import { CorrelationBar } from '../ui/correlation-bar.tsx'
import { Fold } from '../ui/fold.tsx'
import { CheckList } from './check-list.tsx'
import { CodecSection } from './codec/codec-section.tsx'
import { HistogramPlot } from './loudness-histogram.tsx'
import { useIsStale, useMeasured, useMeasuredSong } from './measure/measured-songs.ts'
import { MeasureBar } from './measure-bar.tsx'
import { PlatformList } from './platform-list.tsx'
import { Readings } from './readings.tsx'
import { ReferenceFold, SpectrumFold } from './reference-fold.tsx'
import './meters-panel.css'

const output = { kind: 'output' } as const

/** Everything that is measured of the master and said about it. */
export function MetersPanel() {
  const song = useSong()
  const measured = useMeasuredSong(song?.id ?? '')
  const isRead = useMeasured((state) => state.isRead)
  const isStale = useIsStale(measured)
  const resetMeters = command('resetMeters')
  if (!song) return null
  const { measurement, vinyl } = measured?.master ?? {}
  return (
    <aside className="meters-panel" aria-label="Meters">
      <MeasureBar song={song} isMeasured={measured !== null} isStale={isStale} />
      <Readings measured={isRead ? measured : null} targetLufs={song.targetLufs} />
      <div className="meters-row">
        <div className="master-meter">
          <StripMeter trackId={null} name="output" tall={false} />
        </div>
        <Goniometer place={output} name="the output" />
      </div>
      <CorrelationBar label="Correlation" read={() => masterLevels().correlation} />
      <PlatformList song={song} master={measurement && vinyl ? { ...measurement, vinyl } : null} />
      <CheckList measured={measured} />
      <ReferenceFold measured={measured} />
      <SpectrumFold measured={measured} />
      <CodecSection measured={measured} isStale={isStale} />
      {measured && (
        <Fold id="histogram" title="Loudness, by share of time" openAtFirst={false}>
          <HistogramPlot measured={measured} targetLufs={song.targetLufs} />
        </Fold>
      )}
      <Fold
        id="history"
        title="Short-term, last minute"
        openAtFirst={false}
        aside={
          <Button variant="quiet" className="fold-button" onClick={resetMeters.run}>
            Reset meters
          </Button>
        }
      >
        <div className="plot history">
          <LoudnessHistory place={output} name="the output" targetLufs={song.targetLufs} />
        </div>
      </Fold>
    </aside>
  )
}
