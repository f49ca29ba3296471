import { expect, test } from 'vitest'
import { createDeesser } from '../../../shared/engine/devices/deesser.ts'
import { largestStep, make, noise, run, testKernel, tone } from './test-kernel.ts'

const RATE = 48_000

/** A voice's low tone, and in its second half a hiss over it. */
function voice(hiss: number, level = 0.2): Float32Array {
  const low = tone(RATE, 300, RATE, level)
  const high = tone(RATE, 14_000, RATE, hiss)
  return low.map((x, i) => x + (i >= RATE ? high[i]! : 0))
}

/** Level of a tone in the last quarter second, in dB, by correlation. */
function levelDb(output: Float32Array, hz: number, side = 0): number {
  let re = 0
  let im = 0
  const from = RATE * 0.75
  for (let n = from; n < RATE; n++) {
    re += output[2 * n + side]! * Math.cos((2 * Math.PI * hz * n) / RATE)
    im += output[2 * n + side]! * Math.sin((2 * Math.PI * hz * n) / RATE)
  }
  return 20 * Math.log10((2 * Math.hypot(re, im)) / (RATE - from))
}

function through(input: Float32Array, params: Record<string, number>): Float32Array {
  const kernel = testKernel()
  return run(kernel, make(createDeesser, kernel, RATE, params), input)
}

const absolute = { relative: 0, threshold: -30, freq: 5000, range: 24, attack: 0.2 }

test('a hiss is brought to the threshold, and the voice beneath it left alone', () => {
  const output = through(voice(0.2), absolute)
  // A fourth-order crossover leaves a little of it in the lower band.
  expect(Math.abs(levelDb(output, 14_000) + 30)).toBeLessThan(1)
  expect(levelDb(output, 300)).toBeCloseTo(levelDb(voice(0.2), 300), 1)
})

test('nothing is turned down by more than the range', () => {
  const output = through(voice(0.2), { ...absolute, range: 6 })
  expect(Math.abs(levelDb(output, 14_000) - (20 * Math.log10(0.2) - 6))).toBeLessThan(0.3)
})

test('in the wide mode the whole sound goes down', () => {
  const output = through(voice(0.2), { ...absolute, mode: 1, range: 6 })
  expect(levelDb(output, 300)).toBeCloseTo(levelDb(voice(0.2), 300) - 6, 1)
})

test('a relative threshold does not ask how loud the take is', () => {
  const loss = (gain: number) => {
    const input = voice(0.1).map((x) => x * gain)
    const output = through(input, { relative: 1, threshold: -12, freq: 5000, range: 24, attack: 0.2 })
    return levelDb(output, 14_000) - levelDb(input, 14_000)
  }
  expect(loss(1)).toBeLessThan(-3)
  expect(loss(0.05)).toBeCloseTo(loss(1), 2)
})

test('at rest it is flat within 0.01 dB', () => {
  for (const hz of [100, 2000, 4000, 5000, 6000, 9000, 15_000]) {
    const input = tone(RATE, hz, RATE, 0.1)
    const output = through(input, { ...absolute, threshold: 12 })
    expect(Math.abs(levelDb(output, hz) - levelDb(input, hz))).toBeLessThan(0.01)
  }
})

test('unlinked sides go down each for itself', () => {
  const input = voice(0.2).map((x, i) => (i % 2 ? x * 0.1 : x))
  const gain = (link: number) => {
    const output = through(input, { ...absolute, link })
    return levelDb(output, 14_000, 1) - levelDb(input, 14_000, 1)
  }
  expect(gain(100)).toBeLessThan(-10)
  expect(gain(0)).toBeGreaterThan(-5)
})

test('look-ahead is there before the hiss, and what goes can be listened to', () => {
  const input = voice(0.3)
  const start = (lookahead: number) => {
    const output = through(input, { ...absolute, attack: 1, lookahead })
    const from = RATE / 2 + lookahead * 48
    return largestStep(output, from, from + 12)
  }
  expect(start(5)).toBeLessThan(0.5 * start(0))
  const gone = through(input, { ...absolute, listen: 1 })
  expect(levelDb(gone, 300)).toBeLessThan(-60)
  expect(levelDb(gone, 14_000)).toBeGreaterThan(-13)
})

test('noise without sibilants stays as it is', () => {
  const kernel = testKernel()
  const device = make(createDeesser, kernel, RATE, { ...absolute, threshold: 0 })
  run(kernel, device, noise(RATE, 0.05))
  expect(device.tap(0)).toBe(0)
})
