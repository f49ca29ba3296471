import type { ParamValues } from '../../shared/engine/devices/device.ts'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { DeviceKind } from '../../shared/model/document.ts'

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
