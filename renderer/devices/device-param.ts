import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { Device } from '../../shared/model/document.ts'

/** A device's parameter, or its default where it was never touched. Throws for one it does not have. */
export function paramOf(device: Pick<Device, 'kind' | 'params'>, paramId: string): number {
  const value = device.params[paramId]
  if (value !== undefined) return value
  const spec = deviceSpecs[device.kind].params.find((param) => param.id === paramId)
  if (!spec) throw new Error(`The ${device.kind} has no parameter "${paramId}".`)
  return spec.default
}
