import { deviceSpecs } from '../../../shared/engine/devices/specs.ts'
import type { Plan, PlanDevice, StripValues } from '../../../shared/engine/mixer/plan.ts'

/** The strip values that can be moved live, in the order the parameter queue numbers them. */
export const stripKeys = [
  'trimDb',
  'polarityInverted',
  'faderDb',
  'pan',
  'panLaw',
  'panMode',
  'mute',
  'silencedBySolo',
] as const satisfies readonly (keyof StripValues)[]
export type StripKey = (typeof stripKeys)[number]

/** Every device of a plan, in the order the parameter queue and the meters number them. */
export function devicesOfPlan(plan: Plan): readonly PlanDevice[] {
  return [...plan.strips.flatMap((strip) => strip.devices), ...plan.rack]
}

/** A strip value as the queue's number. */
export function encodeStripValue(value: StripValues[StripKey]): number {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  return value === 'balance' ? 1 : 0
}

/** The queue's number as the value of `key`. */
export function decodeStripValue(key: StripKey, value: number): StripValues[StripKey] {
  if (key === 'panMode') return value === 1 ? 'balance' : 'pan'
  if (key === 'mute' || key === 'silencedBySolo' || key === 'polarityInverted') return value === 1
  return value as StripValues[StripKey]
}

/** A device's value of a parameter, its default where the plan names none. */
export function deviceValue(device: PlanDevice, paramIndex: number): number {
  const spec = deviceSpecs[device.kind].params[paramIndex]!
  return device.params[spec.id] ?? spec.default
}
