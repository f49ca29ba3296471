import { Plus } from 'lucide-react'
import { useState } from 'react'
import {
  MATCH_POINTS,
  matchFrequency,
  spectrumDistanceDb,
  USUAL_SMOOTHING,
} from '../../../shared/measure/match-curve.ts'
import type { Device, Id } from '../../../shared/model/document.ts'
import { formatNumber } from '../../../shared/model/units.ts'
import { matchResponseDb } from '../../devices/curves/match-response.ts'
import { useReferences } from '../../document/hooks.ts'
import { chooseReferenceFiles } from '../../monitor/reference-actions.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import type { MatchSpectra, SoundRenderer } from './analyse-match.ts'
import { MatchPicture } from './match-picture.tsx'
import { makeMatch, smoothMatch, useMatches } from './matches.ts'

const smoothings = [
  { octaves: 1 / 6, label: '1/6 octave' },
  { octaves: USUAL_SMOOTHING, label: '1/3 octave' },
  { octaves: 1 / 2, label: '1/2 octave' },
  { octaves: 1, label: '1 octave' },
  { octaves: 2, label: '2 octaves' },
]

/** How far own and reference lie apart, before and behind the equalizer, in words. */
function distances({ own, reference }: MatchSpectra, device: Device): string {
  const of = (channel: 'mid' | 'side') =>
    Array.from({ length: MATCH_POINTS }, (_, point) => matchResponseDb(device, matchFrequency(point), channel))
  const before = spectrumDistanceDb(own, reference)
  const behind = spectrumDistanceDb(own, reference, { mid: of('mid'), side: of('side') })
  if (before === null || behind === null) return ''
  return `${formatNumber(before, 1)} dB apart, ${formatNumber(behind, 1)} dB behind it`
}

interface MatchPanelProps {
  ownerId: Id
  /** Undefined: a match brings it. */
  device: Device | undefined
  render: SoundRenderer
}

/** Brings the spectrum of what is mastered to that of a reference: both are heard, and the curve between them is set. */
export function MatchPanel({ ownerId, device, render }: MatchPanelProps) {
  const references = useReferences()
  const work = useMatches((state) => state.work)
  const match = useMatches((state) => (device ? state.made[device.id] : undefined))
  const [wanted, setWanted] = useState<Id | null>(null)
  const reference =
    references.find(({ id }) => id === wanted) ??
    references.find(({ id }) => id === match?.referenceId) ??
    references[0]
  return (
    <div className="match-panel" role="group" aria-label="Match to a reference" data-testid="match-panel">
      <div className="match-row">
        {reference ? (
          <>
            <Select
              label="Reference"
              showLabel
              value={reference.id}
              options={references.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={setWanted}
              disabled={work !== null}
              testId="match-reference"
            />
            {work ? (
              <>
                <progress className="progress" value={work.fraction} aria-label="Listening to both" />
                <Button onClick={() => work.cancel.abort()}>Cancel</Button>
              </>
            ) : (
              <Button
                data-testid="match-analyse"
                data-tip="Renders the song up to here, listens to the loudest passages of both, and sets the curve between them"
                onClick={() => void makeMatch(ownerId, device, reference, render)}
              >
                {match ? 'Match again' : 'Match'}
              </Button>
            )}
          </>
        ) : (
          <span className="match-none">A record whose balance this one is to have: choose one.</span>
        )}
        <Button variant="quiet" icon={Plus} onClick={chooseReferenceFiles}>
          Add a reference…
        </Button>
        {match && device && (
          <>
            <Select
              label="Smoothing"
              showLabel
              value={`${match.smoothingOctaves}`}
              options={smoothings.map(({ octaves, label }) => ({ value: `${octaves}`, label }))}
              onChange={(octaves) => smoothMatch(device, Number(octaves))}
              testId="match-smoothing"
            />
            <span className="match-distance" role="status" data-testid="match-distance">
              {distances(match.spectra, device)}
            </span>
          </>
        )}
      </div>
      {match && device && <MatchPicture spectra={match.spectra} device={device} />}
    </div>
  )
}
