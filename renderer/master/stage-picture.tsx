import { useState } from 'react'
import { MATCH_POINTS } from '../../shared/measure/match-curve.ts'
import type { Device } from '../../shared/model/document.ts'
import type { RackStage } from '../../shared/model/rack.ts'
import { CeilingHistory } from '../devices/ceiling-history.tsx'
import { matchResponseDb } from '../devices/curves/match-response.ts'
import { paramOf } from '../devices/device-param.ts'
import { curveHz } from '../devices/eq-curve.ts'
import { EqPlot } from '../devices/eq-plot.tsx'
import { ExciterPlot } from '../devices/exciter-plot.tsx'
import { MultibandPlot } from '../devices/multiband-plot.tsx'
import { useOutputScope } from '../devices/spectrum-sources.ts'
import { VectorScope } from '../devices/vector-scope.tsx'

/** The equalizers' pictures in a stage reach so far, in dB. */
const EQ_RANGE_DB = 9

/** What a picture needs that is not there. */
function NothingYet({ children }: { children: string }) {
  return (
    <div className="plot stage-empty">
      <p>{children}</p>
    </div>
  )
}

/** Whether a match equalizer has a curve. */
export function hasMatchCurve(device: Device): boolean {
  return Array.from({ length: MATCH_POINTS }, (_, i) => [`m${i + 1}`, `s${i + 1}`])
    .flat()
    .some((id) => paramOf(device, id) !== 0)
}

function EqPicture({ device, matches }: { device: Device; matches: readonly Device[] }) {
  const [selected, setSelected] = useState(3)
  const others = matches.flatMap((match) => {
    const of = (channel: 'mid' | 'side') => curveHz.map((hz) => matchResponseDb(match, hz, channel))
    return [
      { levelsDb: of('side'), colour: '--track-9' },
      { levelsDb: of('mid'), colour: '--accent' },
    ]
  })
  return <EqPlot device={device} selected={selected} onSelect={setSelected} rangeDb={EQ_RANGE_DB} others={others} />
}

function MultibandPicture({ device }: { device: Device }) {
  const [selected, setSelected] = useState(1)
  return <MultibandPlot device={device} selected={selected} onSelect={setSelected} withReductions />
}

/** Where the sound lies behind the last device of the stage. */
function ImagePicture({ device }: { device: Device }) {
  const scope = useOutputScope(device)
  return <VectorScope read={scope && ((into) => scope.read(into))} caption="" />
}

interface StagePictureProps {
  stage: RackStage
  devices: readonly Device[]
  /** Whether it is of the album's rack, behind which a limiter stands in any case. */
  isAlbum: boolean
}

/** A live picture of what a stage does to the sound. */
export function StagePicture({ stage, devices, isAlbum }: StagePictureProps) {
  const of = (kind: Device['kind']) => devices.find((device) => device.kind === kind)
  const eq = of('eq') ?? of('lineareq')
  const last = devices.at(-1)
  if (stage === 'correct') {
    const matches = devices.filter((device) => device.kind === 'matcheq' && !device.bypass && hasMatchCurve(device))
    return eq?.kind === 'eq' ? (
      <EqPicture device={eq} matches={matches} />
    ) : (
      <NothingYet>No equalizer stands here. Turn a knob, and one does.</NothingYet>
    )
  }
  if (stage === 'clarity') {
    const multiband = of('multiband')
    if (multiband) return <MultibandPicture device={multiband} />
    return eq?.kind === 'eq' ? (
      <EqPicture device={eq} matches={[]} />
    ) : (
      <NothingYet>Nothing is compressed here. Turn a knob, and it is.</NothingYet>
    )
  }
  if (stage === 'shine') {
    const exciter = of('exciter')
    if (exciter) return <ExciterPlot device={exciter} />
    return eq?.kind === 'eq' ? (
      <EqPicture device={eq} matches={[]} />
    ) : (
      <NothingYet>Nothing is added here. Turn a knob, and it is.</NothingYet>
    )
  }
  if (stage === 'image')
    return last ? <ImagePicture device={last} /> : <NothingYet>The image stays as it was mixed.</NothingYet>
  const limiter = devices.findLast(({ kind }) => kind === 'limiter')
  return limiter ? (
    <CeilingHistory deviceId={limiter.id} ceilingDb={paramOf(limiter, 'ceiling')} />
  ) : (
    <NothingYet>
      {isAlbum
        ? 'A plain limiter holds the album’s ceiling. Turn a knob, and it is yours to set.'
        : 'No limiter stands here: the peaks go out as they come. Turn a knob, and one does.'}
    </NothingYet>
  )
}
