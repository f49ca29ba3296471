import { expect, test } from 'vitest'
import { createGate } from '../../../shared/engine/devices/gate.ts'
import { type GateSettings, gateGainDb } from '../../reference/gate.ts'
import { make, noise, run, testKernel, tone } from './test-kernel.ts'

const RATE = 48_000

function params(settings: GateSettings): Record<string, number> {
  return {
    mode: settings.expander ? 1 : 0,
    threshold: settings.thresholdDb,
    hysteresis: settings.hysteresisDb,
    ratio: settings.ratio,
    range: settings.rangeDb,
    attack: settings.attackMs,
    hold: settings.holdMs,
    release: settings.releaseMs,
  }
}

/** Noise in bursts of falling level with rests between them. */
function strokes(frames: number): Float32Array {
  return noise(frames, 1).map((x, i) => x * 10 ** (-4 * (((i >> 1) / 9000) % 1)))
}

const drums: GateSettings = {
  expander: false,
  thresholdDb: -30,
  hysteresisDb: 4,
  ratio: 2,
  rangeDb: 60,
  attackMs: 0.5,
  holdMs: 12,
  releaseMs: 40,
}

for (const [name, settings] of [
  ['a gate', drums],
  ['a gate without hold or hysteresis', { ...drums, holdMs: 0, hysteresisDb: 0 }],
  ['a gentle expander', { ...drums, expander: true, ratio: 2, rangeDb: 24 }],
  ['a steep expander', { ...drums, expander: true, ratio: 20, rangeDb: 100 }],
] as const)
  test(`${name} follows the float64 recursion within 0.01 dB`, () => {
    const kernel = testKernel()
    const input = strokes(40_000)
    const output = run(kernel, make(createGate, kernel, RATE, params(settings)), input)
    const wanted = gateGainDb(input, settings, RATE)
    let most = 0
    for (let i = 0; i < input.length; i++) {
      if (Math.abs(input[i]!) < 1e-4 || wanted[i >> 1]! < -80) continue
      most = Math.max(most, Math.abs(20 * Math.log10(output[i]! / input[i]!) - wanted[i >> 1]!))
    }
    expect(most).toBeLessThan(0.01)
  })

test('a key above the threshold opens it for a signal below, and the key filter decides what counts', () => {
  const kernel = testKernel()
  const quiet = tone(RATE, 1000, RATE, 0.001)
  const key = tone(RATE, 100, RATE, 0.5)
  const heard = (filter: Record<string, number>) => {
    const device = make(createGate, kernel, RATE, { ...params(drums), ...filter })
    const pointer = kernel.alloc(132 * 8)
    const keyPointer = kernel.alloc(132 * 8)
    let peak = 0
    for (let at = 0; at + 256 <= quiet.length; at += 256) {
      kernel.f32(pointer, 256).set(quiet.subarray(at, at + 256))
      kernel.f32(keyPointer, 256).set(key.subarray(at, at + 256))
      device.process(pointer, 128, 0, keyPointer)
      if (at > RATE) for (const sample of kernel.f32(pointer, 256)) peak = Math.max(peak, Math.abs(sample))
    }
    return peak
  }
  expect(heard({})).toBeCloseTo(0.001, 6)
  expect(heard({ low: 5000 })).toBeLessThan(2e-6)
})

test('it says how far it is down and how loud the key is', () => {
  const kernel = testKernel()
  const device = make(createGate, kernel, RATE, params(drums))
  run(kernel, device, tone(128 * 400, 1000, RATE, 0.01))
  expect(device.tap(0)).toBeCloseTo(-60, 1)
  expect(device.tap(1)).toBeCloseTo(-40, 1)
  run(kernel, device, tone(128 * 400, 1000, RATE, 0.5))
  expect(device.tap(0)).toBeCloseTo(0, 3)
})

test('look-ahead opens before the blow, so that its first sample passes', () => {
  const kernel = testKernel()
  const input = new Float32Array(RATE)
  input.fill(0.5, RATE / 2, RATE / 2 + 4000)
  const first = (lookahead: number) => {
    const device = make(createGate, kernel, RATE, { ...params(drums), attack: 0.5, lookahead })
    return run(kernel, device, input)[RATE / 2 + 2 * device.latencyFrames]!
  }
  expect(first(0)).toBeLessThan(0.05)
  expect(first(4)).toBeGreaterThan(0.49)
})
