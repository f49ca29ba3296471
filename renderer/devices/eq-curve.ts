import type { ParamValues } from '../../shared/engine/devices/device.ts'
import { eqResponse } from '../../shared/engine/devices/eq.ts'
import type { Kernel } from '../../shared/engine/kernel/kernel.ts'
import type { Device } from '../../shared/model/document.ts'
import { bandsOf } from './eq-bands.ts'
import { HIGHEST_HZ, LOWEST_HZ } from './plot.ts'

const POINTS = 384
/** Frequencies of equal ratio from 20 Hz to 20 kHz, at which curves are drawn. */
export const curveHz: readonly number[] = Array.from(
  { length: POINTS },
  (_, i) => LOWEST_HZ * (HIGHEST_HZ / LOWEST_HZ) ** (i / (POINTS - 1)),
)

/** The magnitude in dB at `curveHz` of an equalizer of either phase, on a channel (index into `eqChannels`). */
export function eqCurve(
  kernel: Kernel,
  device: Pick<Device, 'kind' | 'params'>,
  sampleRate: number,
  channel: number,
): Float64Array {
  return eqResponse(kernel, responseParams(device), sampleRate, curveHz, channel)
}

/** The same of one band alone, as it stands in silence. */
export function bandCurve(
  kernel: Kernel,
  device: Pick<Device, 'kind' | 'params'>,
  sampleRate: number,
  number: number,
): Float64Array {
  const bands = bandsOf(device)
  const off = bands.filter((each) => each.number !== number).map((each) => [`b${each.number}.on`, 0])
  const params: ParamValues = { ...responseParams(device), ...Object.fromEntries(off), output: 0 }
  return eqResponse(kernel, params, sampleRate, curveHz, bands[number - 1]!.channel)
}

/** With linear phase a band does what it does without, and its channels are counted otherwise. */
function responseParams(device: Pick<Device, 'kind' | 'params'>): ParamValues {
  if (device.kind === 'eq') return device.params
  const { resolution: _, ...params } = device.params
  const channels = bandsOf(device).map(({ number, channel }) => [`b${number}.channel`, channel])
  return { ...params, ...Object.fromEntries(channels) }
}
