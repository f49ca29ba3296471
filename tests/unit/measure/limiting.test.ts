import { expect, test } from 'vitest'
import { densityNote, isTooDense, LimitingGauge } from '../../../shared/measure/limiting.ts'

const piece = (level: number) => new Float32Array(256).fill(level)

test('a gauge tells the deepest reduction, and the mean over what is loud enough to be heard', () => {
  const gauge = new LimitingGauge()
  expect(gauge.read()).toEqual({ mostDb: 0, meanDb: 0 })
  gauge.push(2, piece(0.5))
  gauge.push(6, piece(-0.9))
  // A quiet end is limited by nothing and would make the rest look harmless.
  for (let i = 0; i < 100; i++) gauge.push(0, piece(0.001))
  expect(gauge.read()).toEqual({ mostDb: 6, meanDb: 4 })
})

test('a gauge tells what more drive would bring: all where nothing is limited, nothing of a peak, and a share of what follows it', () => {
  const gauge = new LimitingGauge()
  expect(gauge.slope()).toBe(1)
  gauge.push(0, piece(0.5))
  expect(gauge.slope()).toBe(1)
  gauge.push(4, piece(0.5))
  expect(gauge.slope()).toBeCloseTo(0.5, 6)
  // Halfway back from 4 dB: half of what more drive brings stays.
  gauge.push(2, piece(0.5))
  expect(gauge.slope()).toBeCloseTo(0.5, 6)
  gauge.push(0, piece(0.5))
  expect(gauge.slope()).toBeCloseTo(2.5 / 4, 6)
})

test('more than 12 dB at the deepest or 6 dB in the mean is too dense, and said with what to do', () => {
  expect(isTooDense({ mostDb: 12, meanDb: 6 })).toBe(false)
  expect(isTooDense({ mostDb: 12.1, meanDb: 1 })).toBe(true)
  expect(isTooDense({ mostDb: 8, meanDb: 6.1 })).toBe(true)
  expect(densityNote(-14, { mostDb: 5, meanDb: 1 })).toBeNull()
  const note = densityNote(-8, { mostDb: 14.2, meanDb: 7.5 })
  expect(note).toContain('−8 LUFS')
  expect(note).toContain('14.2 dB')
  expect(note).toContain('lower target')
})
