import { expect, test } from 'vitest'
import { createImager } from '../../../shared/engine/devices/imager.ts'
import { differenceDb, make, noise, run, testKernel } from './test-kernel.ts'

const RATE = 48_000
const three = { bands: 2, x1: 150, x2: 3000 }

const sum = (signal: Float32Array) =>
  Float32Array.from({ length: signal.length / 2 }, (_, i) => signal[2 * i]! + signal[2 * i + 1]!)
const side = (signal: Float32Array) =>
  Float32Array.from({ length: signal.length / 2 }, (_, i) => signal[2 * i]! - signal[2 * i + 1]!)
const rms = (signal: Float32Array) => Math.sqrt(signal.reduce((total, x) => total + x * x, 0) / signal.length)

test('the mono sum stays what it is at any width', () => {
  const kernel = testKernel()
  const input = noise(RATE, 0.5)
  const heard = (widths: Record<string, number>) =>
    sum(run(kernel, make(createImager, kernel, RATE, { ...three, ...widths }), input))
  const untouched = heard({})
  const settings: Record<string, number>[] = [
    { 'b1.width': 0 },
    { 'b2.width': 200 },
    { 'b1.width': 0, 'b2.width': 150, 'b3.width': 200 },
  ]
  for (const widths of settings) expect(differenceDb(heard(widths), untouched)).toBeLessThan(-120)
})

test('one band at 100 % changes no bit, at 0 % leaves mono, at 200 % doubles the side', () => {
  const kernel = testKernel()
  const input = noise(RATE, 0.3)
  const heard = (width: number) => run(kernel, make(createImager, kernel, RATE, { 'b1.width': width }), input)
  expect(heard(100)).toEqual(input)
  expect(rms(side(heard(0)))).toBe(0)
  expect(rms(side(heard(200))) / rms(side(input))).toBeCloseTo(2, 4)
})

test('a band of width 0 is mono below its crossover and wide above', () => {
  const kernel = testKernel()
  const opposed = (hz: number) =>
    Float32Array.from(
      { length: RATE * 2 },
      (_, i) => (i % 2 ? -0.5 : 0.5) * Math.sin((2 * Math.PI * hz * (i >> 1)) / RATE),
    )
  const heard = (hz: number) => {
    const input = opposed(hz)
    const output = run(kernel, make(createImager, kernel, RATE, { bands: 1, x1: 200, 'b1.width': 0 }), input)
    return 20 * Math.log10(rms(side(output).subarray(RATE / 2)) / rms(side(input).subarray(RATE / 2)))
  }
  expect(heard(40)).toBeLessThan(-50)
  expect(heard(2000)).toBeCloseTo(0, 2)
})

test('with the guard a widened band keeps at least as much mid as side', () => {
  const kernel = testKernel()
  const input = noise(RATE * 2, 0.3)
  const heard = (guard: number) => {
    const output = run(kernel, make(createImager, kernel, RATE, { 'b1.width': 200, guard }), input).subarray(RATE)
    return rms(side(output)) / rms(sum(output))
  }
  expect(heard(0)).toBeGreaterThan(1.9)
  expect(heard(1)).toBeLessThan(1.05)
})
