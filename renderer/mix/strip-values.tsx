import type { Track } from '../../shared/model/document.ts'
import { formatLevel } from '../../shared/model/units.ts'
import { stripGesture } from '../app/linked-fader.ts'
import { faderTrimScale } from '../app/strip-scales.ts'
import { NumberField } from '../ui/number-field.tsx'
import { faderScale } from '../ui/value-scale.ts'
import { PeakReadout } from './strip-meter.tsx'

/** The static trim beside a fader that a curve moves. */
export function FaderTrim({ track }: { track: Track }) {
  return (
    <div className="strip-fader-trim">
      <span aria-hidden>trim</span>
      <NumberField
        label={`Fader trim, ${track.name}`}
        value={track.faderTrimDb}
        scale={faderTrimScale}
        onCommit={stripGesture(track.id, 'faderTrimDb').onCommit}
      />
    </div>
  )
}

const levelScale = { ...faderScale, format: (db: number) => formatLevel(db) }

/** A strip's numbers: where its fader stands, and how loud it was. */
export function StripValues({ track }: { track: Track }) {
  const { id, name } = track
  return (
    <div className="strip-values">
      <NumberField
        label={`Fader in decibels, ${name}`}
        value={track.faderDb}
        scale={levelScale}
        onCommit={(db) => stripGesture(id, 'faderDb').onCommit(db)}
      />
      <PeakReadout trackId={id} name={name} />
    </div>
  )
}
