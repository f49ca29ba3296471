import { deviceSpecs } from '../../../shared/engine/devices/specs.ts'
import type { InputValues, Plan, PlanDevice, PlanInput, StripValues } from '../../../shared/engine/mixer/plan.ts'
import { channelModes, type Id, panModes } from '../../../shared/model/document.ts'

/** The strip values that can be moved live, in the order the parameter queue numbers them. */
export const stripKeys = [
  'trimDb',
  'polarityInverted',
  'channelMode',
  'faderDb',
  'pan',
  'panWidth',
  'panLaw',
  'panMode',
  'mute',
  'silencedBySolo',
  'faderTrimDb',
] as const satisfies readonly (keyof StripValues)[]
export type StripKey = (typeof stripKeys)[number]

/** The values of a way into a strip that can be moved live, numbered likewise. */
export const inputKeys = ['levelDb', 'pan', 'on'] as const satisfies readonly (keyof InputValues)[]
export type InputKey = (typeof inputKeys)[number]

/** Every device of a plan, in the order the parameter queue and the meters number them. */
export function devicesOfPlan(plan: Plan): readonly PlanDevice[] {
  return [...plan.strips.flatMap((strip) => strip.devices), ...plan.rack]
}

/** Every way into a strip of a plan, in the order the parameter queue numbers them behind the strips. */
export function inputsOfPlan(plan: Plan): readonly { readonly stripId: Id; readonly input: PlanInput }[] {
  return plan.strips.flatMap(({ id, inputs }) => inputs.map((input) => ({ stripId: id, input })))
}

/** A strip's or an input's value as the queue's number. */
export function encodeValue(key: StripKey | (typeof inputKeys)[number], value: number | boolean | string): number {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  const modes: readonly string[] = key === 'panMode' ? panModes : channelModes
  return modes.indexOf(value)
}

/** The queue's number as the value of a strip's `key`. */
export function decodeStripValue(key: StripKey, value: number): StripValues[StripKey] {
  if (key === 'panMode') return panModes[value]!
  if (key === 'channelMode') return channelModes[value]!
  if (key === 'mute' || key === 'silencedBySolo' || key === 'polarityInverted') return value === 1
  return value as StripValues[StripKey]
}

/** A device's value of a parameter, its default where the plan names none. */
export function deviceValue(device: PlanDevice, paramIndex: number): number {
  const spec = deviceSpecs[device.kind].params[paramIndex]!
  return device.params[spec.id] ?? spec.default
}
