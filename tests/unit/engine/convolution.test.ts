import { describe, expect, test } from 'vitest'
import { createConvolution } from '../../../shared/engine/devices/convolution.ts'
import type { DeviceFile, DeviceProcessor } from '../../../shared/engine/devices/device.ts'
import { differenceDb, noise, run, testKernel } from './test-kernel.ts'

const RATE = 48_000
const LATENCY = 128

const kernel = testKernel()

function make(file: DeviceFile | null, params: Record<string, number> = {}): DeviceProcessor {
  const wetOnly = { mix: 100, normalise: 0, ...params }
  return createConvolution({ kernel, sampleRate: RATE, params: wetOnly, bypass: false, tempoBpm: 120, file })
}

/** A decaying stereo noise. */
function room(frames: number, seed = 5): DeviceFile {
  const samples = noise(frames, 0.3, seed).map((x, i) => x * Math.exp((-3 * (i >> 1)) / frames))
  return { channels: 2, samples }
}

/** One side's convolution with its response, term by term in float64, at some frames. */
function direct(input: Float32Array, file: DeviceFile, frame: number, side: number): number {
  let sum = 0
  const frames = file.samples.length / file.channels
  for (let k = 0; k < frames && k <= frame; k++)
    sum += file.samples[k * file.channels + (file.channels === 2 ? side : 0)]! * input[2 * (frame - k) + side]!
  return sum
}

describe('the convolved sound is the sum of its products', () => {
  for (const frames of [1, 100, 128, 1919, 1920, 1921, 5000, 16_256, 16_257, 40_000])
    test(`for a response of ${frames} frames, to −110 dB`, () => {
      const input = noise(60_000, 0.5, 3)
      const file = room(frames)
      const output = run(kernel, make(file), input)
      let worst = 0
      let loudest = 0
      for (let frame = 0; frame < 60_000 - LATENCY; frame += 397)
        for (const side of [0, 1]) {
          const wanted = direct(input, file, frame, side)
          loudest = Math.max(loudest, Math.abs(wanted))
          worst = Math.max(worst, Math.abs(output[2 * (frame + LATENCY) + side]! - wanted))
        }
      expect(20 * Math.log10(worst / loudest)).toBeLessThan(-110)
    })
})

test('a mono response serves both sides', () => {
  const input = noise(9000, 0.5, 3)
  const file: DeviceFile = { channels: 1, samples: room(700).samples.slice(0, 700) }
  const output = run(kernel, make(file), input)
  for (const side of [0, 1]) expect(output[2 * (5000 + LATENCY) + side]).toBeCloseTo(direct(input, file, 5000, side), 5)
})

test('ten seconds of response are played to their last frame', () => {
  const frames = 10 * RATE
  const samples = new Float32Array(frames)
  samples[frames - 1] = 1
  const click = new Float32Array((frames + 2000) * 2)
  click[0] = 0.5
  const output = run(kernel, make({ channels: 1, samples }), click)
  const found = output.findIndex((x) => Math.abs(x) > 0.1)
  expect(found / 2).toBe(frames - 1 + LATENCY)
  expect(output[found]).toBeCloseTo(0.5, 5)
})

test('blocks of any size give the same bits', () => {
  const input = noise(30_000, 0.5, 3)
  const file = room(20_000)
  const whole = run(kernel, make(file, { mix: 40 }), input)
  for (const block of [1, 64, 441, 1024]) expect(run(kernel, make(file, { mix: 40 }), input, block)).toEqual(whole)
})

test('a reset forgets the room', () => {
  const file = room(30_000)
  const input = noise(20_000, 0.5, 3)
  const fresh = run(kernel, make(file), input)
  const used = make(file)
  run(kernel, used, noise(128 * 300, 0.9, 8))
  used.snap()
  used.reset()
  expect(run(kernel, used, input)).toEqual(fresh)
})

test('without a file the dry sound alone is heard', () => {
  const input = noise(3000, 0.5, 3)
  const output = run(kernel, make(null, { mix: 0 }), input)
  expect(output.subarray(2 * LATENCY)).toEqual(input.subarray(0, input.length - 2 * LATENCY))
  expect(run(kernel, make(null), input).every((x) => x === 0)).toBe(true)
})

test('the response can be shortened, begun later, delayed and normalised', () => {
  const samples = new Float32Array(1000)
  samples[100] = 0.5
  samples[900] = 0.5
  const click = new Float32Array(8000)
  click[0] = 1
  const hits = (params: Record<string, number>) => {
    const output = run(kernel, make({ channels: 1, samples }, params), click)
    return [...output.keys()].filter((i) => i % 2 === 0 && Math.abs(output[i]!) > 1e-3).map((i) => i / 2 - LATENCY)
  }
  expect(hits({})).toEqual([100, 900])
  expect(hits({ length: 50 })).toEqual([100])
  expect(hits({ start: 50 })).toEqual([400])
  expect(hits({ preDelay: 10 })).toEqual([580, 1380])
  const loud = run(kernel, make({ channels: 1, samples }, { normalise: 1 }), click)
  expect(loud[2 * (100 + LATENCY)]).toBeCloseTo(Math.SQRT1_2, 5)
})

test('cuts and width shape the wet sound alone', () => {
  const input = noise(20_000, 0.5, 3)
  const file = room(500)
  const narrow = run(kernel, make(file, { width: 0 }), input)
  for (let i = 2000; i < narrow.length; i += 2) expect(narrow[i]).toBe(narrow[i + 1])
  const dull = run(kernel, make(file, { highCut: 500 }), input)
  const energy = (x: Float32Array) => x.reduce((sum, v) => sum + v * v, 0)
  expect(energy(dull)).toBeLessThan(0.1 * energy(run(kernel, make(file), input)))
  expect(differenceDb(run(kernel, make(file, { mix: 0, highCut: 500 }), input).subarray(256), input)).toBeLessThan(1)
})
