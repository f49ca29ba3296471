import type { ParamSpec, ParamValues } from '../engine/devices/device.ts'
import { EQ_BANDS, EQ_TYPE } from '../engine/devices/eq.spec.ts'
import { deviceSpecs } from '../engine/devices/specs.ts'
import type { DeviceKind } from './document.ts'
import type { RackStage } from './rack.ts'

/** What stands in front of a stage of a mastering rack: one value that moves one or several parameters of one device. */
export interface StageControl {
  readonly id: string
  readonly stage: RackStage
  /** The kind of device it moves: the stage's own, which its first touch brings where there is none. */
  readonly kind: DeviceKind
  readonly name: string
  /** What stands under it where its name is too long for that. */
  readonly caption?: string
  readonly spec: ParamSpec
  /** What it does and with what, in a sentence. */
  readonly about: string
  /** At its lower end it does nothing, and says so. */
  readonly offAtMin?: true
  /** The one parameter it is, where it is no more than that. */
  readonly paramId?: string
  /** Where it stands. `params` are complete. */
  read(params: ParamValues): number
  /** The parameters that bring it to a value inside its range, out of `params`, which are complete. */
  write(params: ParamValues, value: number): Record<string, number>
}

type Head = Pick<StageControl, 'id' | 'stage' | 'kind' | 'name' | 'about'>
type Range = Pick<ParamSpec, 'min' | 'max' | 'default'>

/** A control of its own range, unit and taper. */
export function customControl(
  head: Head & { readonly offAtMin?: true },
  range: Range & Pick<ParamSpec, 'unit' | 'taper'>,
  moves: Pick<StageControl, 'read' | 'write'>,
): StageControl {
  const spec: ParamSpec = { ...range, id: head.id, name: head.name, update: 'glide' }
  const bounded = (value: number) => Math.min(spec.max, Math.max(spec.min, value))
  return { ...head, spec, read: (params) => bounded(moves.read(params)), write: moves.write }
}

/** A control that is one parameter of a device, in a part of its range. */
export function paramControl(head: Head, paramId: string, range: Partial<Range> = {}): StageControl {
  const own = deviceSpecs[head.kind].params.find(({ id }) => id === paramId)
  if (!own) throw new Error(`The ${head.kind} has no parameter "${paramId}".`)
  const spec: ParamSpec = { ...own, ...range }
  return {
    ...head,
    spec,
    paramId,
    read: (params) => Math.min(spec.max, Math.max(spec.min, params[paramId] ?? spec.default)),
    write: (_params, value) => ({ [paramId]: value }),
  }
}

const numbers = Array.from({ length: EQ_BANDS }, (_, index) => index + 1)
const gains: readonly number[] = [EQ_TYPE.bell, EQ_TYPE.lowShelf, EQ_TYPE.highShelf, EQ_TYPE.tilt]

/** Whether a band of an equalizer does nothing, so that it can become something else. */
function isFree(params: ParamValues, band: number): boolean {
  const id = `b${band}`
  if (params[`${id}.on`] === 0) return true
  return gains.includes(params[`${id}.type`]!) && params[`${id}.gain`] === 0 && params[`${id}.range`] === 0
}

/**
 * The band of an equalizer that is one of these types and on, or the one that can become it: `usual` where that is free, any
 * other where it is not, and `usual` again where all are taken.
 */
export function bandOfType(params: ParamValues, types: readonly number[], usual: number): number {
  const isOne = (band: number) =>
    params[`b${band}.on`] === 1 && types.includes(params[`b${band}.type`]!) && params[`b${band}.channel`] === 0
  return (
    numbers.find(isOne) ??
    (isFree(params, usual) ? usual : numbers.toReversed().find((each) => isFree(params, each))) ??
    usual
  )
}

/** Whether a band is one of these types and on. */
export function isBandOfType(params: ParamValues, band: number, types: readonly number[]): boolean {
  return params[`b${band}.on`] === 1 && types.includes(params[`b${band}.type`]!)
}
