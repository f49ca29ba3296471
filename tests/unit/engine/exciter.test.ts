import { expect, test } from 'vitest'
import { createExciter } from '../../../shared/engine/devices/exciter.ts'
import { powerDb, SIZE, sineSpectrum } from './spectrum.ts'
import { make, run, testKernel, tone } from './test-kernel.ts'

const RATE = 48_000
const bright = { freq: 1000, drive: 12, even: 50, amount: 100, top: 20_000 }

for (const rate of [44_100, 48_000])
  for (const hz of [997, 4999])
    test(`aliases of ${hz} Hz driven by 12 dB at ${rate} Hz stay below −80 dB`, () => {
      const { bin, power } = sineSpectrum(createExciter, rate, hz, 1, { ...bright, freq: 500 })
      let worst = -999
      for (let k = 16; k < (20_000 * SIZE) / rate; k++) if (k % bin !== 0) worst = Math.max(worst, powerDb(power[k]!))
      expect(worst - powerDb(power[bin]!)).toBeLessThan(-80)
    })

test('a tone above its frequency gets harmonics, one far below it none', () => {
  const harmonic = (hz: number) => {
    const { bin, power } = sineSpectrum(createExciter, RATE, hz, 0.3, { ...bright, freq: 3000 })
    return powerDb(power[3 * bin]!) - powerDb(power[bin]!)
  }
  expect(harmonic(4000)).toBeGreaterThan(-40)
  expect(harmonic(200)).toBeLessThan(-90)
})

test('even harmonics come with their dial, and none go beyond the top', () => {
  const levels = (params: Record<string, number>) => {
    const { bin, power } = sineSpectrum(createExciter, RATE, 3000, 0.3, { ...bright, freq: 2000, ...params })
    return [2, 3, 5].map((order) => powerDb(power[order * bin]!) - powerDb(power[bin]!))
  }
  expect(levels({ even: 0 })[0]).toBeLessThan(-100)
  expect(levels({ even: 100 })[0]).toBeGreaterThan(-35)
  const [, , fifth] = levels({ even: 0 })
  expect(levels({ even: 0, top: 4000 })[2]!).toBeLessThan(fifth! - 15)
})

test('at no amount it is the input, late by what it says', () => {
  const kernel = testKernel()
  const device = make(createExciter, kernel, RATE, { ...bright, amount: 0 })
  const input = tone(9000, 1234, RATE)
  const late = 2 * device.latencyFrames
  expect(run(kernel, device, input).subarray(late)).toEqual(input.subarray(0, input.length - late))
})
