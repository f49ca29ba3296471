import type { ParamSpec } from '../../shared/engine/devices/device.ts'
import { formatValue } from '../../shared/engine/devices/format-value.ts'
import { parseNote } from '../../shared/model/note-name.ts'
import { parseNumber } from '../../shared/model/units.ts'
import { linearScale, logScale, stepScale, type ValueScale } from '../ui/value-scale.ts'

const known = new WeakMap<ParamSpec, ValueScale>()

/** What a user types for a parameter: seconds where it is written in seconds, and notes where it is a frequency. */
function parserOf(spec: ParamSpec): (text: string) => number | null {
  if (spec.unit === 'Hz') return (text) => parseNumber(text) ?? parseNote(text)
  // Everywhere else an "s" is a thousand milliseconds.
  if (spec.unit === 's')
    return (text) => {
      const value = parseNumber(text)
      return value !== null && /s\s*$/i.test(text) ? value / 1000 : value
    }
  return parseNumber
}

/** How a device's parameter lies on a knob, from its spec. */
export function paramScale(spec: ParamSpec): ValueScale {
  let scale = known.get(spec)
  if (!scale) {
    const format = (value: number) => formatValue(spec, value)
    const options = { min: spec.min, max: spec.max, format, parse: parserOf(spec) }
    if (spec.taper === 'steps') scale = stepScale(spec.steps ?? [])
    else if (spec.taper === 'log') scale = logScale(options)
    else scale = linearScale({ ...options, ...(spec.unit === 'dB' && { stepSize: 0.5 }) })
    known.set(spec, scale)
  }
  return scale
}
