import type { DeviceSpec, ParamSpec, ParamValues } from './device.ts'

/** A value inside its parameter's range; a step is rounded to a whole index. */
export function boundedValue(param: ParamSpec, value: number): number {
  const bounded = Math.min(param.max, Math.max(param.min, value))
  return param.taper === 'steps' ? Math.round(bounded) : bounded
}

/** A parameter's value, bounded, or its default where `values` has none. Throws RangeError for an unknown id. */
export function paramValue(spec: DeviceSpec, values: ParamValues, id: string): number {
  const param = spec.params.find((candidate) => candidate.id === id)
  if (!param) throw unknownParam(spec, id)
  const value = values[id]
  return value === undefined || Number.isNaN(value) ? param.default : boundedValue(param, value)
}

/** Says which parameters there are. */
export function unknownParam(spec: DeviceSpec, id: string): RangeError {
  const known = spec.params.map((param) => param.id).join(', ')
  return new RangeError(`${spec.name} has no parameter "${id}". It has: ${known}.`)
}
