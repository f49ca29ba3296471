import { formatNumber } from '../../shared/model/units.ts'
import { linearScale } from '../ui/value-scale.ts'

/** A loudness that is aimed at. */
export const lufsScale = linearScale({
  min: -40,
  max: -3,
  format: (lufs) => `${formatNumber(lufs, 1)} LUFS`,
  parse: (text) => {
    const match = /^\s*([-−]?\d+(?:[.,]\d+)?)\s*(lufs)?\s*$/i.exec(text)
    if (!match) return null
    const value = Number(match[1]!.replace('−', '-').replace(',', '.'))
    // Nobody masters to +14 LUFS: a target typed without its sign means the one with it.
    return value > 0 ? -value : value
  },
  stepSize: 0.5,
})
