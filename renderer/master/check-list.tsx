import { formatTime } from '../document/musical-time.ts'
import { player } from '../live/player.ts'
import { Fold } from '../ui/fold.tsx'
import { type Check, checksOf } from './measure/checks.ts'
import type { MeasuredSong } from './measure/measure-song.ts'

/** What was found or is well; what has a place is gone to by a click. */
function CheckRow({ check, sampleRate }: { check: Check; sampleRate: number }) {
  const { verdict, sentence, remedy, startFrame } = check
  const place = startFrame === null ? null : formatTime(startFrame, sampleRate, 3)
  const content = (
    <>
      <i className="check-lamp" data-verdict={verdict} aria-hidden />
      <span className="check-text">
        {sentence}
        {place && <span className="check-place"> {place}</span>}
      </span>
    </>
  )
  return (
    <li data-testid="check" data-verdict={verdict}>
      {startFrame === null ? (
        <div className="check" data-tip={remedy || undefined}>
          {content}
        </div>
      ) : (
        <button
          type="button"
          className="check"
          data-tip={`${remedy} Click goes there.`}
          onClick={() => player.seek(startFrame)}
        >
          {content}
        </button>
      )}
    </li>
  )
}

/** What was looked for in the measured song, and what was found. */
export function CheckList({ measured }: { measured: MeasuredSong | null }) {
  const checks = measured ? checksOf(measured) : []
  const faults = checks.filter(({ verdict }) => verdict !== 'good').length
  return (
    <Fold
      id="checks"
      title="Checks"
      aside={
        <span className="fold-note" data-testid="check-count">
          {measured ? (faults === 0 ? 'all well' : `${faults} to look at`) : ''}
        </span>
      }
    >
      {measured ? (
        <ul className="checks">
          {checks.map((check) => (
            <CheckRow key={check.id} check={check} sampleRate={measured.sampleRate} />
          ))}
        </ul>
      ) : (
        <p className="panel-hint">Measure the song to look for clipping, clicks, silence and sides that cancel.</p>
      )}
    </Fold>
  )
}
