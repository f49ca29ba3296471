import { expect, test } from 'vitest'
import { createCompressor } from '../../../shared/engine/devices/compressor.ts'
import { type CompressorSettings, compressorGainDb, staticCurve } from '../../reference/compressor.ts'
import { largestStep, make, noise, roughness, run, testKernel, tone } from './test-kernel.ts'

const RATE = 48000

function params(settings: CompressorSettings): Record<string, number> {
  return {
    threshold: settings.thresholdDb,
    ratio: settings.ratio,
    knee: settings.kneeDb,
    attack: settings.attackMs,
    release: settings.releaseMs,
    makeup: settings.makeupDb,
  }
}

/** Noise whose level swings between −50 dB and full scale in bursts. */
function music(frames: number): Float32Array {
  return noise(frames, 1).map((x, i) => x * 10 ** (-2.5 * (((i >> 1) / 7000) % 1)))
}

/** The greatest distance in dB between the gain that was applied and the reference, where the input can tell. */
function gainErrorDb(input: Float32Array, output: Float32Array, gainsDb: Float64Array): number {
  let most = 0
  for (let i = 0; i < input.length; i++) {
    if (Math.abs(input[i]!) < 1e-4) continue
    most = Math.max(most, Math.abs(20 * Math.log10(output[i]! / input[i]!) - gainsDb[i >> 1]!))
  }
  return most
}

const vocal = { thresholdDb: -20, ratio: 3, kneeDb: 6, attackMs: 8, releaseMs: 120, makeupDb: 2 }
const settings: [string, CompressorSettings][] = [
  ['a vocal setting', vocal],
  ['a hard knee', { ...vocal, kneeDb: 0 }],
  ['the fastest and hardest setting', { ...vocal, thresholdDb: -60, ratio: 20, attackMs: 0.1, releaseMs: 5 }],
  ['a slow bus setting', { ...vocal, ratio: 1.5, kneeDb: 24, attackMs: 200, releaseMs: 2000 }],
]
for (const [name, setting] of settings)
  for (const rate of [44100, 96000])
    test(`${name} at ${rate} Hz follows the float64 recursion within 0.01 dB`, () => {
      const kernel = testKernel()
      const input = music(30000)
      const output = run(kernel, make(createCompressor, kernel, rate, params(setting), false), input)
      expect(gainErrorDb(input, output, compressorGainDb(input, setting, rate))).toBeLessThan(0.01)
    })

test('a steady level settles on the static curve', () => {
  const kernel = testKernel()
  for (const levelDb of [-40, -23, -20, -17, -6, 0]) {
    const level = Math.fround(10 ** (levelDb / 20))
    const input = new Float32Array(RATE * 2).fill(level)
    const setting = { ...vocal, makeupDb: 0 }
    const output = run(kernel, make(createCompressor, kernel, RATE, params(setting), false), input)
    expect(20 * Math.log10(output.at(-1)!)).toBeCloseTo(staticCurve(levelDb, setting), 2)
  }
})

test('the louder side turns both down, so that the image stays', () => {
  const kernel = testKernel()
  const input = tone(24000, 500, RATE, 0.9).map((x, i) => (i % 2 === 0 ? x : x / 100))
  const output = run(kernel, make(createCompressor, kernel, RATE, params(vocal), false), input)
  for (const frame of [5001, 12003, 23999]) {
    if (Math.abs(input[frame * 2]!) < 1e-3) continue
    expect(output[frame * 2 + 1]! / input[frame * 2 + 1]!).toBeCloseTo(output[frame * 2]! / input[frame * 2]!, 5)
  }
})

test('what stays below the threshold passes bit for bit', () => {
  const kernel = testKernel()
  const input = noise(8192, 0.05)
  expect(run(kernel, make(createCompressor, kernel, RATE, {}, false), input)).toEqual(input)
})

test('steady bypass is the dry signal bit for bit, and switching it does not click', () => {
  const kernel = testKernel()
  const input = tone(48000, 1000, RATE, 0.9)
  const device = make(createCompressor, kernel, RATE, params(vocal), false)
  const output = run(kernel, device, input, 128, (frame) => {
    if (frame === 12800) device.setBypass(true)
    if (frame === 25600) device.setBypass(false)
  })
  expect(output.slice(16000 * 2, 25600 * 2)).toEqual(input.slice(16000 * 2, 25600 * 2))
  const steady = largestStep(output, 16000, 25000)
  expect(largestStep(output, 12000, 16000)).toBeLessThan(1.1 * steady)
  expect(largestStep(output, 25000, 40000)).toBeLessThan(1.1 * steady)
})

test('mix at 0 % is the dry signal', () => {
  const kernel = testKernel()
  const input = music(8000)
  expect(run(kernel, make(createCompressor, kernel, RATE, { ...params(vocal), mix: 0 }, false), input)).toEqual(input)
})

test('how a stretch is cut into blocks changes no bit, even while parameters move', () => {
  const kernel = testKernel()
  const input = music(4410)
  const renders = [1, 3, 64, 128, 441].map((blockFrames) => {
    const device = make(createCompressor, kernel, RATE, params(vocal), false)
    for (const [id, value] of Object.entries({ threshold: -40, ratio: 8, knee: 0, attack: 1, makeup: 9, mix: 60 }))
      device.setParam(id, value)
    return run(kernel, device, input, blockFrames)
  })
  for (const render of renders) expect(render).toEqual(renders[0])
})

const jumps: [string, number][] = [
  ['threshold', -45],
  ['ratio', 20],
  ['knee', 24],
  ['makeup', 12],
  ['mix', 0],
]
for (const [id, value] of jumps)
  test(`a jump of ${id} does not click, even with the fastest attack`, () => {
    const kernel = testKernel()
    const device = make(createCompressor, kernel, RATE, { ...params(vocal), attack: 0.1, release: 500 }, false)
    const output = run(kernel, device, tone(48000, 1000, RATE, 0.5), 128, (frame) => {
      if (frame === 24064) device.setParam(id, value)
    })
    const steady = Math.max(roughness(output, 20000, 24000), roughness(output, 44000, 48000))
    expect(roughness(output, 24000, 30000)).toBeLessThan(3 * steady)
  })

test('the gain reduction meter reads what was taken away', () => {
  const kernel = testKernel()
  const device = make(createCompressor, kernel, RATE, { ...params(vocal), makeup: 6 }, false)
  expect(device.tap(0)).toBe(0)
  run(kernel, device, new Float32Array(RATE * 2).fill(1))
  expect(device.tap(0)).toBeCloseTo(-40 / 3, 2)
})
