import { cellsFor, PARAM_MS } from '../kernel/grid.ts'
import { deviceRun } from '../kernel/runnable-devices.ts'
import { BypassSwitch, type DeviceCore } from './bypass-switch.ts'
import type { DeviceProcessor, DeviceSetup, DeviceSpec } from './device.ts'
import { boundedValue, paramValue, unknownParam } from './param-values.ts'

/** What the kernel exports for a device, each under the device's prefix. Parameters count as the spec lists them. */
interface KernelDeviceExports {
  /** Reserves a device whose parameters are yet to be set. */
  New(sampleRate: number): number
  /** Moves a parameter within `cells` cells; 0: it jumps. */
  Set(device: number, index: number, value: number, cells: number): void
  /** Once, when every parameter is set: reserves what depends on them, with all values in place. */
  Start(device: number): void
  Snap(device: number): void
  Reset(device: number): void
  Process(device: number, data: number, key: number, frames: number, offsetInCell: number): void
  Tap(device: number, index: number): number
  Free(device: number): void
}

const exportNames = ['New', 'Set', 'Start', 'Snap', 'Reset', 'Process', 'Tap', 'Free'] as const

/**
 * Makes the device that the kernel exports under `prefix`, such as `gate` for `gateNew`, with a bypass and the spec's
 * latency. Devices that follow the tempo also export `<prefix>Tempo(device, bpm)`. `prepare` runs between the setting of
 * the parameters and their start, for what is no parameter.
 */
export function kernelDevice(
  setup: DeviceSetup,
  spec: DeviceSpec,
  prefix: string,
  prepare?: (device: number) => void,
): DeviceProcessor {
  const { kernel, sampleRate, params } = setup
  const wasm = Object.fromEntries(
    exportNames.map((name) => [name, kernel.exports[prefix + name]]),
  ) as unknown as KernelDeviceExports
  const { Process } = wasm
  const tempo = kernel.exports[`${prefix}Tempo`]
  const cells = cellsFor(PARAM_MS, sampleRate)
  const device = wasm.New(sampleRate)
  for (const [index, param] of spec.params.entries()) wasm.Set(device, index, paramValue(spec, params, param.id), 0)
  tempo?.(device, setup.tempoBpm)
  prepare?.(device)
  wasm.Start(device)
  const core: DeviceCore = {
    latencyFrames: spec.latencyFrames?.(params, sampleRate) ?? 0,
    setParam(id, value) {
      const index = spec.params.findIndex((param) => param.id === id)
      const param = spec.params[index]
      if (!param) throw unknownParam(spec, id)
      if (param.update !== 'rebuild') wasm.Set(device, index, boundedValue(param, value), cells)
    },
    rampParam(index, value) {
      wasm.Set(device, index, boundedValue(spec.params[index]!, value), 1)
    },
    setTempo: (bpm) => void tempo?.(device, bpm),
    snap: () => wasm.Snap(device),
    reset: () => wasm.Reset(device),
    process: (pointer, frames, offsetInCell, key) => Process(device, pointer, key, frames, offsetInCell),
    runCells: deviceRun(kernel.exports, prefix, device),
    tap: (index) => wasm.Tap(device, index),
    release: () => wasm.Free(device),
  }
  return new BypassSwitch(kernel, core, sampleRate, setup.bypass)
}
