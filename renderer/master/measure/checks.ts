import type { Fault, FaultKind } from '../../../shared/measure/faults/fault.ts'
import { formatNumber } from '../../../shared/model/units.ts'
import type { MeasuredSong } from './measure-song.ts'

/** One line of the list of checks. */
export interface Check {
  readonly id: string
  readonly verdict: 'good' | 'hint' | 'fault'
  readonly sentence: string
  /** What to do; empty where nothing is wrong. */
  readonly remedy: string
  /** Where it lies on the timeline; null: everywhere, or nowhere. */
  readonly startFrame: number | null
  readonly lengthFrames: number
}

type Stage = 'mix' | 'master'
const gravity = { fault: 0, hint: 1, good: 2 } as const
const everywhere: ReadonlySet<FaultKind> = new Set(['monoLoss', 'dcOffset'])
/** What is told of the mix alone: the rack cannot mend it. What is told of both would be told twice. */
const ofMix: ReadonlySet<FaultKind> = new Set(['clipped', 'click', 'dcOffset', 'notANumber'])

function checkOf(fault: Fault, stage: Stage, startFrame: number): Check {
  const where = stage === 'mix' ? 'In the mix: ' : ''
  const sentence =
    where === '' ? fault.sentence : `${where}${fault.sentence[0]!.toLowerCase()}${fault.sentence.slice(1)}`
  return {
    id: `${stage} ${fault.kind} ${fault.startFrame}`,
    verdict: fault.verdict,
    sentence,
    remedy: fault.remedy,
    startFrame: everywhere.has(fault.kind) ? null : startFrame + fault.startFrame,
    lengthFrames: fault.lengthFrames,
  }
}

/** What is wrong with a measured song first, by gravity and place, and then what was looked at and is well. */
export function checksOf({ mix, master, startFrame, ceilingDbtp, range }: MeasuredSong): Check[] {
  // A stretch may well begin and end in silence.
  const counts = ({ kind }: Fault) => range === null || (kind !== 'silentHead' && kind !== 'silentEnd')
  const mixFaults = mix.faults.filter((fault) => ofMix.has(fault.kind))
  const inMix = (fault: Fault) =>
    mixFaults.some(
      ({ kind, startFrame: at, lengthFrames }) =>
        kind === fault.kind &&
        fault.startFrame < at + lengthFrames + 64 &&
        at < fault.startFrame + fault.lengthFrames + 64,
    )
  const masterFaults = master.faults.filter((fault) => counts(fault) && !inMix(fault))
  const checks = [
    ...mixFaults.map((fault) => checkOf(fault, 'mix', startFrame)),
    ...masterFaults.map((fault) => checkOf(fault, 'master', startFrame)),
  ]
  const has = (kind: FaultKind, faults: readonly Fault[]) => faults.some((fault) => fault.kind === kind)
  const well = (id: string, isWell: boolean, sentence: string) => {
    if (isWell) checks.push({ id, verdict: 'good', sentence, remedy: '', startFrame: null, lengthFrames: 0 })
  }
  const { truePeakDbtp } = master.measurement
  well('mix', !has('clipped', mixFaults), 'No clipped samples in the mix.')
  well('master', !has('clipped', masterFaults), 'No clipped samples in the master.')
  well(
    'peak',
    truePeakDbtp !== null && !has('over', masterFaults),
    `No true peak above ${formatNumber(ceilingDbtp, 1)} dBTP.`,
  )
  well(
    'mono',
    master.monoSum !== null && !has('monoLoss', masterFaults),
    `Mono keeps ${Math.round((master.monoSum?.kept ?? 0) * 100)} % of the level.`,
  )
  well('phase', master.monoSum !== null && !has('outOfPhase', masterFaults), 'The sides work together throughout.')
  well('clicks', !has('click', mixFaults) && !has('click', masterFaults), 'No clicks.')
  well('offset', !has('dcOffset', mixFaults) && !has('dcOffset', masterFaults), 'No offset.')
  return checks.sort((a, b) => gravity[a.verdict] - gravity[b.verdict] || (a.startFrame ?? 0) - (b.startFrame ?? 0))
}
