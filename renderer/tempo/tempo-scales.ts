import type { Song } from '../../shared/model/document.ts'
import { linearScale, type ValueScale } from '../ui/value-scale.ts'

/** A tempo in quarter notes a minute. */
export const tempoScale = linearScale({
  min: 20,
  max: 400,
  format: (bpm) => bpm.toFixed(2),
  parse: (text) => {
    const bpm = Number.parseFloat(text.replace(',', '.'))
    return Number.isFinite(bpm) ? Math.round(bpm * 1000) / 1000 : null
  },
  stepSize: 1,
})

const beatUnits = [1, 2, 4, 8, 16] as const

/** A time signature as one number, beats × 100 + unit, so that it can be typed like any value. */
export const signatureScale: ValueScale = {
  ...linearScale({ min: 101, max: 3216, format: (value) => `${Math.floor(value / 100)}/${value % 100}` }),
  parse: (text) => {
    const match = /^\s*(\d{1,2})\s*\/\s*(\d{1,2})\s*$/.exec(text)
    if (!match) return null
    const unit = Number(match[2])
    return beatUnits.some((candidate) => candidate === unit) ? Number(match[1]) * 100 + unit : null
  },
  step: (value, steps) => Math.min(3216, Math.max(101, value + Math.sign(steps) * 100)),
}

interface Signature {
  readonly beatsPerBar: number
  readonly beatUnit: Song['beatUnit']
}

/** A time signature as the scale's number, and back. */
export function signatureValue({ beatsPerBar, beatUnit }: Signature): number {
  return beatsPerBar * 100 + beatUnit
}

export function signatureOf(value: number): Signature {
  return { beatsPerBar: Math.floor(value / 100), beatUnit: (value % 100) as Song['beatUnit'] }
}
