import { formatDb, formatHz, formatMs, formatNumber } from '../../model/units.ts'
import type { ParamSpec } from './device.ts'

/** A parameter's value as it is written for people, with its unit, such as "−3.0 dB", "1.2 kHz" or "Bell". */
export function formatValue(param: ParamSpec, value: number): string {
  if (param.steps) return param.steps[Math.round(value)] ?? ''
  switch (param.unit) {
    case 'dB':
      return formatDb(value)
    case 'Hz':
      return formatHz(value)
    case 'ms':
      return formatMs(value)
    case '%':
      return `${formatNumber(value, 0)} %`
    case 's':
      return `${formatNumber(value, 2)} s`
    case '°':
      return `${formatNumber(value, 0)}°`
    case 'dB/oct':
      return `${formatNumber(value, 0)} dB/oct`
    case ':1':
      return `${formatNumber(value, 1)}:1`
    case 'Q':
    case '':
      return formatNumber(value, 2)
  }
}
