import type { DeviceKind } from '../../model/document.ts'
import type { Kernel } from '../kernel/kernel.ts'

/** One parameter of a device: pure data, read by the model, the interface and the engine alike. */
export interface ParamSpec {
  /** Stable name in documents and edits, such as `threshold` or `b3.freq`. */
  readonly id: string
  readonly name: string
  readonly unit: 'dB' | 'Hz' | 'ms' | '%' | '' | ':1' | 'Q'
  readonly min: number
  readonly max: number
  readonly default: number
  /** How a knob's travel maps to the value; `steps` is an enumeration. */
  readonly taper: 'linear' | 'log' | 'steps'
  /** Names of an enumerated parameter's values; the value is the index. */
  readonly steps?: readonly string[]
  /** Whether a live edit glides. A parameter that is neither smoothed nor a step is read at construction only. */
  readonly smoothed: boolean
}

/** What a kind of device is called and which parameters it has, in the order they are shown. */
export interface DeviceSpec {
  readonly kind: DeviceKind
  readonly name: string
  readonly params: readonly ParamSpec[]
}

/** Parameter values by id. A missing id stands at its default. */
export type ParamValues = Readonly<Record<string, number>>

/** One stereo instance of a device, living in one kernel. */
export interface DeviceProcessor {
  /** Frames by which the output lags the input, bypassed or not. */
  readonly latencyFrames: number
  /**
   * A live edit: the target moves and smoothing (about 20 ms on the control grid) follows. Values are clamped to the
   * parameter's range. Throws RangeError for an id the device does not have.
   */
  setParam(id: string, value: number): void
  /** Crossfades to or from the dry signal in 10 ms and keeps the latency; steady bypass is the dry signal bit for bit. */
  setBypass(on: boolean): void
  /** All parameters and the bypass jump to their targets, as at start and seek. */
  snap(): void
  /** Clears the signal state: filters, envelopes, delay lines. */
  reset(): void
  /**
   * Processes `frames` frames of interleaved stereo float32 at `pointer` in place. `offsetInCell` is the first frame's
   * place in its control cell; `offsetInCell + frames` is at most 128.
   */
  process(pointer: number, frames: number, offsetInCell: number): void
  /** The deepest gain reduction in dB of the last processed cell, at most 0; 0 for devices without dynamics. */
  gainReductionDb(): number
  /** Gives the instance's kernel memory back. */
  release(): void
}

/** Makes a processor; the kernel's memory is reserved here and never in `process`. */
export type DeviceFactory = (
  kernel: Kernel,
  sampleRate: number,
  params: ParamValues,
  bypass: boolean,
) => DeviceProcessor
