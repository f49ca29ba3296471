import { expect, test } from 'vitest'
import { FallingLevel, HeldLevel } from '../../../renderer/live/meter-fall.ts'

test('a peak meter rises at once and falls 20 dB in 1.7 s (IEC 60268-18)', () => {
  const level = new FallingLevel()
  expect(level.next(1, 1000)).toBe(0)
  expect(level.next(0, 1850)).toBeCloseTo(-10, 6)
  expect(level.next(0, 2700)).toBeCloseTo(-20, 6)
  expect(level.next(0.5, 2701)).toBeCloseTo(-6.02, 2)
})

test('however often it is read, it falls equally', () => {
  const often = new FallingLevel()
  const seldom = new FallingLevel()
  often.next(1, 0)
  seldom.next(1, 0)
  for (let ms = 1; ms <= 500; ms++) often.next(0, ms)
  expect(often.next(0, 500)).toBeCloseTo(seldom.next(0, 500), 9)
})

test('a held peak stays for its time, and then falls like the bar', () => {
  const held = new HeldLevel()
  expect(held.next(-6, 0, 1500)).toBe(-6)
  expect(held.next(-40, 1500, 1500)).toBe(-6)
  expect(held.next(-40, 1585, 1500)).toBeCloseTo(-7, 6)
  expect(held.next(-3, 1600, 1500)).toBe(-3)
  for (let ms = 1700; ms < 20_000; ms += 100) held.next(-40, ms, 1500)
  expect(held.next(-40, 20_000, 1500)).toBe(-40)
})

test('an endless hold stays until it is cleared', () => {
  const held = new HeldLevel()
  held.next(-6, 0, Number.POSITIVE_INFINITY)
  expect(held.next(-40, 3_600_000, Number.POSITIVE_INFINITY)).toBe(-6)
  held.clear()
  expect(held.next(-40, 3_600_001, Number.POSITIVE_INFINITY)).toBe(-40)
})
