import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { iecLevelDb, iecPosition } from '../../../renderer/ui/iec-scale.ts'
import { faderScale, linearScale, logScale, stepScale } from '../../../renderer/ui/value-scale.ts'
import { formatDb, formatHz, formatLevel, formatMs, formatNumber, parseNumber } from '../../../shared/model/units.ts'

describe('the IEC 60268-18 scale', () => {
  test.each([
    [6, 115],
    [0, 100],
    [-20, 50],
    [-30, 30],
    [-40, 15],
    [-50, 7.5],
    [-60, 2.5],
    [-70, 0],
    [-144, 0],
  ])('%d dB stands at %d of 115', (db, travel) => {
    expect(iecPosition(db) * 115).toBeCloseTo(travel, 9)
  })

  test('the bottom of the travel is off, its top +6 dB', () => {
    expect(iecLevelDb(0)).toBe(-144)
    expect(iecLevelDb(1)).toBeCloseTo(6, 9)
  })

  test('every level above −70 dB comes back from its place', () => {
    fc.assert(
      fc.property(fc.double({ min: -69.9, max: 6, noNaN: true }), (db) => {
        expect(iecLevelDb(iecPosition(db))).toBeCloseTo(db, 6)
      }),
    )
  })
})

describe('a fader', () => {
  test('moves in tenths of a decibel', () => {
    expect(faderScale.toValue(0.6) * 10).toBeCloseTo(Math.round(faderScale.toValue(0.6) * 10), 9)
  })

  test('stepped below −70 dB it is off, and a step up brings it back', () => {
    expect(faderScale.step(-69.8, -1, false)).toBe(-144)
    expect(faderScale.step(-144, 1, false)).toBe(-69.5)
  })

  test('does not go above +6 dB', () => {
    expect(faderScale.step(6, 10, false)).toBe(6)
  })
})

describe('knobs', () => {
  test('equal turns of a frequency knob are equal ratios', () => {
    const scale = logScale({ min: 20, max: 20000, format: formatHz })
    expect(scale.toValue(1 / 3)).toBeCloseTo(200, 2)
    expect(scale.toValue(2 / 3)).toBeCloseTo(2000, 1)
    expect(scale.toPosition(20000)).toBe(1)
  })

  test('values stay inside their range however far the hand goes', () => {
    const scale = linearScale({ min: -24, max: 24, format: formatDb })
    fc.assert(
      fc.property(fc.double({ min: -10, max: 10, noNaN: true }), (position) => {
        const value = scale.toValue(position)
        expect(value).toBeGreaterThanOrEqual(-24)
        expect(value).toBeLessThanOrEqual(24)
      }),
    )
  })

  test('a choice is found by its name', () => {
    const scale = stepScale(['Bell', 'Low shelf'])
    expect(scale.parse('low shelf')).toBe(1)
    expect(scale.parse('comb')).toBeNull()
    expect(scale.format(0)).toBe('Bell')
  })
})

describe('numbers on the page', () => {
  test('use a true minus sign and never write minus zero', () => {
    expect(formatLevel(-3.24)).toBe('−3.2')
    expect(formatNumber(-0.04, 1)).toBe('0.0')
    expect(formatDb(1.5)).toBe('+1.5 dB')
    expect(formatLevel(-144)).toBe('−∞')
    expect(formatLevel(null)).toBe('−∞')
  })

  test('take the unit that fits them', () => {
    expect(formatHz(28)).toBe('28 Hz')
    expect(formatHz(6500)).toBe('6.5 kHz')
    expect(formatMs(0.5)).toBe('0.5 ms')
    expect(formatMs(1200)).toBe('1.20 s')
  })

  test.each([
    ['-3', -3],
    ['−3,5 dB', -3.5],
    ['+2.25', 2.25],
    ['1.2k', 1200],
    ['6.5 kHz', 6500],
    ['2 s', 2000],
    ['-inf', -144],
    ['−∞', -144],
    ['off', -144],
  ])('"%s" is read as %d', (text, value) => {
    expect(parseNumber(text)).toBeCloseTo(value, 9)
  })

  test('nonsense is no number', () => {
    for (const text of ['', 'loud', '3 apples', '--2', '1e9x']) expect(parseNumber(text)).toBeNull()
  })
})
