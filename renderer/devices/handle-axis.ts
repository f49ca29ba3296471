import type { ParamSpec } from '../../shared/engine/devices/device.ts'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { Device } from '../../shared/model/document.ts'
import { paramOf } from './device-param.ts'
import { paramScale } from './param-scale.ts'

/** How one parameter lies along a side of a plot. */
export interface HandleAxis {
  readonly paramId: string
  /** Where a value lies: 0 at the left or the top, 1 at the right or the bottom. */
  readonly place: (value: number) => number
  readonly value: (place: number) => number
}

/** A parameter's specification. Throws for one the device does not have. */
export function specOf(device: Device, paramId: string): ParamSpec {
  const spec = deviceSpecs[device.kind].params.find(({ id }) => id === paramId)
  if (!spec) throw new Error(`The ${device.kind} has no parameter "${paramId}".`)
  return spec
}

/** A parameter's value in words. */
export function written(device: Device, paramId: string): string {
  return paramScale(specOf(device, paramId)).format(paramOf(device, paramId))
}

/** A parameter's name without the handle's own before it. */
export function shortened(paramName: string, handleName: string): string {
  return paramName.startsWith(`${handleName} `) ? paramName.slice(handleName.length + 1) : paramName
}
