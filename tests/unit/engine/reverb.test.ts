import { expect, test } from 'vitest'
import type { ParamValues } from '../../../shared/engine/devices/device.ts'
import { createReverb } from '../../../shared/engine/devices/reverb.ts'
import { decayTime, echoDensity, octave } from '../../reference/decay.ts'
import { largestStep, make, noise, run, testKernel, tone } from './test-kernel.ts'

const RATE = 48_000
const bare = { early: 0, preDelay: 0, modDepth: 0, lowCut: 20, highCut: 20_000, mix: 100 }

function response(params: ParamValues, seconds: number, rate = RATE, left = 1, right = 1): Float32Array {
  const kernel = testKernel()
  const input = new Float32Array(Math.ceil(seconds * rate) * 2)
  input[0] = left
  input[1] = right
  return run(kernel, make(createReverb, kernel, rate, { ...bare, ...params }), input)
}

function side(signal: Float32Array, which: 0 | 1): Float64Array {
  return Float64Array.from({ length: signal.length / 2 }, (_, i) => signal[i * 2 + which]!)
}

function correlation(signal: Float32Array): number {
  let [cross, left, right] = [0, 0, 0]
  for (let i = 0; i < signal.length; i += 2) {
    cross += signal[i]! * signal[i + 1]!
    left += signal[i]! ** 2
    right += signal[i + 1]! ** 2
  }
  return cross / Math.sqrt(left * right)
}

for (const decay of [0.3, 0.7, 1.8, 4, 10])
  test(`a decay of ${decay} s takes that long at 1 kHz within 5 %, in rooms of every size`, () => {
    for (const size of [20, 60, 100])
      for (const early of [0, 40]) {
        const output = response({ decay, size, highDecay: 50, early }, decay * 1.2 + 0.3)
        for (const which of [0, 1] as const) {
          const measured = decayTime(octave(side(output, which), 1000, RATE), RATE)
          expect(Math.abs(measured / decay - 1), `size ${size}, early ${early}: ${measured} s`).toBeLessThan(0.05)
        }
      }
  })

test('it is the same at other rates', () => {
  for (const rate of [44_100, 96_000]) {
    const output = response({ decay: 1.5 }, 2, rate)
    expect(Math.abs(decayTime(octave(side(output, 0), 1000, rate), rate) / 1.5 - 1)).toBeLessThan(0.05)
  }
})

test('without damping all octaves decay alike', () => {
  const output = response({ decay: 2, highDecay: 100, lowDecay: 100 }, 2.6)
  for (const hertz of [250, 500, 1000, 2000, 4000, 8000])
    expect(Math.abs(decayTime(octave(side(output, 0), hertz, RATE), RATE) / 2 - 1), `${hertz} Hz`).toBeLessThan(0.05)
})

test('highs and lows decay in their share of the time, and 1 kHz stays', () => {
  const output = response({ decay: 2, highDecay: 30, highFreq: 4000, lowDecay: 200, lowFreq: 150 }, 5)
  const share = (hertz: number) => decayTime(octave(side(output, 0), hertz, RATE), RATE) / 2
  expect(share(16_000)).toBeLessThan(0.4)
  expect(share(16_000)).toBeGreaterThan(0.25)
  expect(share(40)).toBeGreaterThan(1.6)
  expect(share(40)).toBeLessThan(2.1)
  expect(Math.abs(share(1000) - 1)).toBeLessThan(0.05)
})

test('echoes are as dense as noise within 0.2 s, so that nothing rattles', () => {
  for (const size of [20, 60, 100]) {
    const output = side(response({ decay: 2, size }, 1), 0)
    for (const frame of [0.2, 0.4, 0.7]) {
      const density = echoDensity(output, RATE, frame * RATE)
      expect(density, `size ${size} at ${frame} s`).toBeGreaterThan(0.85)
      expect(density).toBeLessThan(1.15)
    }
  }
})

test('mono becomes a wide tail of equally loud sides, and a width of 0 makes it mono again', () => {
  const output = response({ decay: 2 }, 2)
  expect(Math.abs(correlation(output))).toBeLessThan(0.1)
  const energy = (x: Float64Array) => x.reduce((sum, y) => sum + y * y, 0)
  expect(Math.abs(10 * Math.log10(energy(side(output, 0)) / energy(side(output, 1))))).toBeLessThan(1)
  const narrow = response({ decay: 2, width: 0 }, 1)
  for (let i = 0; i < narrow.length; i += 2) if (narrow[i] !== narrow[i + 1]) expect(narrow[i]).toBe(narrow[i + 1])
})

test('one side sounds on both', () => {
  const output = response({ decay: 2 }, 2, RATE, 1, 0)
  expect(side(output, 1).some((x) => Math.abs(x) > 0.001)).toBe(true)
  expect(Math.abs(correlation(output))).toBeLessThan(0.15)
})

test('steady noise is as loud whatever the decay', () => {
  const kernel = testKernel()
  const levels = [0.5, 2, 6].map((decay) => {
    const settings = { ...bare, decay, highDecay: 100 }
    const output = run(kernel, make(createReverb, kernel, RATE, settings), noise(RATE * 8, 0.5))
    return 10 * Math.log10(output.subarray(-RATE * 2).reduce((sum, x) => sum + x * x, 0) / (RATE / 6))
  })
  for (const level of levels) expect(Math.abs(level)).toBeLessThan(2)
})

test('nothing sounds before the pre-delay, and the first reflection then', () => {
  const output = response({ preDelay: 50, early: 100, earlySize: 100 }, 1)
  const first = side(output, 0).findIndex((x) => x !== 0)
  expect(first).toBe(2400 + Math.round(0.0043 * RATE))
})

test('the tail ends in exact silence', () => {
  const output = response({ decay: 0.5, highDecay: 100, modDepth: 100, early: 100 }, 5)
  expect(output.subarray(-RATE).every((x) => x === 0)).toBe(true)
})

test('the longest decay with full modulation never grows', () => {
  const kernel = testKernel()
  const settings = { decay: 20, modDepth: 100, modRate: 3, lowDecay: 200, highDecay: 100, size: 20, mix: 100 }
  const input = new Float32Array(RATE * 10 * 2)
  input.set(noise(RATE, 1))
  const output = run(kernel, make(createReverb, kernel, RATE, settings), input)
  const energy = (second: number) =>
    output.subarray(second * RATE * 2, (second + 1) * RATE * 2).reduce((s, x) => s + x * x, 0)
  for (let second = 2; second < 10; second++) expect(energy(second)).toBeLessThan(energy(second - 1))
})

test.each([
  ['size', 20, 100],
  ['preDelay', 0, 120],
  ['earlySize', 10, 100],
  ['decay', 0.1, 20],
])('a jump of %s does not click', (id, low, high) => {
  const kernel = testKernel()
  const input = tone(RATE * 2, 300, RATE, 0.3)
  const settings = { ...bare, early: 50, decay: 1 }
  const steady = [low, high].map((value) => {
    const output = run(kernel, make(createReverb, kernel, RATE, { ...settings, [id]: value }), input)
    return largestStep(output, RATE, RATE * 2)
  })
  const device = make(createReverb, kernel, RATE, { ...settings, [id]: low })
  const output = run(kernel, device, input, 128, (frame) => {
    if (frame === 128 * 400) device.setParam(id, high)
    if (frame === 128 * 550) device.setParam(id, low)
  })
  expect(largestStep(output, 128 * 399, RATE * 2)).toBeLessThan(2 * Math.max(...steady))
})
