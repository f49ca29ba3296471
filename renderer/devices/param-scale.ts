import type { ParamSpec } from '../../shared/engine/devices/device.ts'
import { formatValue } from '../../shared/engine/devices/format-value.ts'
import { linearScale, logScale, stepScale, type ValueScale } from '../ui/value-scale.ts'

const known = new WeakMap<ParamSpec, ValueScale>()

/** How a device's parameter lies on a knob, from its spec. */
export function paramScale(spec: ParamSpec): ValueScale {
  let scale = known.get(spec)
  if (!scale) {
    const options = { min: spec.min, max: spec.max, format: (value: number) => formatValue(spec, value) }
    if (spec.taper === 'steps') scale = stepScale(spec.steps ?? [])
    else if (spec.taper === 'log') scale = logScale(options)
    else scale = linearScale({ ...options, ...(spec.unit === 'dB' && { stepSize: 0.5 }) })
    known.set(spec, scale)
  }
  return scale
}
