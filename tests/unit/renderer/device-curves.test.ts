import { describe, expect, test } from 'vitest'
import { addedResponse } from '../../../renderer/devices/curves/added-response.ts'
import { chorusSweeps } from '../../../renderer/devices/curves/chorus-sweep.ts'
import { compressorOutputDb, compressorShape } from '../../../renderer/devices/curves/compressor-curve.ts'
import { bandShares } from '../../../renderer/devices/curves/crossover-curve.ts'
import { echoTaps } from '../../../renderer/devices/curves/echo-taps.ts'
import { gateOutputDb, gateShape } from '../../../renderer/devices/curves/gate-curve.ts'
import { impulsePart } from '../../../renderer/devices/curves/impulse-envelope.ts'
import { matchResponseDb } from '../../../renderer/devices/curves/match-response.ts'
import { decaySeconds } from '../../../renderer/devices/curves/reverb-decay.ts'
import { saturationOutput } from '../../../renderer/devices/curves/saturation-curve.ts'
import { utilityMatrix } from '../../../renderer/devices/curves/utility-matrix.ts'
import { bandsOf, channelsShown } from '../../../renderer/devices/eq-bands.ts'
import { bandCurve, eqCurve } from '../../../renderer/devices/eq-curve.ts'
import { harmonicsOf } from '../../../renderer/devices/test-tone.ts'
import { delaySpec } from '../../../shared/engine/devices/delay.spec.ts'
import { EQ_TYPE } from '../../../shared/engine/devices/eq.spec.ts'
import { eqResponse } from '../../../shared/engine/devices/eq.ts'
import { rehearse } from '../../../shared/engine/devices/rehearse.ts'
import type { DeviceKind } from '../../../shared/model/document.ts'
import { decayTime, octave } from '../../reference/decay.ts'
import { noise, testKernel } from '../engine/test-kernel.ts'

const RATE = 48_000
type Params = Record<string, number>
const device = (kind: DeviceKind, params: Params) => ({ kind, params })

function through(kind: DeviceKind, params: Params, input: Float32Array, file?: Float32Array): Float32Array {
  const played = file ? { channels: 1 as const, samples: file } : null
  return rehearse(testKernel(), kind, { sampleRate: RATE, params, file: played }, input)
}

/** The same value on both sides for so long. */
function steady(level: number, frames = RATE): Float32Array {
  return new Float32Array(frames * 2).fill(level)
}

/** One frame, with room before it for what linear phase lets ring ahead. */
function click(frames: number, level = 1, at = 0): Float32Array {
  const signal = new Float32Array(frames * 2)
  signal[2 * at] = level
  signal[2 * at + 1] = level
  return signal
}

const gain = (db: number) => 10 ** (db / 20)
const level = (value: number) => 20 * Math.log10(Math.abs(value))

/** Magnitudes in dB of a response at some frequencies. */
function magnitudes(response: Float32Array, hertz: readonly number[], side = 0): number[] {
  return hertz.map((hz) => {
    let [re, im] = [0, 0]
    for (let n = 0; n < response.length / 2; n++) {
      re += response[2 * n + side]! * Math.cos((2 * Math.PI * hz * n) / RATE)
      im += response[2 * n + side]! * Math.sin((2 * Math.PI * hz * n) / RATE)
    }
    return level(Math.hypot(re, im))
  })
}

describe('what an editor draws is what the device does', () => {
  test.each<Params>([
    { threshold: -24, ratio: 4, knee: 0, makeup: 3 },
    { threshold: -30, ratio: 2.5, knee: 12, auto: 1 },
    { threshold: -20, ratio: 8, knee: 6, mix: 40, makeup: 5 },
    { threshold: -20, ratio: 3, knee: 0, feedback: 1 },
    { threshold: -28, ratio: 2, knee: 10, feedback: 1, rms: 1 },
  ])('compressor %o: the transfer curve within 0.1 dB', (params) => {
    const shape = compressorShape(device('compressor', params), RATE)
    for (const db of [-50, -30, -26, -20, -12, -6, -1]) {
      const output = through('compressor', { attack: 5, release: 60, ...params }, steady(gain(db)))
      expect(level(output.at(-2)!), `${db} dB`).toBeCloseTo(compressorOutputDb(db, shape), 1)
    }
  })

  test.each<Params>([
    { threshold: -30, range: 40 },
    { mode: 1, threshold: -24, ratio: 3, range: 30 },
  ])('gate %o: the curve of what was closed and of what was open', (params) => {
    const shape = gateShape(device('gate', params))
    for (const db of [-60, -40, -28, -25.5, -23, -10]) {
      const fromClosed = through('gate', params, steady(gain(db), 2 * RATE)).at(-2)!
      expect(level(fromClosed), `${db} dB from closed`).toBeCloseTo(gateOutputDb(db, shape, false), 1)
      const input = steady(gain(db), 3 * RATE)
      input.fill(0.9, 0, RATE)
      const fromOpen = through('gate', params, input).at(-2)!
      expect(level(fromOpen), `${db} dB from open`).toBeCloseTo(gateOutputDb(db, shape, true), 1)
    }
  })

  test('equalizers of both phases: what they do to the mid and to the side', () => {
    const shared: Params = {
      'b2.gain': -3,
      'b3.type': EQ_TYPE.bell,
      'b3.freq': 1000,
      'b3.gain': 5,
      'b6.freq': 6000,
      'b6.gain': -4,
    }
    const hertz = [60, 250, 1000, 3000, 6000, 12_000]
    const sides = click(RATE / 2, 0.01, RATE / 4).map((sample, i) => (i % 2 === 0 ? sample : -sample))
    for (const [kind, mid, side] of [
      ['eq', 3, 4],
      ['lineareq', 1, 2],
    ] as const) {
      const params = { ...shared, 'b3.channel': side, 'b6.channel': mid }
      for (const [channel, input] of [
        [3, click(RATE / 2, 0.01, RATE / 4)],
        [4, sides],
      ] as const) {
        const drawn = eqCurve(testKernel(), device(kind, params), RATE, channel)
        const heard = magnitudes(through(kind, params, input), hertz)
        for (const [i, hz] of hertz.entries()) {
          const point = Math.round((Math.log(hz / 20) / Math.log(1000)) * (drawn.length - 1))
          expect(Math.abs(heard[i]! + 40 - drawn[point]!), `${kind}, channel ${channel}, ${hz} Hz`).toBeLessThan(0.1)
        }
      }
      const alone = bandCurve(testKernel(), device(kind, params), RATE, 3)
      expect(Math.max(...alone), `${kind}: the bell on the side alone`).toBeCloseTo(5, 1)
      expect(Math.min(...alone), `${kind}: nothing of the other bands`).toBeGreaterThan(-0.1)
    }
  })

  test('the curves that an equalizer shows are those of the channels that sound different', () => {
    const shown = (kind: DeviceKind, params: Params, selected: number) => {
      const bands = bandsOf(device(kind, params))
      return channelsShown(bands, bands[selected - 1]!)
    }
    expect(shown('eq', {}, 1)).toEqual([0])
    expect(shown('eq', { 'b3.channel': 4 }, 1), 'a selected band on both, another on the side').toEqual([4, 0])
    expect(shown('eq', { 'b3.channel': 4 }, 3), 'the side, and what the mid hears').toEqual([0, 4])
    expect(shown('eq', { 'b3.channel': 4, 'b4.channel': 3 }, 3), 'nothing passes what is on both alone').toEqual([3, 4])
    expect(shown('lineareq', { 'b3.channel': 2 }, 3)).toEqual([0, 4])
    expect(shown('eq', { 'b3.channel': 4, 'b3.on': 0 }, 1), 'a band that is off').toEqual([0])
  })

  test('crossovers: each band of the multiband compressor alone, and all under their make-up', () => {
    const params: Params = { bands: 2, x1: 150, x2: 1200, x3: 7000 }
    for (const band of [1, 2, 3, 4]) params[`b${band}.on`] = 0
    const hertz = [40, 100, 150, 400, 1200, 3000, 7000, 15_000]
    for (const band of [1, 2, 3, 4]) {
      const heard = magnitudes(through('multiband', { ...params, [`b${band}.solo`]: 1 }, click(RATE, 0.01)), hertz)
      for (const [i, hz] of hertz.entries()) {
        const drawn = level(bandShares(hz, [150, 1200, 7000], RATE)[band - 1]!)
        if (drawn > -60) expect(heard[i]! + 40, `band ${band} at ${hz} Hz`).toBeCloseTo(drawn, 1)
      }
    }
    const makeups = [3, -4, 2, -6]
    const lifted: Params = { bands: 2, x1: 150, x2: 1200, x3: 7000 }
    for (const [i, db] of makeups.entries())
      Object.assign(lifted, { [`b${i + 1}.makeup`]: db, [`b${i + 1}.threshold`]: 0 })
    const whole = magnitudes(through('multiband', lifted, click(RATE, 0.01)), hertz)
    for (const [i, hz] of hertz.entries()) {
      const sum = bandShares(hz, [150, 1200, 7000], RATE).reduce((all, share, k) => all + share * gain(makeups[k]!), 0)
      expect(whole[i]! + 40, `${hz} Hz`).toBeCloseTo(level(sum), 1)
    }
  })

  test('equalizer: the curve within 0.1 dB of a click, and the same for the one with linear phase', () => {
    const params: Params = {
      'b1.on': 1,
      'b1.type': EQ_TYPE.lowCut24,
      'b1.freq': 90,
      'b3.gain': -6,
      'b3.q': 2,
      'b5.gain': 4,
      'b7.gain': 3,
      output: -1,
    }
    const hertz = [60, 90, 150, 250, 700, 2000, 5000, 10_000, 16_000]
    const drawn = eqResponse(testKernel(), params, RATE, hertz)
    const heard = magnitudes(through('eq', params, click(RATE)), hertz)
    const linear = magnitudes(through('lineareq', { ...params, resolution: 4 }, click(40_000, 1, 12_000)), hertz)
    for (const [i, hz] of hertz.entries()) {
      expect(Math.abs(heard[i]! - drawn[i]!), `${hz} Hz`).toBeLessThan(0.1)
      expect(Math.abs(linear[i]! - drawn[i]!), `${hz} Hz, linear phase`).toBeLessThan(0.1)
    }
  })

  test.each([0, 1, 2, 3])('saturation in style %i: what a slow wave becomes', (style) => {
    const params = { style, drive: 14, bias: 60, output: -8, mix: 75 }
    const hz = 300
    const input = Float32Array.from(
      { length: RATE * 4 },
      (_, i) => 0.8 * Math.sin((2 * Math.PI * hz * (i >> 1)) / RATE),
    )
    const output = through('saturation', params, input)
    const [from, to] = [RATE * 3, RATE * 3 + (RATE / hz) * 2]
    const drawn = Array.from({ length: (to - from) / 2 }, (_, i) =>
      saturationOutput(input[from + 2 * i]!, device('saturation', params)),
    )
    const heard = drawn.map((_, i) => output[from + 2 * i]!)
    // The device takes out what lies at 0 Hz.
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    const error = drawn.map((value, i) => Math.abs(value - mean(drawn) - (heard[i]! - mean(heard))))
    expect(level(Math.max(...error) / Math.max(...drawn.map(Math.abs)))).toBeLessThan(-24)
    const peak = (values: number[]) => Math.max(...values) - Math.min(...values)
    expect(Math.abs(level(peak(heard) / peak(drawn)))).toBeLessThan(0.1)
  })

  test('harmonics: a symmetric clip makes odd ones, and a clean device none', () => {
    const clip = harmonicsOf(testKernel(), device('saturation', { style: 3, drive: 18, output: 0 }), RATE, 220, -6, 8)
    expect(clip.levelsDb[2]! - clip.levelsDb[0]!).toBeCloseTo(20 * Math.log10(1 / 3), -0.5)
    expect(clip.levelsDb[1]!).toBeLessThan(-100)
    const clean = harmonicsOf(testKernel(), device('utility', {}), RATE, 220, -6, 8)
    expect(clean.levelsDb[0]).toBeCloseTo(-6, 2)
    for (const db of clean.levelsDb.slice(1)) expect(db).toBeLessThan(-110)
  })

  test('exciter: what is added of a quiet sound at each frequency', () => {
    const params = { freq: 3000, top: 9000, drive: 0, even: 0, amount: 100 }
    const quiet = click(RATE, 0.001)
    const added = through('exciter', params, quiet).map((value, i) => value - quiet[i]!)
    const hertz = [1000, 2000, 3000, 5000, 9000, 15_000]
    const heard = magnitudes(added, hertz)
    for (const [i, hz] of hertz.entries())
      expect(Math.abs(heard[i]! + 60 - addedResponse(hz, 3000, 9000, RATE)), `${hz} Hz`).toBeLessThan(0.3)
  })

  test.each<Params>([
    { time: 150, feedback: 60 },
    { time: 90, feedback: 50, mode: 1 },
    { time: 90, feedback: 50, mode: 1, width: 40 },
    { time: 200, feedback: 30, mode: 2 },
    { sync: delaySpec.params[0]!.steps!.indexOf('1/16 dotted'), feedback: 70 },
  ])('delay %o: every echo where and as loud as it is', (params) => {
    const all = { ...params, lowCut: 20, highCut: 20_000, mix: 100 }
    const output = through('delay', all, click(RATE * 3))
    for (const tap of echoTaps(device('delay', all), 120).filter(({ ms }) => ms < 2900)) {
      const frame = Math.round((tap.ms * RATE) / 1000)
      const nearest = [-2, -1, 0, 1, 2].map((away) => frame + away)
      const heard = (side: 0 | 1) =>
        nearest.reduce(
          (most, at) => (Math.abs(output[2 * at + side]!) > Math.abs(most) ? output[2 * at + side]! : most),
          0,
        )
      expect(heard(0), `left at ${tap.ms} ms`).toBeCloseTo(tap.left, 4)
      expect(heard(1), `right at ${tap.ms} ms`).toBeCloseTo(tap.right, 4)
    }
  })

  test.each<Params>([
    { decay: 1.5, size: 60 },
    { decay: 1, size: 80, highDecay: 30, highFreq: 3000, lowDecay: 180, lowFreq: 250 },
  ])('reverb %o: the decay at each frequency within 15 %', (params) => {
    const all = { ...params, mix: 100, modDepth: 0, lowCut: 20, highCut: 20_000, early: 0, preDelay: 0 }
    const output = through('reverb', all, click(RATE * 4))
    const left = Float64Array.from({ length: output.length / 2 }, (_, i) => output[2 * i]!)
    const hertz = [125, 250, 1000, 4000, 8000]
    const drawn = decaySeconds(device('reverb', all), RATE, hertz)
    for (const [i, hz] of hertz.entries()) {
      const heard = decayTime(octave(left, hz, RATE), RATE)
      expect(Math.abs(heard / drawn[i]! - 1), `${hz} Hz: ${heard} s heard, ${drawn[i]} s drawn`).toBeLessThan(0.15)
    }
  })

  test.each<Params>([
    { rate: 1, depth: 60, delay: 12, voices: 0 },
    { mode: 1, rate: 0.5, depth: 80, delay: 5, voices: 0 },
  ])('chorus %o: the delay at each moment, on both sides', (params) => {
    const all = { ...params, lowCut: 20, mix: 100, spread: 70, feedback: 0 }
    const every = 2400
    const input = new Float32Array(RATE * 4)
    for (let frame = 0; frame < RATE * 2; frame += every) input.fill(1, frame * 2, frame * 2 + 2)
    const output = through('chorus', all, input)
    for (const { side, delayMs } of chorusSweeps(device('chorus', all), RATE))
      for (let frame = 0; frame < RATE * 2 - every; frame += every) {
        let [sum, moment] = [0, 0]
        for (let i = 0; i < every; i++) {
          const energy = output[2 * (frame + i) + side]! ** 2
          sum += energy
          moment += energy * i
        }
        const heardMs = ((moment / sum) * 1000) / RATE
        expect(Math.abs(heardMs - delayMs(frame / RATE + heardMs / 1000)), `side ${side} at ${frame}`).toBeLessThan(0.1)
      }
  })

  test('convolution: the part of the file that sounds, its fade and its pre-delay', () => {
    const file = noise(4000, 1).filter((_, i) => i % 2 === 0)
    const params = { start: 20, length: 50, mix: 100, normalise: 0, preDelay: 10 }
    const output = through('convolution', params, click(8000), file)
    const part = impulsePart(device('convolution', params), file.length)
    const from = Math.round((10 * RATE) / 1000)
    expect(output.subarray(0, 2 * from).every((value) => Math.abs(value) < 1e-5)).toBe(true)
    for (let i = 0; i < part.frames; i += 37)
      expect(output[2 * (from + i)]!, `frame ${i}`).toBeCloseTo(file[part.firstFrame + i]! * part.gain(i), 4)
    expect(Math.abs(output[2 * (from + part.frames + 1)]!)).toBeLessThan(1e-5)
  })

  test('match equalizer: the curve within 0.1 dB, mid and side apart', () => {
    const params: Params = { amount: 80, limit: 6, side: 50, output: 1, resolution: 4 }
    for (let i = 1; i <= 61; i++) {
      params[`m${i}`] = 5 * Math.sin(i / 6)
      params[`s${i}`] = -4 * Math.cos(i / 9)
    }
    const hertz = [100, 250, 700, 1500, 4000, 9000]
    const mid = magnitudes(through('matcheq', params, click(20_000, 1, 10_000)), hertz)
    const turned = click(20_000, 1, 10_000)
    turned[20_001] = -1
    const side = magnitudes(through('matcheq', params, turned), hertz)
    for (const [i, hz] of hertz.entries()) {
      expect(Math.abs(mid[i]! - matchResponseDb(device('matcheq', params), hz, 'mid')), `mid at ${hz} Hz`).toBeLessThan(
        0.1,
      )
      expect(
        Math.abs(side[i]! - matchResponseDb(device('matcheq', params), hz, 'side')),
        `side at ${hz} Hz`,
      ).toBeLessThan(0.1)
    }
  })

  test('utility: which way and how loud each side goes', () => {
    for (let channels = 0; channels < 7; channels++) {
      const params = { channels, width: 130, balance: -30, gain: -3, leftPolarity: 1 }
      const matrix = utilityMatrix(device('utility', params))
      for (const from of [0, 1] as const) {
        const input = new Float32Array(512)
        for (let i = from; i < 512; i += 2) input[i] = 0.5
        const output = through('utility', params, input)
        for (const to of [0, 1] as const)
          expect(output[510 + to]!, `channels ${channels}, ${from} to ${to}`).toBeCloseTo(0.5 * matrix[to][from], 5)
      }
    }
  })
})
