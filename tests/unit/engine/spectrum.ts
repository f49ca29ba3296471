import FFT from 'fft.js'
import type { DeviceFactory } from '../../../shared/engine/devices/device.ts'
import { make, run, testKernel } from './test-kernel.ts'

export const SIZE = 32_768

/**
 * Power of every bin of a sine near `hz` that fits the window a whole, odd number of times, behind a device; and which bin
 * the sine is.
 */
export function sineSpectrum(
  create: DeviceFactory,
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
  const output = run(kernel, make(create, kernel, rate, params), input)
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

/** Power in dB, at least −300. */
export const powerDb = (power: number) => 10 * Math.log10(Math.max(power, 1e-30))
