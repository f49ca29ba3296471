import { expect, test } from 'vitest'
import { createUtility } from '../../../shared/engine/devices/utility.ts'
import { differenceDb, make, noise, run, testKernel } from './test-kernel.ts'

const RATE = 48_000

/** What the utility makes of one frame, once all is settled. */
function frame(left: number, right: number, params: Record<string, number>): [number, number] {
  const kernel = testKernel()
  const input = Float32Array.from({ length: 512 }, (_, i) => (i % 2 ? right : left))
  const output = run(kernel, make(createUtility, kernel, RATE, params), input)
  return [output[300]!, output[301]!]
}

test('an untouched utility changes no bit', () => {
  const kernel = testKernel()
  const input = noise(5000, 0.9)
  expect(run(kernel, make(createUtility, kernel, RATE, {}), input)).toEqual(input)
})

test('channels are swapped, summed, chosen and matrixed', () => {
  const [l, r] = [0.5, 0.25]
  expect(frame(l, r, { channels: 1 })).toEqual([r, l])
  expect(frame(l, r, { channels: 2 })).toEqual([0.375, 0.375])
  expect(frame(l, r, { channels: 3 })).toEqual([l, l])
  expect(frame(l, r, { channels: 4 })).toEqual([r, r])
  expect(frame(l, r, { channels: 5 })).toEqual([0.375, 0.375])
  expect(frame(l, r, { channels: 6 })).toEqual([0.125, 0.125])
})

test('polarity, width, balance and gain do what they say', () => {
  expect(frame(0.5, 0.25, { leftPolarity: 1 })).toEqual([-0.5, 0.25])
  expect(frame(0.5, 0.25, { rightPolarity: 1 })).toEqual([0.5, -0.25])
  expect(frame(0.5, 0.25, { width: 0 })).toEqual([0.375, 0.375])
  expect(frame(0.5, 0.25, { width: 200 })).toEqual([0.625, 0.125])
  expect(frame(0.5, 0.25, { balance: 100 })).toEqual([0, 0.25])
  expect(frame(0.5, 0.25, { balance: -50 })).toEqual([0.5, 0.125])
  expect(frame(0.5, 0.25, { gain: 20 * Math.log10(2) })[0]).toBeCloseTo(1, 6)
})

test('bass below the corner becomes mono, and the mono sum does not change', () => {
  const kernel = testKernel()
  const side = (hz: number) => {
    const input = Float32Array.from(
      { length: RATE * 2 },
      (_, i) => (i % 2 ? -0.5 : 0.5) * Math.sin((2 * Math.PI * hz * (i >> 1)) / RATE),
    )
    const output = run(kernel, make(createUtility, kernel, RATE, { monoBelow: 150 }), input).subarray(RATE)
    return 20 * Math.log10(Math.max(...output.map(Math.abs)) / 0.5)
  }
  expect(side(30)).toBeLessThan(-27)
  expect(side(150)).toBeCloseTo(-3.01, 1)
  expect(side(2000)).toBeCloseTo(0, 1)
  const input = noise(RATE, 0.5)
  const output = run(kernel, make(createUtility, kernel, RATE, { monoBelow: 500 }), input)
  const sums = (signal: Float32Array) =>
    signal.filter((_, i) => i % 2 === 0).map((left, i) => left + signal[2 * i + 1]!)
  expect(differenceDb(sums(output), sums(input))).toBeLessThan(-120)
})
