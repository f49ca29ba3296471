import type { ParamValues } from '../engine/devices/device.ts'
import { deviceSpecs } from '../engine/devices/specs.ts'
import type { DeviceKind } from './document.ts'

/** Every parameter of a kind: those given, the others at their defaults. */
export function fullParams(kind: DeviceKind, params: ParamValues): Record<string, number> {
  return Object.fromEntries(deviceSpecs[kind].params.map((param) => [param.id, params[param.id] ?? param.default]))
}

/** Whether two settings of a kind are the same one. */
export function sameParams(kind: DeviceKind, one: ParamValues, other: ParamValues): boolean {
  return deviceSpecs[kind].params.every(
    (param) => (one[param.id] ?? param.default) === (other[param.id] ?? param.default),
  )
}

/** What of a setting is kept under a name: all of it but that somebody listens to a part just now. */
export function keptParams(kind: DeviceKind, params: ParamValues): Record<string, number> {
  const { listen: _, ...kept } = fullParams(kind, params)
  return kept
}

/**
 * What a preset sets: what it names, and everything else to its default. What was measured, such as the curve of a match
 * equalizer, stays unless the preset has its own.
 */
export function presetParams(kind: DeviceKind, preset: ParamValues): Record<string, number> {
  const set = deviceSpecs[kind].params.filter(({ id, hidden }) => !hidden || preset[id] !== undefined)
  return Object.fromEntries(set.map((param) => [param.id, preset[param.id] ?? param.default]))
}
