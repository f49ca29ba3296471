import type { ParamValues } from '../../shared/engine/devices/device.ts'
import { eqResponse } from '../../shared/engine/devices/eq.ts'
import type { Kernel } from '../../shared/engine/kernel/kernel.ts'
import { HIGHEST_HZ, LOWEST_HZ } from './plot.ts'

const POINTS = 384
/** Frequencies of equal ratio from 20 Hz to 20 kHz, at which curves are drawn. */
export const curveHz: readonly number[] = Array.from(
  { length: POINTS },
  (_, i) => LOWEST_HZ * (HIGHEST_HZ / LOWEST_HZ) ** (i / (POINTS - 1)),
)

/** The equalizer's magnitude in dB at `curveHz`, on a channel (index into `eqChannels`). */
export function eqCurve(kernel: Kernel, params: ParamValues, sampleRate: number, channel: number): Float64Array {
  return eqResponse(kernel, params, sampleRate, curveHz, channel)
}
