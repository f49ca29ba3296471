import { expect, test } from 'vitest'
import { createChorus } from '../../../shared/engine/devices/chorus.ts'
import type { ParamValues } from '../../../shared/engine/devices/device.ts'
import { differenceDb, largestStep, make, noise, run, testKernel, tone } from './test-kernel.ts'

const RATE = 48_000

function through(params: ParamValues, input: Float32Array): Float32Array {
  const kernel = testKernel()
  return run(kernel, make(createChorus, kernel, RATE, { lowCut: 20, mix: 100, ...params }), input)
}

test.each([1, 2, 3, 4])(
  '%s voices are sines delayed by as many places of one turn, and the sides by half of one',
  (n) => {
    const input = tone(RATE, 500, RATE, 0.5)
    const output = through({ voices: n - 1, rate: 2, depth: 60, delay: 12, spread: 100 }, input)
    const expected = new Float64Array(input.length)
    for (let i = 2000 * 2; i < input.length; i++) {
      const frame = i >> 1
      for (let voice = 0; voice < n; voice++) {
        const turns = (2 * frame) / RATE + (voice + (i % 2) / 2) / n
        const delay = 0.012 + 0.6 * 0.005 * Math.sin(2 * Math.PI * turns)
        expected[i]! += (0.5 * Math.sin(2 * Math.PI * 500 * (frame / RATE - delay))) / Math.sqrt(n)
      }
    }
    expect(differenceDb(output.subarray(4000), expected.subarray(4000))).toBeLessThan(-100)
  },
)

test('the flanger sweeps from its delay towards nothing', () => {
  const input = tone(RATE, 500, RATE, 0.5)
  const output = through({ mode: 1, voices: 0, rate: 1, depth: 80, delay: 5, spread: 0 }, input)
  let worst = 0
  for (let frame = 1000; frame < RATE; frame++) {
    const delay = 0.005 * (1 - 0.4 + 0.4 * Math.sin((2 * Math.PI * frame) / RATE))
    worst = Math.max(worst, Math.abs(output[frame * 2]! - 0.5 * Math.sin(2 * Math.PI * 500 * (frame / RATE - delay))))
  }
  expect(20 * Math.log10(worst)).toBeLessThan(-100)
})

test('half and half with a standing tap is a comb: silence at odd multiples of half its frequency', () => {
  for (const [hertz, peak] of [
    [500, 0],
    [1000, 1],
    [1500, 0],
    [2000, 1],
  ] as const) {
    const output = through({ mode: 1, voices: 0, depth: 0, delay: 1, spread: 0, mix: 50 }, tone(RATE, hertz, RATE, 1))
    const most = output.subarray(-4800).reduce((top, x) => Math.max(top, Math.abs(x)), 0)
    expect(most).toBeCloseTo(peak, 4)
  }
})

test.each([-95, 95])('a feedback of %s %% is the float64 recursion', (feedback) => {
  const input = noise(20_000, 0.2)
  const output = through({ voices: 0, depth: 0, delay: 2, feedback, spread: 0 }, input)
  const line = new Float64Array(input.length)
  const expected = new Float64Array(input.length)
  for (let i = 0; i < input.length; i++) {
    expected[i] = line[i - 192] ?? 0
    line[i] = input[i]! + (feedback / 100) * expected[i]!
  }
  expect(differenceDb(output, expected)).toBeLessThan(-120)
})

test('the bass stays where it is', () => {
  const input = tone(RATE, 40, RATE, 0.5)
  const output = through({ lowCut: 1000, voices: 3, depth: 100 }, input)
  expect(differenceDb(output.subarray(RATE), input.subarray(RATE))).toBeLessThan(-45)
})

test('without spread mono stays mono, with it the sides differ', () => {
  const input = noise(9000).map((_, i, all) => all[i & ~1]!)
  const narrow = through({ spread: 0, voices: 3 }, input)
  const wide = through({ spread: 100, voices: 3 }, input)
  let apart = 0
  for (let i = 0; i < narrow.length; i += 2) {
    if (narrow[i] !== narrow[i + 1]) expect(narrow[i]).toBe(narrow[i + 1])
    apart = Math.max(apart, Math.abs(wide[i]! - wide[i + 1]!))
  }
  expect(apart).toBeGreaterThan(0.1)
})

test('the sweep begins anew at every reset', () => {
  const kernel = testKernel()
  const device = make(createChorus, kernel, RATE, { rate: 3.3 })
  const input = noise(10_000)
  const first = run(kernel, device, input)
  device.snap()
  device.reset()
  expect(run(kernel, device, input)).toEqual(first)
})

test('the most feedback stays finite and dies to exact silence', () => {
  const input = new Float32Array(RATE * 8 * 2)
  input.set(noise(RATE, 1))
  const output = through({ mode: 1, feedback: 95, depth: 100, delay: 5, rate: 10, voices: 3 }, input)
  expect(output.every((x) => Math.abs(x) < 64)).toBe(true)
  expect(output.subarray(-RATE).every((x) => x === 0)).toBe(true)
})

test.each([
  ['mode', 0, 1],
  ['delay', 0.5, 40],
  ['depth', 0, 100],
  ['voices', 0, 3],
  ['spread', 0, 100],
  ['feedback', -95, 95],
])('a jump of %s does not click, all wet', (id, low, high) => {
  const kernel = testKernel()
  const input = tone(RATE * 2, 440, RATE, 0.3)
  const steady = [low, high].map((value) => largestStep(through({ [id]: value }, input), RATE, RATE * 2))
  const device = make(createChorus, kernel, RATE, { lowCut: 20, mix: 100, [id]: low })
  const output = run(kernel, device, input, 128, (frame) => {
    if (frame === 128 * 300) device.setParam(id, high)
    if (frame === 128 * 500) device.setParam(id, low)
  })
  expect(largestStep(output, 128 * 299, RATE * 2)).toBeLessThan(2 * Math.max(...steady))
})
