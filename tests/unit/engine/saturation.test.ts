import { expect, test } from 'vitest'
import { createSaturation } from '../../../shared/engine/devices/saturation.ts'
import { powerDb, SIZE, sineSpectrum } from './spectrum.ts'

const styles = ['Tape', 'Tube', 'Soft', 'Clip']

for (const [style, name] of styles.entries())
  for (const rate of [44_100, 48_000])
    for (const hz of [997, 4999])
      test(`${name} keeps aliases of ${hz} Hz driven by 12 dB at ${rate} Hz below −80 dB`, () => {
        const { bin, power } = sineSpectrum(createSaturation, rate, hz, 1, { style, drive: 12, output: 0, bias: 50 })
        let worst = -999
        // A few bins around 0 Hz belong to the filter against it.
        for (let k = 16; k < (20_000 * SIZE) / rate; k++) if (k % bin !== 0) worst = Math.max(worst, powerDb(power[k]!))
        expect(worst - powerDb(power[bin]!)).toBeLessThan(-80)
      })

test('a quiet sine passes at the drive and stays a sine', () => {
  for (const style of styles.keys()) {
    const { bin, power } = sineSpectrum(createSaturation, 48_000, 1000, 0.001, { style, drive: 12, output: 0 })
    expect(powerDb(power[bin]!)).toBeCloseTo(-60 + 12, 1)
    expect(powerDb(power[3 * bin]!) - powerDb(power[bin]!)).toBeLessThan(-70)
  }
})

test('symmetric curves make odd harmonics alone, and a biased tube even ones too', () => {
  const second = (style: number, bias: number) => {
    const { bin, power } = sineSpectrum(createSaturation, 48_000, 997, 0.5, { style, drive: 12, bias, output: 0 })
    return {
      even: powerDb(power[2 * bin]!) - powerDb(power[bin]!),
      odd: powerDb(power[3 * bin]!) - powerDb(power[bin]!),
    }
  }
  for (const style of [0, 2, 3]) expect(second(style, 0).even).toBeLessThan(-100)
  expect(second(1, 60).even).toBeGreaterThan(-30)
  for (const style of styles.keys()) expect(second(style, 40).odd).toBeGreaterThan(-40)
})

test('the dry share is in phase with the wet: a quiet tone has the same level at any mix', () => {
  for (const style of styles.keys())
    for (const hz of [1000, 10_000, 18_000]) {
      const level = (mix: number) => {
        const { bin, power } = sineSpectrum(createSaturation, 48_000, hz, 0.001, { style, drive: 0, output: 0, mix })
        return powerDb(power[bin]!)
      }
      expect(Math.abs(level(50) - (level(0) + level(100)) / 2)).toBeLessThan(0.05)
    }
})

test('the audible band passes flat', () => {
  for (const rate of [44_100, 48_000, 96_000])
    for (const hz of [30, 1000, 15_000, 20_000]) {
      const { bin, power } = sineSpectrum(createSaturation, rate, hz, 0.001, { style: 2, drive: 0, output: 0 })
      expect(Math.abs(powerDb(power[bin]!) + 60)).toBeLessThan(hz === 30 ? 0.05 : 0.02)
    }
})
