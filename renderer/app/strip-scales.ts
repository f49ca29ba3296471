import { formatDb, formatNumber, parseNumber } from '../../shared/model/units.ts'
import { clamp, linearScale, type ValueScale } from '../ui/value-scale.ts'

/** Pan as engineers say it: "C", "L 40", "R 100". */
export const panScale: ValueScale = {
  ...linearScale({
    min: -1,
    max: 1,
    format: (pan) => {
      const percent = Math.round(Math.abs(pan) * 100)
      return percent === 0 ? 'C' : `${pan < 0 ? 'L' : 'R'} ${percent}`
    },
    stepSize: 0.01,
  }),
  toValue: (position) => Math.round((position * 2 - 1) * 100) / 100,
  detent: 0,
  parse: (text) => {
    const plain = text.trim().toUpperCase().replace('−', '-')
    if (/^(C|CENT(ER|RE)|0)$/.test(plain)) return 0
    const match = /^(L|R|-|\+)?\s*(\d+(?:\.\d+)?)\s*(L|R|%)?$/.exec(plain)
    if (!match) return null
    const left = match[1] === 'L' || match[1] === '-' || match[3] === 'L'
    return (left ? -1 : 1) * (Number(match[2]) / 100)
  },
}

/** A strip's gain before its inserts. */
export const trimScale: ValueScale = {
  ...linearScale({ min: -144, max: 24, format: formatDb, stepSize: 0.5 }),
  // Drawn from −24 dB up; less can be typed.
  toPosition: (db) => clamp((db + 24) / 48, 0, 1),
  toValue: (position) => Math.round((position * 48 - 24) * 10) / 10,
  detent: 0,
}

/** What is added to a fader that a curve moves. */
export const faderTrimScale = linearScale({ min: -24, max: 24, format: (db) => formatDb(db), stepSize: 0.1 })

/** A track's delay in milliseconds, typed in them or in frames ("240 fr"), which it is kept in. */
export function delayScale(sampleRate: number): ValueScale {
  const frames = /^\s*([-−+]?\d+)\s*(fr|frames?|smp|samples?)\s*$/i
  return {
    ...linearScale({ min: -100, max: 100, format: (ms) => `${formatNumber(ms, 2)} ms`, stepSize: 0.1 }),
    parse: (text) => {
      const match = frames.exec(text)
      return match ? (Number(match[1]!.replace('−', '-')) * 1000) / sampleRate : parseNumber(text)
    },
  }
}

/** The width of the stereo pan: 100 % leaves the channels at the sides, −100 % exchanges them. */
export const widthScale: ValueScale = {
  ...linearScale({ min: -1, max: 1, format: (width) => `${formatNumber(width * 100, 0)} %`, stepSize: 0.01 }),
  parse: (text) => {
    const percent = parseNumber(text)
    return percent === null ? null : percent / 100
  },
}
