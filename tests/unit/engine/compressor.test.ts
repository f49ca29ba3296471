import { expect, test } from 'vitest'
import { createCompressor } from '../../../shared/engine/devices/compressor.ts'
import {
  type CompressorSettings,
  compressorGainDb,
  staticCurve,
  type WideSettings,
  wideGainDb,
} from '../../reference/compressor.ts'
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

function wideParams(settings: WideSettings): Record<string, number> {
  return {
    ...params(settings),
    rms: settings.rms ? 1 : 0,
    window: settings.windowMs ?? 10,
    feedback: settings.feedback ? 1 : 0,
    link: 100 * (settings.link ?? 1),
  }
}

/** Like `music`, but the right side swings apart from the left. */
function wideMusic(frames: number): Float32Array {
  return music(frames).map((x, i) => (i % 2 ? x * (0.3 + 0.7 * ((i >> 1) % 2600 < 1300 ? 1 : 0.1)) : x))
}

const wide: [string, WideSettings][] = [
  ['mean squares over 10 ms', { ...vocal, rms: true }],
  ['mean squares over 100 ms, hard', { ...vocal, rms: true, windowMs: 100, kneeDb: 0, ratio: 10 }],
  ['both sides apart', { ...vocal, link: 0 }],
  ['the sides linked by half', { ...vocal, link: 0.5 }],
  ['feed-back', { ...vocal, feedback: true }],
  ['feed-back of mean squares with a slow attack', { ...vocal, feedback: true, rms: true, attackMs: 40 }],
]
for (const [name, setting] of wide)
  test(`${name} follow the float64 recursion within 0.01 dB`, () => {
    const kernel = testKernel()
    const input = wideMusic(30_000)
    const output = run(kernel, make(createCompressor, kernel, RATE, wideParams(setting), false), input)
    const gains = wideGainDb(input, setting, RATE)
    let most = 0
    for (let i = 0; i < input.length; i++)
      if (Math.abs(input[i]!) >= 1e-4)
        most = Math.max(most, Math.abs(20 * Math.log10(output[i]! / input[i]!) - gains[i]!))
    expect(most).toBeLessThan(0.01)
  })

test('feed-back settles on the same static curve, as far as its attack allows', () => {
  const kernel = testKernel()
  const setting = { ...vocal, makeupDb: 0, kneeDb: 0, feedback: true, attackMs: 20 }
  for (const levelDb of [-10, -3]) {
    const input = new Float32Array(RATE * 4).fill(Math.fround(10 ** (levelDb / 20)))
    const output = run(kernel, make(createCompressor, kernel, RATE, wideParams(setting), false), input)
    expect(20 * Math.log10(output.at(-1)!)).toBeCloseTo(staticCurve(levelDb, setting), 2)
  }
})

test('look-ahead turns down before the blow, and delays the dry share alike', () => {
  const kernel = testKernel()
  const input = new Float32Array(RATE).fill(0.01)
  input.fill(0.9, RATE / 2)
  const setting = { ...params({ ...vocal, makeupDb: 0, attackMs: 1, ratio: 10 }) }
  const firstBlow = (lookahead: number) => {
    const compressor = make(createCompressor, kernel, RATE, { ...setting, lookahead }, false)
    const output = run(kernel, compressor, input)
    expect(compressor.latencyFrames).toBe(lookahead * 48)
    return output[RATE / 2 + 2 * compressor.latencyFrames]!
  }
  expect(firstBlow(0)).toBeGreaterThan(0.8)
  expect(firstBlow(5)).toBeLessThan(0.2)
  const dry = run(kernel, make(createCompressor, kernel, RATE, { ...setting, lookahead: 5, mix: 0 }, false), input)
  expect(dry.subarray(2 * 240)).toEqual(input.subarray(0, RATE - 2 * 240))
})

test('the key can be filtered, another strip, and listened to', () => {
  const kernel = testKernel()
  const setting = params({ ...vocal, makeupDb: 0, ratio: 20, kneeDb: 0, thresholdDb: -30 })
  const bass = tone(RATE, 60, RATE, 0.5)
  const peak = (output: Float32Array) => Math.max(...output.subarray(RATE))
  const cut = make(createCompressor, kernel, RATE, { ...setting, low: 2000 }, false)
  expect(peak(run(kernel, cut, bass))).toBeGreaterThan(0.49)
  const quiet = tone(RATE, 997, RATE, 0.01)
  const ducked = make(createCompressor, kernel, RATE, setting, false)
  expect(peak(run(kernel, ducked, quiet, 128, undefined, bass))).toBeLessThan(0.0015)
  const listening = make(createCompressor, kernel, RATE, { ...setting, listen: 1, high: 500 }, false)
  const heard = run(kernel, listening, quiet, 128, undefined, bass)
  expect(peak(heard)).toBeGreaterThan(0.48)
})

test('the automatic make-up gives back half of what full scale loses', () => {
  const kernel = testKernel()
  const setting = { ...vocal, makeupDb: 0, kneeDb: 0 }
  const input = new Float32Array(RATE * 2).fill(1)
  const output = run(kernel, make(createCompressor, kernel, RATE, { ...params(setting), auto: 1 }, false), input)
  expect(20 * Math.log10(output.at(-1)!)).toBeCloseTo(staticCurve(0, setting) / 2, 2)
})
