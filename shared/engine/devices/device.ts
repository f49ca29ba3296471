import type { DeviceKind } from '../../model/document.ts'
import type { Kernel } from '../kernel/kernel.ts'

/** One parameter of a device: pure data, read by the model, the interface and the engine alike. */
export interface ParamSpec {
  /** Stable name in documents and edits, such as `threshold` or `b3.freq`. */
  readonly id: string
  readonly name: string
  readonly unit: ParamUnit
  readonly min: number
  readonly max: number
  readonly default: number
  /** How a knob's travel maps to the value; `steps` is an enumeration. */
  readonly taper: 'linear' | 'log' | 'steps'
  /** Names of an enumerated parameter's values; the value is the index. */
  readonly steps?: readonly string[]
  /**
   * What a live edit does: the value glides to its target; or the device switches without a click; or a new device
   * replaces this one in a crossfade. A parameter that rebuilds cannot be automated.
   */
  readonly update: 'glide' | 'switch' | 'rebuild'
  /** Set by a picture or a measurement and not by a control of its own. */
  readonly hidden?: true
}

export type ParamUnit = 'dB' | 'dB/oct' | 'Hz' | 'ms' | 's' | '%' | '' | ':1' | 'Q' | '°'

/** Something a running device tells about itself: a gain reduction (at most 0) or a level, in dB. */
export interface TapSpec {
  readonly id: string
  readonly name: string
}

/** Settings to start from, named for what they are for. Parameters that are not named stand at their defaults. */
export interface DevicePreset {
  readonly name: string
  readonly params: ParamValues
}

/** What a kind of device is called and which parameters it has, in the order they are shown. */
export interface DeviceSpec {
  readonly kind: DeviceKind
  readonly name: string
  /** Where it stands in a list of devices. */
  readonly family: DeviceFamily
  readonly params: readonly ParamSpec[]
  /** In the order they are offered. */
  readonly presets?: readonly DevicePreset[]
  /** In the order `DeviceProcessor.tap` counts them. A device with dynamics has `reduction` first. */
  readonly taps?: readonly TapSpec[]
  /** It can listen to another strip instead of its own input. */
  readonly hasKey?: true
  /** It plays a file of the pool, called this. */
  readonly file?: string
  /** Frames by which the output lags the input; without it, none. The engine holds every processor to it. */
  readonly latencyFrames?: (params: ParamValues, sampleRate: number) => number
}

export const deviceFamilies = ['Equalizers', 'Dynamics', 'Colour', 'Space', 'Stereo', 'Tools'] as const
export type DeviceFamily = (typeof deviceFamilies)[number]

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
  /**
   * Automation: the parameter at `index` of the spec runs linearly to `value` across the next control cell. Call it
   * between two cells. Values are clamped.
   */
  rampParam(index: number, value: number): void
  /** Crossfades to or from the dry signal in 10 ms and keeps the latency; steady bypass is the dry signal bit for bit. */
  setBypass(on: boolean): void
  /** The song's tempo, for devices that follow it. */
  setTempo(bpm: number): void
  /** All parameters and the bypass jump to their targets, as at start and seek. */
  snap(): void
  /** Clears the signal state: filters, envelopes, delay lines. */
  reset(): void
  /**
   * Processes `frames` frames of interleaved stereo float32 at `pointer` in place. `offsetInCell` is the first frame's
   * place in its control cell; `offsetInCell + frames` is at most 128. `key` points to as many frames of another strip
   * for the device to listen to; 0: it listens to its own input. Up to `PADDING_FRAMES` behind either may be read.
   */
  process(pointer: number, frames: number, offsetInCell: number, key: number): void
  /**
   * Any number of frames at once, listening to its own input, where the device stands still as far as the host is
   * concerned: the same as cell by cell. Returns false, and has done nothing, where it cannot.
   */
  run(pointer: number, frames: number, offsetInCell: number): boolean
  /** What the device tells about the last processed cell, by index of the spec's `taps`, in dB; 0 while bypassed. */
  tap(index: number): number
  /** Gives the instance's kernel memory back. */
  release(): void
}

/** Audio from the pool for a device that plays a file: interleaved float32 at the project's rate. */
export interface DeviceFile {
  readonly channels: 1 | 2
  readonly samples: Float32Array
}

/** A device reads at most this much of its file. */
export const LONGEST_FILE_SECONDS = 20

/** What a device is made from. */
export interface DeviceSetup {
  readonly kernel: Kernel
  readonly sampleRate: number
  /** May lack ids; those stand at their defaults. */
  readonly params: ParamValues
  readonly bypass: boolean
  /** The song's tempo in beats per minute. */
  readonly tempoBpm: number
  /** Null: none was chosen yet. */
  readonly file: DeviceFile | null
}

/** Makes a processor; the kernel's memory is reserved here and never in `process`. */
export type DeviceFactory = (setup: DeviceSetup) => DeviceProcessor
