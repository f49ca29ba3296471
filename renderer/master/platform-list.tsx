import { useState } from 'react'
import type { Destination, DestinationId } from '../../shared/measure/destinations.ts'
import { ceilingFor, type MasterFigures, platformOutcome } from '../../shared/measure/platform-outcome.ts'
import type { Song } from '../../shared/model/document.ts'
import { formatNumber } from '../../shared/model/units.ts'
import { useDocument } from '../document/hooks.ts'
import { Button } from '../ui/button.tsx'
import { Fold } from '../ui/fold.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { linearScale } from '../ui/value-scale.ts'
import { lufsScale } from './lufs-scale.ts'
import {
  allPlaces,
  chooseDestination,
  isTargetOf,
  lastLimiter,
  setCustomPlace,
  useCustomPlace,
} from './platform-actions.ts'

/** Shown before all are asked for. */
const mostAskedFor: ReadonlySet<DestinationId> = new Set(['spotify', 'apple', 'youtube', 'tidal', 'cd'])

const ceilingScale = linearScale({
  min: -20,
  max: 0,
  format: (db) => `${formatNumber(db, 1)} dBTP`,
  stepSize: 0.1,
  parse: (text) => {
    const match = /^\s*([-−]?\d+(?:[.,]\d+)?)\s*(dbtp|db)?\s*$/i.exec(text)
    return match ? Number(match[1]!.replace('−', '-').replace(',', '.')) : null
  },
})

/** What a place asks for: `−14.0 LUFS, −1.0 dBTP`. */
function wantsText(place: Destination): string {
  const ceiling = `${formatNumber(ceilingFor(place, place.lufs), 1)} dBTP`
  return place.lufs === null ? `loudness free, ${ceiling}` : `${formatNumber(place.lufs, 1)} LUFS, ${ceiling}`
}

interface PlatformRowProps {
  place: Destination
  song: Song
  master: MasterFigures | null
  isChosen: boolean
}

function PlatformRow({ place, song, master, isChosen }: PlatformRowProps) {
  const outcome = master && platformOutcome(place, master)
  const wants = wantsText(place)
  const notes = outcome?.notes ?? (place.uncertain === null ? [] : [place.uncertain])
  return (
    <li>
      <button
        type="button"
        className="platform"
        aria-pressed={isChosen}
        data-testid={`platform-${place.id}`}
        data-verdict={outcome?.verdict ?? 'none'}
        data-tip={`${place.name}: ${wants}. ${notes.join(' ')} Click makes it the target.`}
        onClick={() => chooseDestination(song.id, place)}
      >
        <span className="platform-name">{place.name} </span>
        <span className="platform-outcome">{outcome?.summary ?? wants}</span>
      </button>
    </li>
  )
}

function CustomFields() {
  const { lufs, ceilingDbtp } = useCustomPlace()
  return (
    <div className="custom-place" role="group" aria-label="Figures of the custom destination">
      <NumberField
        label="Custom loudness"
        testId="custom-lufs"
        value={lufs}
        scale={lufsScale}
        onCommit={(value) => setCustomPlace({ lufs: value })}
      />
      <NumberField
        label="Custom ceiling"
        testId="custom-ceiling"
        value={ceilingDbtp}
        scale={ceilingScale}
        onCommit={(value) => setCustomPlace({ ceilingDbtp: value })}
      />
    </div>
  )
}

/** What each destination will do to the master. A click makes it the song's target. */
export function PlatformList({ song, master }: { song: Song; master: MasterFigures | null }) {
  const [all, setAll] = useState(false)
  useCustomPlace()
  const limiter = useDocument((document) => lastLimiter(document, song.id), undefined)
  const places = allPlaces()
  const isChosen = (place: Destination) => isTargetOf(place, song, limiter)
  // The target is always among those that are shown.
  const anyAskedFor = places.some((place) => mostAskedFor.has(place.id) && isChosen(place))
  const shown = places.filter((place) => all || mostAskedFor.has(place.id) || (!anyAskedFor && isChosen(place)))
  return (
    <Fold
      id="platforms"
      title="On the platforms"
      aside={
        <Button variant="quiet" className="fold-button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Fewer' : 'All'}
        </Button>
      }
    >
      <ul className="platforms">
        {shown.map((place) => (
          <PlatformRow key={place.id} place={place} song={song} master={master} isChosen={isChosen(place)} />
        ))}
      </ul>
      {all && <CustomFields />}
    </Fold>
  )
}
