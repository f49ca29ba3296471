import FFT from 'fft.js'
import { expect, test } from 'vitest'
import { createSaturation } from '../../../shared/engine/devices/saturation.ts'
import { make, run, testKernel } from './test-kernel.ts'

const SIZE = 32_768
const styles = ['Tape', 'Tube', 'Soft', 'Clip']

/** Power of every bin of a sine near `hz` that fits the window a whole, odd number of times, behind the device. */
function spectrum(
  rate: number,
  hz: number,
  level: number,
  params: Record<string, number>,
): { bin: number; power: Float64Array } {
  const bin = 2 * Math.round((hz * SIZE) / rate / 2) + 1
  const input = Float32Array.from(
    { length: SIZE * 4 },
    (_, i) => level * Math.sin((2 * Math.PI * bin * (i >> 1)) / SIZE),
  )
  const kernel = testKernel()
  const output = run(kernel, make(createSaturation, kernel, rate, params), input)
  const fft = new FFT(SIZE)
  const bins = fft.createComplexArray()
  fft.realTransform(
    bins,
    Array.from({ length: SIZE }, (_, i) => output[2 * (SIZE + i)]!),
  )
  return {
    bin,
    power: Float64Array.from(
      { length: SIZE / 2 },
      (_, k) => (bins[2 * k]! ** 2 + bins[2 * k + 1]! ** 2) / (SIZE / 2) ** 2,
    ),
  }
}

const db = (power: number) => 10 * Math.log10(Math.max(power, 1e-30))

for (const [style, name] of styles.entries())
  for (const rate of [44_100, 48_000])
    for (const hz of [997, 4999])
      test(`${name} keeps aliases of ${hz} Hz driven by 12 dB at ${rate} Hz below −80 dB`, () => {
        const { bin, power } = spectrum(rate, hz, 1, { style, drive: 12, output: 0, bias: 50 })
        let worst = -999
        // A few bins around 0 Hz belong to the filter against it.
        for (let k = 16; k < (20_000 * SIZE) / rate; k++) if (k % bin !== 0) worst = Math.max(worst, db(power[k]!))
        expect(worst - db(power[bin]!)).toBeLessThan(-80)
      })

test('a quiet sine passes at the drive and stays a sine', () => {
  for (const style of styles.keys()) {
    const { bin, power } = spectrum(48_000, 1000, 0.001, { style, drive: 12, output: 0 })
    expect(db(power[bin]!)).toBeCloseTo(-60 + 12, 1)
    expect(db(power[3 * bin]!) - db(power[bin]!)).toBeLessThan(-70)
  }
})

test('symmetric curves make odd harmonics alone, and a biased tube even ones too', () => {
  const second = (style: number, bias: number) => {
    const { bin, power } = spectrum(48_000, 997, 0.5, { style, drive: 12, bias, output: 0 })
    return { even: db(power[2 * bin]!) - db(power[bin]!), odd: db(power[3 * bin]!) - db(power[bin]!) }
  }
  for (const style of [0, 2, 3]) expect(second(style, 0).even).toBeLessThan(-100)
  expect(second(1, 60).even).toBeGreaterThan(-30)
  for (const style of styles.keys()) expect(second(style, 40).odd).toBeGreaterThan(-40)
})

test('the dry share is in phase with the wet: a quiet tone has the same level at any mix', () => {
  for (const style of styles.keys())
    for (const hz of [1000, 10_000, 18_000]) {
      const level = (mix: number) => {
        const { bin, power } = spectrum(48_000, hz, 0.001, { style, drive: 0, output: 0, mix })
        return db(power[bin]!)
      }
      expect(Math.abs(level(50) - (level(0) + level(100)) / 2)).toBeLessThan(0.05)
    }
})

test('the audible band passes flat', () => {
  for (const rate of [44_100, 48_000, 96_000])
    for (const hz of [30, 1000, 15_000, 20_000]) {
      const { bin, power } = spectrum(rate, hz, 0.001, { style: 2, drive: 0, output: 0 })
      expect(Math.abs(db(power[bin]!) + 60)).toBeLessThan(hz === 30 ? 0.05 : 0.02)
    }
})
