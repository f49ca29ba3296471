import { describe, expect, test } from 'vitest'
import { delaySpec } from '../../../shared/engine/devices/delay.spec.ts'
import { createDelay } from '../../../shared/engine/devices/delay.ts'
import type { ParamValues } from '../../../shared/engine/devices/device.ts'
import { cookbook, filtered } from '../../reference/cuts.ts'
import { differenceDb, largestStep, make, noise, roughness, run, testKernel, tone } from './test-kernel.ts'

const RATE = 48_000
const open = { lowCut: 20, highCut: 20_000, mix: 100 }

function click(frames: number, left = 1, right = 1): Float32Array {
  const signal = new Float32Array(frames * 2)
  signal[0] = left
  signal[1] = right
  return signal
}

function echoes(params: ParamValues, frames: number, input = click(frames), rate = RATE): Float32Array {
  const kernel = testKernel()
  return run(kernel, make(createDelay, kernel, rate, { ...open, ...params }), input)
}

/** Frames and levels of all that sounds on one side. */
function arrivals(signal: Float32Array, side: 0 | 1): [number, number][] {
  const found: [number, number][] = []
  for (let i = side; i < signal.length; i += 2) if (signal[i] !== 0) found.push([i >> 1, signal[i]!])
  return found
}

describe('echoes come to the sample', () => {
  test('a dotted eighth at 120 BPM is 18 000 frames at 48 kHz, halved each time by a feedback of 50 %', () => {
    const sync = delaySpec.params[0]!.steps!.indexOf('1/8 dotted')
    const output = echoes({ sync, feedback: 50 }, 80_000)
    const expected = [1, 2, 3, 4].map((n) => [18_000 * n, 2 ** (1 - n)])
    expect(arrivals(output, 0)).toEqual(expected)
    expect(arrivals(output, 1)).toEqual(expected)
  })

  test('every note has its length', () => {
    const names = delaySpec.params[0]!.steps!
    for (let sync = 1; sync < names.length; sync++) {
      const [fraction = '', kind] = names[sync]!.split(' ')
      const whole = 1 / Number(fraction.split('/')[1])
      const seconds = 2 * whole * (kind === 'triplet' ? 2 / 3 : kind === 'dotted' ? 1.5 : 1)
      const output = echoes({ sync, feedback: 0 }, Math.ceil(seconds * RATE) + 100)
      expect(arrivals(output, 0), names[sync]).toEqual([[Math.round(seconds * RATE), 1]])
    }
  })

  test.each([
    [1, 44_100],
    [1, 48_000],
    [333.3, 44_100],
    [5000, 96_000],
  ])('%s ms at %s Hz', (time, rate) => {
    const output = echoes({ time, feedback: 0 }, Math.ceil(time * rate * 0.001) + 300, undefined, rate)
    expect(arrivals(output, 0)).toEqual([[Math.round((time * rate) / 1000), 1]])
  })

  test('a new tempo moves the echoes', () => {
    const kernel = testKernel()
    const device = make(createDelay, kernel, RATE, { ...open, sync: 11, feedback: 0 })
    device.setTempo(60)
    device.snap()
    expect(arrivals(run(kernel, device, click(60_000)), 0)).toEqual([[48_000, 1]])
  })
})

test('a note too long for the line is halved and stays in time', () => {
  const kernel = testKernel()
  const device = make(createDelay, kernel, RATE, { ...open, sync: 18, feedback: 0 })
  device.setTempo(40)
  device.snap()
  expect(arrivals(run(kernel, device, click(250_000)), 0)).toEqual([[4.5 * RATE, 1]])
})

test('ping-pong answers left, right, left', () => {
  const output = echoes({ time: 100, mode: 1, feedback: 50 }, 15_000)
  expect(arrivals(output, 0)).toEqual([
    [4800, 1],
    [14_400, 0.25],
  ])
  expect(arrivals(output, 1)).toEqual([[9600, 0.5]])
})

test('mono gives both sides the mean, and stereo keeps them apart', () => {
  const input = click(5000, 1, 0)
  expect(arrivals(echoes({ time: 100, mode: 2, feedback: 0 }, 0, input), 1)).toEqual([[4800, 0.5]])
  expect(arrivals(echoes({ time: 100, feedback: 0 }, 0, input), 1)).toEqual([])
})

test('a width of 0 makes the echoes mono', () => {
  const output = echoes({ time: 20, width: 0 }, 0, noise(9000))
  for (let i = 0; i < output.length; i += 2) if (output[i] !== output[i + 1]) expect(output[i]).toBe(output[i + 1])
})

test('the loop is that of the float64 recursion: every echo is filtered once more', () => {
  const frames = 30_000
  const input = noise(frames, 0.5)
  const output = echoes({ time: 50, feedback: 80, lowCut: 200, highCut: 5000 }, 0, input)
  const expected = new Float64Array(frames * 2)
  for (const side of [0, 1]) {
    let pass: Float64Array = Float64Array.from({ length: frames }, (_, i) => input[i * 2 + side]!)
    for (let n = 1; n * 2400 < frames; n++) {
      pass = filtered(filtered(pass, cookbook('lowCut', 200, RATE)), cookbook('highCut', 5000, RATE))
      for (let i = n * 2400; i < frames; i++) expected[i * 2 + side]! += 0.8 ** (n - 1) * pass[i - n * 2400]!
    }
  }
  expect(differenceDb(output, expected)).toBeLessThan(-125)
})

test('a full feedback of full-scale noise stays finite, and any less dies to exact silence', () => {
  const loud = echoes({ time: 1, feedback: 100 }, 0, noise(RATE * 4, 1))
  expect(loud.every((sample) => Math.abs(sample) < 40)).toBe(true)
  const input = new Float32Array(RATE * 4 * 2)
  input.set(noise(RATE / 4, 1))
  const tail = echoes({ time: 5, feedback: 90, lowCut: 100, highCut: 5000, modDepth: 30 }, 0, input)
  expect(tail.subarray(-RATE).every((sample) => sample === 0)).toBe(true)
})

test('a new time fades from one tap to the other: no click and no glide of pitch', () => {
  const kernel = testKernel()
  const device = make(createDelay, kernel, RATE, { ...open, feedback: 0, time: 100 })
  const input = tone(RATE, 440, RATE, 0.5)
  const output = run(kernel, device, input, 128, (frame) => {
    if (frame === 128 * 150) device.setParam('time', 60.5)
    if (frame === 128 * 200) device.setParam('time', 333)
  })
  expect(largestStep(output, 15_000, RATE)).toBeLessThan(1.02 * largestStep(output, 10_000, 15_000))
  expect(roughness(output, 15_000, RATE)).toBeLessThan(1.2 * roughness(output, 10_000, 15_000))
  const late = input.map((_, i) => (i < 15_984 * 2 ? 0 : input[i - 15_984 * 2]!))
  expect(differenceDb(output.subarray(128 * 208 * 2), late.subarray(128 * 208 * 2))).toBeLessThan(-290)
})

test('modulation detunes an echo as much as its sweep is steep, and not at a depth of 0', () => {
  const depth = 0.5
  const rate = 2
  const input = tone(RATE, 300, RATE, 0.5)
  const output = echoes({ time: 100, feedback: 0, modDepth: depth * 100, modRate: rate }, 0, input)
  let worst = 0
  for (let frame = 6000; frame < RATE; frame++) {
    const delay = 0.1 + (depth * 0.005 * (1 - Math.cos((2 * Math.PI * rate * frame) / RATE))) / 2
    const expected = 0.5 * Math.sin(2 * Math.PI * 300 * (frame / RATE - delay))
    worst = Math.max(worst, Math.abs(output[frame * 2]! - expected))
  }
  expect(20 * Math.log10(worst)).toBeLessThan(-100)
})

test('ducking takes its whole depth off the echoes under a loud input and nothing after it', () => {
  const input = tone(RATE * 3, 1000, RATE, 0.5)
  input.fill(0, RATE * 2)
  const plain = echoes({ time: 500, feedback: 95 }, 0, input)
  const ducked = echoes({ time: 500, feedback: 95, duck: 12 }, 0, input)
  const at = (frame: number) => 20 * Math.log10(Math.abs(ducked[frame * 2]! / plain[frame * 2]!))
  expect(at(40_011)).toBeCloseTo(-12, 3)
  expect(at(RATE * 3 - 997)).toBeCloseTo(0, 0)
})
