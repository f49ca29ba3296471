import { useMemo } from 'react'
import type { Measurement } from '../../shared/measure/measurement.ts'
import { formatLevel, formatNumber } from '../../shared/model/units.ts'
import { type SpectrumBehind, SpectrumPicture } from '../analysis/spectrum-picture.tsx'
import { useReferences } from '../document/hooks.ts'
import { useReference } from '../live/reference/reference-state.ts'
import { ReferenceList, ReferenceTools } from '../monitor/reference-section.tsx'
import { Fold } from '../ui/fold.tsx'
import type { MeasuredSong } from './measure/measure-song.ts'
import '../monitor/monitor.css'

const output = { kind: 'output' } as const

const orDash = (value: number | null) => (value === null ? '–' : formatNumber(value, 1))

const compared: readonly {
  key: 'integratedLufs' | 'shortTermMaxLufs' | 'rangeLu' | 'truePeakDbtp' | 'plrDb'
  caption: string
  write: (value: number | null) => string
}[] = [
  { key: 'integratedLufs', caption: 'Integrated, LUFS', write: formatLevel },
  { key: 'shortTermMaxLufs', caption: 'Short-term at most, LUFS', write: formatLevel },
  { key: 'rangeLu', caption: 'Range, LU', write: orDash },
  { key: 'truePeakDbtp', caption: 'True peak, dBTP', write: formatLevel },
  { key: 'plrDb', caption: 'PLR, dB', write: orDash },
]

/** The figures of the reference beside one’s own. */
function Comparison({ own, theirs, name }: { own: Measurement | null; theirs: Measurement; name: string }) {
  return (
    <table className="comparison" data-testid="comparison">
      <thead>
        <tr>
          <td />
          <th scope="col">Master</th>
          <th scope="col" className="comparison-name" data-tip={name}>
            {name}
          </th>
        </tr>
      </thead>
      <tbody>
        {compared.map(({ key, caption, write }) => (
          <tr key={key}>
            <th scope="row">{caption}</th>
            <td data-testid={`own-${key}`}>{own ? write(own[key]) : '–'}</td>
            <td data-testid={`reference-${key}`}>{write(theirs[key])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The references, and the figures of the one at hand beside the master’s. */
export function ReferenceFold({ measured }: { measured: MeasuredSong | null }) {
  const chosenId = useReference((state) => state.chosenId)
  const measurement = useReference((state) => state.measurement)
  const chosen = useReferences().find(({ id }) => id === chosenId)
  return (
    <Fold id="references" title="References" aside={<ReferenceTools />}>
      <ReferenceList />
      {measurement && chosen && (
        <Comparison own={measured?.master.measurement ?? null} theirs={measurement} name={chosen.name} />
      )}
    </Fold>
  )
}

/** What makes a reference as loud as the master, before its own trim: what was played tells, or what was measured. */
function useBehind(measured: MeasuredSong | null): SpectrumBehind | null {
  const levelsDb = useReference((state) => state.spectrumDb)
  const integratedLufs = useReference((state) => state.integratedLufs)
  const playedGainDb = useReference((state) => state.gainDb)
  const own = measured?.master.measurement.integratedLufs ?? null
  return useMemo(() => {
    if (!levelsDb) return null
    const gainDb = own === null || integratedLufs === null ? (playedGainDb ?? 0) : own - integratedLufs
    return { levelsDb, gainDb }
  }, [levelsDb, integratedLufs, own, playedGainDb])
}

/** The spectrum of what is heard, with that of the reference behind it, as loud as the master. */
export function SpectrumFold({ measured }: { measured: MeasuredSong | null }) {
  const behind = useBehind(measured)
  return (
    <Fold
      id="spectrum"
      title="Spectrum"
      openAtFirst={false}
      aside={behind && <span className="fold-note spectrum-key">reference</span>}
    >
      <div className="spectrum">
        <SpectrumPicture
          place={output}
          name="the output"
          style="lines"
          tilt={4.5}
          average
          peaks={false}
          frozen={false}
          behind={behind}
        />
      </div>
    </Fold>
  )
}
