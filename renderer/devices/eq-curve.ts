import type { ParamValues } from '../../shared/engine/devices/device.ts'
import { eqResponse } from '../../shared/engine/devices/eq.ts'
import { instantiateKernel, type Kernel } from '../../shared/engine/kernel/kernel.ts'
import { loadKernelModule } from '../live/kernel-module.ts'
import { HIGHEST_HZ, LOWEST_HZ } from './plot.ts'

let kernel: Kernel | null = null
let loading: Promise<void> | null = null

/** Makes the kernel ready that curves are computed with; the same coefficients as the sound's. */
export function prepareCurves(): Promise<void> {
  loading ??= loadKernelModule().then((module) => {
    kernel = instantiateKernel(module)
  })
  return loading
}

const POINTS = 256
const frequencies = Float64Array.from(
  { length: POINTS },
  (_, i) => LOWEST_HZ * (HIGHEST_HZ / LOWEST_HZ) ** (i / (POINTS - 1)),
)

/**
 * The equalizer's magnitude in dB at 256 frequencies of equal ratio from 20 Hz to 20 kHz, on a channel (index into
 * `eqChannels`); null before `prepareCurves`.
 */
export function eqCurve(params: ParamValues, sampleRate: number, channel: number): Float64Array | null {
  return kernel ? eqResponse(kernel, params, sampleRate, frequencies, channel) : null
}
