import { convolutionSpec } from './convolution.spec.ts'
import type { DeviceFactory } from './device.ts'
import { kernelDevice } from './kernel-device.ts'

interface ConvolutionExports {
  convolutionLoad(device: number, samples: number, frames: number, channels: number): void
}

/** The convolution reverb; without a file it gives the dry sound alone. */
export const createConvolution: DeviceFactory = (setup) => {
  const { kernel, file } = setup
  return kernelDevice(setup, convolutionSpec, 'convolution', (device) => {
    if (!file || file.samples.length === 0) return
    const samples = kernel.alloc(file.samples.length * 4)
    kernel.f32(samples, file.samples.length).set(file.samples)
    const { convolutionLoad } = kernel.exports as unknown as ConvolutionExports
    convolutionLoad(device, samples, file.samples.length / file.channels, file.channels)
    kernel.release(samples)
  })
}
