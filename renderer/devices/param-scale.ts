import type { ParamSpec } from '../../shared/engine/devices/device.ts'
import { formatDb, formatHz, formatMs, formatNumber } from '../ui/units.ts'
import { linearScale, logScale, stepScale, type ValueScale } from '../ui/value-scale.ts'

function formatter(unit: ParamSpec['unit']): (value: number) => string {
  switch (unit) {
    case 'dB':
      return (value) => formatDb(value)
    case 'Hz':
      return formatHz
    case 'ms':
      return formatMs
    case '%':
      return (value) => `${formatNumber(value, 0)} %`
    case 's':
      return (value) => `${formatNumber(value, 2)} s`
    case '°':
      return (value) => `${formatNumber(value, 0)}°`
    case 'dB/oct':
      return (value) => `${formatNumber(value, 0)} dB/oct`
    case ':1':
      return (value) => `${formatNumber(value, 1)}:1`
    case 'Q':
    case '':
      return (value) => formatNumber(value, 2)
  }
}

const known = new WeakMap<ParamSpec, ValueScale>()

/** How a device's parameter lies on a knob, from its spec. */
export function paramScale(spec: ParamSpec): ValueScale {
  let scale = known.get(spec)
  if (!scale) {
    const options = { min: spec.min, max: spec.max, format: formatter(spec.unit) }
    if (spec.taper === 'steps') scale = stepScale(spec.steps ?? [])
    else if (spec.taper === 'log') scale = logScale(options)
    else scale = linearScale({ ...options, ...(spec.unit === 'dB' && { stepSize: 0.5 }) })
    known.set(spec, scale)
  }
  return scale
}
