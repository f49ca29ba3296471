import { expect, test } from 'vitest'
import { EQ_TYPE } from '../../../shared/engine/devices/eq.spec.ts'
import { createEq, eqResponse } from '../../../shared/engine/devices/eq.ts'
import { createMatcheq } from '../../../shared/engine/devices/matcheq.ts'
import { MATCH_POINTS, MatchListener, matchCurve, matchFrequency } from '../../../shared/measure/match-curve.ts'
import { make, noise, run, testKernel } from '../engine/test-kernel.ts'

const RATE = 48_000

/** Pink noise (Kellet's filter) with a side as loud as half the mid. */
function pink(frames: number, seed: number): Float32Array {
  const white = noise(frames, 0.1, seed)
  const state = [new Float64Array(7), new Float64Array(7)]
  const sides = white.map((x, i) => {
    const b = state[i % 2]!
    b[0] = 0.99886 * b[0]! + x * 0.0555179
    b[1] = 0.99332 * b[1]! + x * 0.0750759
    b[2] = 0.969 * b[2]! + x * 0.153852
    b[3] = 0.8665 * b[3]! + x * 0.3104856
    b[4] = 0.55 * b[4]! + x * 0.5329522
    b[5] = -0.7616 * b[5]! - x * 0.016898
    const y = b[0]! + b[1]! + b[2]! + b[3]! + b[4]! + b[5]! + b[6]! + x * 0.5362
    b[6] = x * 0.115926
    return y
  })
  return sides.map((_, i, all) => (i % 2 ? all[i - 1]! - 0.5 * all[i]! : all[i]! + 0.5 * all[i + 1]!))
}

function spectrumOf(samples: Float32Array) {
  const listener = new MatchListener(RATE)
  for (let at = 0; at < samples.length; at += 10_000) listener.push(samples.subarray(at, at + 10_000))
  return listener.spectrum()!
}

const equalized = {
  'b2.gain': 4,
  'b2.freq': 150,
  'b4.gain': -5,
  'b4.freq': 800,
  'b4.q': 0.7,
  'b5.on': 1,
  'b5.type': EQ_TYPE.highShelf,
  'b5.gain': 6,
  'b5.freq': 5000,
}
const own = pink(30 * RATE, 1)
const frequencies = Array.from({ length: MATCH_POINTS }, (_, i) => matchFrequency(i))

test('noise matched to itself through an equalizer gives that curve back within 0.5 dB', () => {
  const kernel = testKernel()
  const reference = run(kernel, make(createEq, kernel, RATE, equalized), own)
  const curve = matchCurve(spectrumOf(own), spectrumOf(reference))
  const wanted = eqResponse(kernel, equalized, RATE, frequencies)
  const level = frequencies.flatMap((hz, i) => (hz >= 100 && hz <= 10_000 ? [wanted[i]!] : []))
  const mean = level.reduce((sum, db) => sum + db, 0) / level.length
  frequencies.forEach((hz, i) => {
    if (hz < 40 || hz > 18_000) return
    expect(Math.abs(curve.mid[i]! - (wanted[i]! - mean)), `mid ${hz}`).toBeLessThan(0.5)
    expect(Math.abs(curve.side[i]! - (wanted[i]! - mean)), `side ${hz}`).toBeLessThan(0.5)
  })
})

test('the match equalizer brings the spectrum there', () => {
  const kernel = testKernel()
  const reference = spectrumOf(run(kernel, make(createEq, kernel, RATE, equalized), pink(30 * RATE, 9)))
  const curve = matchCurve(spectrumOf(own), reference)
  const points = (prefix: string, values: readonly number[]) =>
    Object.fromEntries(values.map((db, i) => [`${prefix}${i + 1}`, db]))
  const params = { amount: 100, limit: 24, ...points('m', curve.mid), ...points('s', curve.side) }
  const matched = spectrumOf(run(kernel, make(createMatcheq, kernel, RATE, params), own))
  const left = matchCurve(matched, reference)
  frequencies.forEach((hz, i) => {
    if (hz >= 60 && hz <= 18_000) expect(Math.abs(left.mid[i]!), `${hz} Hz`).toBeLessThan(1)
  })
})

test('amount and limit hold the curve back', () => {
  const kernel = testKernel()
  const gain = (params: Record<string, number>) => {
    const all = Object.fromEntries(Array.from({ length: MATCH_POINTS }, (_, i) => [`m${i + 1}`, 12]))
    const device = make(createMatcheq, kernel, RATE, { ...all, ...params })
    const click = new Float32Array(2 * 8000)
    click[0] = 0.1
    click[1] = 0.1
    const output = run(kernel, device, click)
    return 20 * Math.log10(output[2 * device.latencyFrames]! / 0.1)
  }
  expect(gain({ amount: 50, limit: 24 })).toBeCloseTo(6, 1)
  expect(gain({ amount: 100, limit: 9 })).toBeCloseTo(9, 1)
})

test('the loud pieces of a song decide', () => {
  const kernel = testKernel()
  const bright = run(kernel, make(createEq, kernel, RATE, { 'b7.gain': 12, 'b7.freq': 4000 }), pink(20 * RATE, 3))
  const song = new Float32Array(bright.length * 2)
  song.set(bright.map((x) => x * 0.05))
  song.set(own.subarray(0, bright.length), bright.length)
  const curve = matchCurve(spectrumOf(own), spectrumOf(song))
  frequencies.forEach((hz, i) => {
    if (hz >= 60 && hz <= 16_000) expect(Math.abs(curve.mid[i]!), `${hz} Hz`).toBeLessThan(0.6)
  })
})

test('silence and a scrap of sound have no spectrum', () => {
  const listener = new MatchListener(RATE)
  expect(listener.spectrum()).toBeNull()
  listener.push(new Float32Array(100_000))
  expect(listener.spectrum()).toBeNull()
})
