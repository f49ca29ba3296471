import { cellsFor, PARAM_MS, SWITCH_MS } from '../kernel/grid.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { deviceRun } from '../kernel/runnable-devices.ts'
import { BypassSwitch, type DeviceCore } from './bypass-switch.ts'
import type { DeviceFactory, ParamSpec, ParamValues } from './device.ts'
import { eqSpec } from './eq.spec.ts'
import { boundedValue, paramValue, unknownParam } from './param-values.ts'

interface EqExports {
  eqNew(sampleRate: number, wetCells: number): number
  eqSetBand(eq: number, band: number, param: number, value: number, cells: number): void
  eqSetOutput(eq: number, db: number, cells: number): void
  eqSetListen(eq: number, band: number): void
  eqSnap(eq: number): void
  eqReset(eq: number): void
  eqProcess(eq: number, data: number, key: number, frames: number, offsetInCell: number): void
  eqTap(eq: number, index: number): number
  eqResponse(eq: number, frequencies: number, levelsDb: number, count: number, channel: number): void
}

/** What the kernel counts a band's parameters as. */
const kernelParams = ['on', 'type', 'freq', 'gain', 'q', 'channel', 'range', 'threshold', 'attack', 'release']

interface ParamPlace {
  readonly spec: ParamSpec
  readonly band: number
  readonly param: number
}

const places = new Map<string, ParamPlace>(
  eqSpec.params.map((spec) => {
    const [band, param] = spec.id.split('.')
    return [
      spec.id,
      { spec, band: Number(band?.slice(1)) - 1, param: param === undefined ? -1 : kernelParams.indexOf(param) },
    ]
  }),
)

class EqCore implements DeviceCore {
  readonly latencyFrames = 0
  private readonly kernel: Kernel
  private readonly exports: EqExports
  private readonly eq: number
  private readonly cells: number
  readonly runCells: DeviceCore['runCells']

  constructor(kernel: Kernel, sampleRate: number, params: ParamValues) {
    this.kernel = kernel
    this.exports = kernel.exports as unknown as EqExports
    this.cells = cellsFor(PARAM_MS, sampleRate)
    this.eq = this.exports.eqNew(sampleRate, cellsFor(SWITCH_MS, sampleRate))
    this.runCells = deviceRun(kernel.exports, 'eq', this.eq)
    for (const param of eqSpec.params) this.setParam(param.id, paramValue(eqSpec, params, param.id))
    this.snap()
  }

  setParam(id: string, value: number): void {
    const place = places.get(id)
    if (!place) throw unknownParam(eqSpec, id)
    const bounded = boundedValue(place.spec, value)
    this.move(place, bounded, this.cells)
  }

  private move({ spec, band, param }: ParamPlace, value: number, cells: number): void {
    if (param >= 0) this.exports.eqSetBand(this.eq, band, param, value, cells)
    else if (spec.id === 'listen') this.exports.eqSetListen(this.eq, value)
    else this.exports.eqSetOutput(this.eq, value, cells)
  }

  rampParam(index: number, value: number): void {
    const spec = eqSpec.params[index]!
    this.move(places.get(spec.id)!, boundedValue(spec, value), 1)
  }

  snap(): void {
    this.exports.eqSnap(this.eq)
  }

  reset(): void {
    this.exports.eqReset(this.eq)
  }

  process(pointer: number, frames: number, offsetInCell: number, key: number): void {
    this.exports.eqProcess(this.eq, pointer, key, frames, offsetInCell)
  }

  tap(index: number): number {
    return this.exports.eqTap(this.eq, index)
  }

  setTempo(): void {}

  /** Magnitudes in dB at `frequencies` in Hz of what a channel passes. */
  response(frequencies: ArrayLike<number>, channel: number): Float64Array {
    const count = frequencies.length
    const input = this.kernel.alloc(count * 8)
    const output = this.kernel.alloc(count * 8)
    this.kernel.f64(input, count).set(frequencies)
    this.exports.eqResponse(this.eq, input, output, count, channel)
    const levels = this.kernel.f64(output, count).slice()
    this.kernel.release(input)
    this.kernel.release(output)
    return levels
  }

  release(): void {
    this.kernel.release(this.eq)
  }
}

/** The parametric equalizer; no latency. A band that does nothing costs nothing. */
export const createEq: DeviceFactory = ({ kernel, sampleRate, params, bypass }) =>
  new BypassSwitch(kernel, new EqCore(kernel, sampleRate, params), sampleRate, bypass)

/**
 * The equalizer's magnitude in dB at each of `frequenciesHz`, from the coefficients the sound goes through, at least
 * −300, of the bands that both channels pass, and of those of one `channel` (index into `eqChannels`) besides. Dynamic
 * bands stand as they do in silence. For drawing the curve.
 */
export function eqResponse(
  kernel: Kernel,
  params: ParamValues,
  sampleRate: number,
  frequenciesHz: ArrayLike<number>,
  channel = 0,
): Float64Array {
  const eq = new EqCore(kernel, sampleRate, params)
  const levels = eq.response(frequenciesHz, channel)
  eq.release()
  return levels
}
