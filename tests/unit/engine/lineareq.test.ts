import { expect, test } from 'vitest'
import { EQ_TYPE } from '../../../shared/engine/devices/eq.spec.ts'
import { eqResponse } from '../../../shared/engine/devices/eq.ts'
import { createLineareq } from '../../../shared/engine/devices/lineareq.ts'
import { differenceDb, largestStep, make, noise, run, testKernel, tone } from './test-kernel.ts'

const RATE = 48_000

const bands: Record<string, number> = {
  'b1.on': 1,
  'b1.type': EQ_TYPE.lowCut12,
  'b1.freq': 60,
  'b2.gain': 3,
  'b2.freq': 200,
  'b4.gain': -6,
  'b4.freq': 900,
  'b5.gain': 4,
  'b5.freq': 3000,
  'b7.gain': -4,
  'b7.freq': 9000,
  output: 1,
}

/** The response to a click of 1 on the mid (or, `side`, on the side), left channel. */
function response(params: Record<string, number>, side = false): { samples: Float64Array; latency: number } {
  const kernel = testKernel()
  const device = make(createLineareq, kernel, RATE, params)
  const input = new Float32Array(2 * 40_000)
  input[0] = 1
  input[1] = side ? -1 : 1
  const output = run(kernel, device, input)
  return { samples: Float64Array.from({ length: 40_000 }, (_, i) => output[2 * i]!), latency: device.latencyFrames }
}

function levelDb(samples: Float64Array, hz: number): number {
  let re = 0
  let im = 0
  samples.forEach((x, n) => {
    re += x * Math.cos((2 * Math.PI * hz * n) / RATE)
    im += x * Math.sin((2 * Math.PI * hz * n) / RATE)
  })
  return 20 * Math.log10(Math.hypot(re, im))
}

test('the magnitude is that of the equalizer with the same bands, within 0.05 dB from 100 Hz up', () => {
  const { samples } = response(bands)
  const hertz = [100, 200, 400, 900, 1500, 3000, 6000, 9000, 12_000, 18_000, 20_000]
  const wanted = eqResponse(testKernel(), bands, RATE, hertz)
  hertz.forEach((hz, i) => {
    expect(Math.abs(levelDb(samples, hz) - wanted[i]!), `${hz} Hz`).toBeLessThan(0.05)
  })
})

test('longer responses resolve lower frequencies', () => {
  const error = (resolution: number) => {
    const { samples } = response({ ...bands, resolution })
    const wanted = eqResponse(testKernel(), bands, RATE, [30, 45, 60])
    return Math.max(...[30, 45, 60].map((hz, i) => Math.abs(levelDb(samples, hz) - wanted[i]!)))
  }
  expect(error(4)).toBeLessThan(0.05)
  expect(error(4)).toBeLessThan(error(2))
  expect(error(2)).toBeLessThan(error(0))
})

test('the phase is linear: the response is its own mirror image about the latency', () => {
  for (const resolution of [0, 2, 4]) {
    const { samples, latency } = response({ ...bands, resolution })
    let worst = 0
    for (let n = 1; n < latency - 128; n++)
      worst = Math.max(worst, Math.abs(samples[latency - n]! - samples[latency + n]!))
    expect(worst).toBeLessThan(1e-6)
    expect(latency).toBe(2 ** (resolution + 9) + 128)
  }
})

test('the mid and the side have their own bands', () => {
  const params = { 'b5.gain': 6, 'b5.freq': 2000, 'b5.channel': 2 }
  expect(levelDb(response(params).samples, 2000)).toBeCloseTo(0, 2)
  expect(levelDb(response(params, true).samples, 2000)).toBeCloseTo(6, 1)
})

test('an untouched one is the input, late', () => {
  const kernel = testKernel()
  const device = make(createLineareq, kernel, RATE)
  const input = noise(30_000)
  const late = 2 * device.latencyFrames
  expect(differenceDb(run(kernel, device, input).subarray(late), input.subarray(0, input.length - late))).toBeLessThan(
    -120,
  )
})

test('a new setting is heard within 0.2 s, without a click, and is then the one that was made so', () => {
  const kernel = testKernel()
  const input = tone(2 * RATE, 900, RATE, 0.2)
  const device = make(createLineareq, kernel, RATE)
  const output = run(kernel, device, input, 128, (frame) => {
    if (frame === 128 * 300) device.setParam('b4.gain', -12)
    if (frame === 128 * 300) device.setParam('b4.freq', 900)
  })
  expect(largestStep(output, 5000, 2 * RATE)).toBeLessThan(1.5 * largestStep(input, 0, RATE))
  const settled = 128 * 300 + 0.2 * RATE + device.latencyFrames
  const direct = run(kernel, make(createLineareq, kernel, RATE, { 'b4.gain': -12, 'b4.freq': 900 }), input)
  expect(differenceDb(output.subarray(2 * settled), direct.subarray(2 * settled))).toBeLessThan(-120)
})

test('blocks of any size give the same bits while a new response is designed', () => {
  const kernel = testKernel()
  const input = noise(30_000)
  const renders = [128, 64, 441, 1024].map((block) => {
    const device = make(createLineareq, kernel, RATE, bands)
    device.setParam('b4.gain', 9)
    return run(kernel, device, input, block)
  })
  for (const render of renders) expect(render).toEqual(renders[0])
})
