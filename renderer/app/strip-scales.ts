import { formatNumber, parseNumber } from '../../shared/model/units.ts'
import { linearScale, type ValueScale } from '../ui/value-scale.ts'

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
  parse: (text) => {
    const plain = text.trim().toUpperCase().replace('−', '-')
    if (/^(C|CENT(ER|RE)|0)$/.test(plain)) return 0
    const match = /^(L|R|-|\+)?\s*(\d+(?:\.\d+)?)\s*(L|R|%)?$/.exec(plain)
    if (!match) return null
    const left = match[1] === 'L' || match[1] === '-' || match[3] === 'L'
    return (left ? -1 : 1) * (Number(match[2]) / 100)
  },
}

/** The width of the stereo pan: 100 % leaves the channels at the sides, −100 % exchanges them. */
export const widthScale: ValueScale = {
  ...linearScale({ min: -1, max: 1, format: (width) => `${formatNumber(width * 100, 0)} %`, stepSize: 0.01 }),
  parse: (text) => {
    const percent = parseNumber(text)
    return percent === null ? null : percent / 100
  },
}
