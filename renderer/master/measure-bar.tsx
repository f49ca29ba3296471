import type { Song } from '../../shared/model/document.ts'
import { Button, Toggle } from '../ui/button.tsx'
import { hasLoop, measureNow, readLive, readMeasured, useMeasured } from './measure/measured-songs.ts'

interface MeasureBarProps {
  song: Song
  isMeasured: boolean
  isStale: boolean
}

/** What the figures are of, and the button that measures. */
export function MeasureBar({ song, isMeasured, isStale }: MeasureBarProps) {
  const isRead = useMeasured((state) => state.isRead)
  const extent = useMeasured((state) => state.extent)
  const running = useMeasured((state) => state.running)
  return (
    <div className="measure-bar">
      <div className="measure-choice" role="group" aria-label="Figures of">
        <Toggle className="wide" pressed={!isRead} label="Live: figures of what is heard" onChange={readLive}>
          Live
        </Toggle>
        <Toggle
          className="wide"
          pressed={isRead && extent === 'song'}
          label="Figures of the whole song, measured"
          onChange={() => readMeasured('song')}
        >
          Song
        </Toggle>
        <Toggle
          className="wide"
          pressed={isRead && extent === 'loop'}
          label="Figures of the loop, measured"
          disabled={!hasLoop(song)}
          onChange={() => readMeasured('loop')}
        >
          Loop
        </Toggle>
      </div>
      {running ? (
        <>
          <progress className="measure-progress" value={running.fraction} aria-label="Measuring" />
          <Button className="fold-button" onClick={running.cancel} data-testid="measure-cancel">
            Cancel
          </Button>
        </>
      ) : (
        <>
          <span className="measure-state" data-testid="measure-state" data-stale={isStale || undefined}>
            {isMeasured ? (isStale ? 'changed since' : 'measured') : ''}
          </span>
          <Button
            className="fold-button"
            variant={isMeasured && !isStale ? 'normal' : 'primary'}
            data-testid="measure"
            data-tip={`Renders the ${extent === 'loop' ? 'loop' : 'song'} through its rack without a file, and measures mix and master`}
            onClick={() => void measureNow(song.id)}
          >
            {isMeasured ? 'Again' : 'Measure'}
          </Button>
        </>
      )}
    </div>
  )
}
