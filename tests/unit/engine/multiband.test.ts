import FFT from 'fft.js'
import { expect, test } from 'vitest'
import { createMultiband } from '../../../shared/engine/devices/multiband.ts'
import { compressorGainDb } from '../../reference/compressor.ts'
import { make, run, testKernel, tone } from './test-kernel.ts'

const RATE = 48_000
const idle = { 'b1.ratio': 1, 'b2.ratio': 1, 'b3.ratio': 1, 'b4.ratio': 1, 'b5.ratio': 1 }

/** Magnitudes in dB of the response to a click, 10 Hz to 20 kHz. */
function magnitudesDb(rate: number, params: Record<string, number>): number[] {
  const size = 65_536
  const click = new Float32Array(size * 2)
  click[0] = 1
  click[1] = 1
  const kernel = testKernel()
  const output = run(kernel, make(createMultiband, kernel, rate, params), click)
  const fft = new FFT(size)
  const spectrum = fft.createComplexArray()
  fft.realTransform(
    spectrum,
    Array.from({ length: size }, (_, i) => output[2 * i]!),
  )
  const levels: number[] = []
  for (let k = Math.ceil((10 * size) / rate); k < (20_000 * size) / rate; k++)
    levels.push(10 * Math.log10(spectrum[2 * k]! ** 2 + spectrum[2 * k + 1]! ** 2))
  return levels
}

for (const rate of [44_100, 48_000, 96_000])
  for (const [name, crossovers] of [
    ['two bands', { bands: 0, x1: 500 }],
    ['three bands', { bands: 1, x1: 180, x2: 3200 }],
    ['five bands', { bands: 3, x1: 80, x2: 400, x3: 2500, x4: 9000 }],
    ['five bands that stand close together', { bands: 3, x1: 900, x2: 1000, x3: 1100, x4: 1100 }],
  ] as const)
    test(`${name} at ${rate} Hz sum flat within 0.01 dB while nothing compresses`, () => {
      const levels = magnitudesDb(rate, { ...idle, ...crossovers })
      expect(Math.max(...levels.map(Math.abs))).toBeLessThan(0.01)
    })

test('a band falls by 24 dB an octave behind its crossover', () => {
  const kernel = testKernel()
  const params = { ...idle, bands: 0, x1: 1000, 'b1.solo': 1 }
  const peakDb = (hz: number) => {
    const output = run(kernel, make(createMultiband, kernel, RATE, params), tone(RATE, hz, RATE, 0.5))
    return 20 * Math.log10(output.subarray(RATE).reduce((most, x) => Math.max(most, Math.abs(x)), 0) / 0.5)
  }
  expect(peakDb(100)).toBeCloseTo(0, 1)
  expect(peakDb(1000)).toBeCloseTo(-6.02, 1)
  expect(peakDb(4000) - peakDb(8000)).toBeGreaterThan(24)
})

test('a tone far inside a band is compressed as the float64 recursion says, and the other bands do nothing', () => {
  const kernel = testKernel()
  const input = tone(RATE, 60, RATE, 0.5)
  const params = {
    bands: 1,
    x1: 2000,
    x2: 9000,
    knee: 6,
    'b1.threshold': -30,
    'b1.ratio': 4,
    'b1.attack': 10,
    'b1.release': 200,
    'b2.ratio': 1,
    'b3.ratio': 1,
  }
  const settings = { thresholdDb: -30, ratio: 4, kneeDb: 6, attackMs: 10, releaseMs: 200, makeupDb: 0 }
  const reference = compressorGainDb(input, settings, RATE).subarray(RATE / 2)
  const output = run(kernel, make(createMultiband, kernel, RATE, params), input)
  const level = (signal: Float32Array) => Math.sqrt(signal.subarray(RATE).reduce((sum, x) => sum + x * x, 0) / RATE)
  const mean = reference.reduce((sum, db) => sum + db, 0) / reference.length
  expect(Math.abs(20 * Math.log10(level(output) / level(input)) - mean)).toBeLessThan(0.05)
})

test('every band tells its own reduction', () => {
  const kernel = testKernel()
  const device = make(createMultiband, kernel, RATE, { 'b1.threshold': -40, 'b1.ratio': 4 })
  run(kernel, device, tone(RATE, 60, RATE, 0.5))
  expect(device.tap(1)).toBeLessThan(-15)
  expect(device.tap(3)).toBeCloseTo(0, 1)
  expect(device.tap(0)).toBe(device.tap(1))
})
