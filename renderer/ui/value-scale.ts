import { formatDb, parseNumber } from '../../shared/model/units.ts'
import { iecLevelDb, iecPosition, iecTopDb, offDb } from './iec-scale.ts'

/** How a value lies on a control's travel, and how it is written. */
export interface ValueScale {
  min: number
  max: number
  /** 0 … 1 from value, and back. */
  toPosition(value: number): number
  toValue(position: number): number
  /** The value one step of a key or of the wheel further; `fine` steps are a tenth. */
  step(value: number, steps: number, fine: boolean): number
  format(value: number): string
  /** Null when the text is no number. The result may lie out of range. */
  parse(text: string): number | null
  /** The value a drag holds on to when it comes near, unless it is fine. */
  detent?: number
}

interface ScaleOptions {
  min: number
  max: number
  format: (value: number) => string
  parse?: (text: string) => number | null
  /** Size of a key's step on a linear scale, in the value's unit. */
  stepSize?: number
}

export function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}

/** Rounds away the noise of drawing: seven significant digits are more than any control shows. */
function tidy(value: number): number {
  return Number(value.toPrecision(7))
}

/** Equal travel for equal differences. */
export function linearScale({ min, max, format, parse = parseNumber, stepSize }: ScaleOptions): ValueScale {
  const size = stepSize ?? (max - min) / 100
  return {
    min,
    max,
    toPosition: (value) => clamp((value - min) / (max - min), 0, 1),
    toValue: (position) => tidy(min + clamp(position, 0, 1) * (max - min)),
    step: (value, steps, fine) => clamp(tidy(value + steps * size * (fine ? 0.1 : 1)), min, max),
    format,
    parse,
  }
}

/** Equal travel for equal ratios; `min` must be above 0. */
export function logScale({ min, max, format, parse = parseNumber }: ScaleOptions): ValueScale {
  const span = Math.log(max / min)
  const toPosition = (value: number) => clamp(Math.log(Math.max(min, value) / min) / span, 0, 1)
  const toValue = (position: number) => tidy(clamp(min * Math.exp(clamp(position, 0, 1) * span), min, max))
  return {
    min,
    max,
    toPosition,
    toValue,
    step: (value, steps, fine) => toValue(toPosition(value) + steps * (fine ? 0.002 : 0.02)),
    format,
    parse,
  }
}

/** Whole numbers with a name each. */
export function stepScale(names: readonly string[]): ValueScale {
  const max = names.length - 1
  return {
    min: 0,
    max,
    toPosition: (value) => (max === 0 ? 0 : value / max),
    toValue: (position) => Math.round(clamp(position, 0, 1) * max),
    step: (value, steps) => clamp(Math.round(value + Math.sign(steps)), 0, max),
    format: (value) => names[Math.round(value)] ?? '',
    parse: (text) => {
      const index = names.findIndex((name) => name.toLowerCase() === text.trim().toLowerCase())
      return index < 0 ? null : index
    },
  }
}

/** A fader: the IEC scale from off to +6 dB, in tenths of a decibel. */
export const faderScale: ValueScale = {
  min: offDb,
  max: iecTopDb,
  toPosition: iecPosition,
  toValue: (position) => {
    const db = iecLevelDb(clamp(position, 0, 1))
    return db === offDb ? db : Math.round(db * 10) / 10
  },
  step: (value, steps, fine) => {
    const from = Math.max(value, -70)
    const to = Math.round((from + steps * (fine ? 0.1 : 0.5)) * 10) / 10
    return to <= -70 ? offDb : Math.min(iecTopDb, to)
  },
  format: formatDb,
  parse: parseNumber,
  detent: 0,
}
