import FFT from 'fft.js'
import { rehearse } from '../../shared/engine/devices/rehearse.ts'
import type { Kernel } from '../../shared/engine/kernel/kernel.ts'
import type { Device } from '../../shared/model/document.ts'

const SIZE = 4096

export interface Harmonics {
  /** Frequency of the tone, Hz: it fits the measurement a whole number of times. */
  readonly toneHz: number
  /** Levels in dBFS of the tone and its harmonics from the second up, as many as lie below half the rate. */
  readonly levelsDb: readonly number[]
}

/** What a device makes of a sine near `hz` at a level: its harmonics, measured behind the device itself. */
export function harmonicsOf(
  kernel: Kernel,
  device: Pick<Device, 'kind' | 'params'>,
  sampleRate: number,
  hz: number,
  levelDb: number,
  count: number,
): Harmonics {
  const bin = Math.max(2, Math.round((hz * SIZE) / sampleRate))
  const level = 10 ** (levelDb / 20)
  // The first stretch settles what the device does to 0 Hz.
  const input = Float32Array.from(
    { length: SIZE * 6 },
    (_, i) => level * Math.sin((2 * Math.PI * bin * (i >> 1)) / SIZE),
  )
  const output = rehearse(kernel, device.kind, { sampleRate, params: device.params }, input)
  const fft = new FFT(SIZE)
  const bins = fft.createComplexArray()
  fft.realTransform(
    bins,
    Array.from({ length: SIZE }, (_, i) => output[2 * (2 * SIZE + i)]!),
  )
  const most = Math.min(count, Math.floor((SIZE / 2 - 1) / bin))
  const levelsDb = Array.from({ length: most }, (_, index) => {
    const at = 2 * bin * (index + 1)
    return 20 * Math.log10(Math.max(1e-7, Math.hypot(bins[at]!, bins[at + 1]!) / (SIZE / 2)))
  })
  return { toneHz: (bin * sampleRate) / SIZE, levelsDb }
}
