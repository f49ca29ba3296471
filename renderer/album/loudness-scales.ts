import { formatDb, formatNumber } from '../../shared/model/units.ts'
import { linearScale } from '../ui/value-scale.ts'

/** A number in LUFS as it is typed; a target without its sign means the one with it. */
function parseLoudness(text: string): number | null {
  const match = /^\s*([-−]?\d+(?:[.,]\d+)?)\s*(lufs|dbtp)?\s*$/i.exec(text)
  if (!match) return null
  const value = Number(match[1]!.replace('−', '-').replace(',', '.'))
  return value > 0 ? -value : value
}

export const targetScale = linearScale({
  min: -40,
  max: -3,
  format: (lufs) => `${formatNumber(lufs, 1)} LUFS`,
  parse: parseLoudness,
  stepSize: 0.5,
})

export const ceilingScale = linearScale({
  min: -12,
  max: 0,
  format: (dbtp) => `${formatNumber(dbtp, 1)} dBTP`,
  parse: parseLoudness,
  stepSize: 0.1,
})

export const offsetScale = linearScale({ min: -24, max: 24, format: formatDb, stepSize: 0.5 })
