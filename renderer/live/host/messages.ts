import type { WasmModule } from '../../../shared/engine/kernel/webassembly.ts'
import type { AuditionRequest } from '../../../shared/engine/mixer/audition.ts'
import type { DeviceFiles } from '../../../shared/engine/mixer/insert-chain.ts'
import type { Plan } from '../../../shared/engine/mixer/plan.ts'
import type { Place } from '../../../shared/engine/mixer/probe.ts'
import type { Needle } from '../../../shared/measure/level-meter.ts'

/** A plan for the worklet, with the memory that belongs to it. */
export interface PlanMessage {
  readonly type: 'plan'
  /** Counts up; parameter moves name the plan they were written for. */
  readonly serial: number
  readonly plan: Plan
  /** The stream of each audio strip: `TrackRing` buffers by strip id. */
  readonly rings: Readonly<Record<string, SharedArrayBuffer>>
  /** `PeakBoard` of two slots a strip and one a device, then two for the output. */
  readonly peaks: SharedArrayBuffer
  /** `FigureBoard` of a row a strip, then one for the output. */
  readonly figures: SharedArrayBuffer
  /** Audio for the devices that play a file, as far as it is there. */
  readonly files: DeviceFiles
}

/** How strips and output are metered. */
export interface MeterSetup {
  /** Strips before fader and mute, or behind them. */
  readonly point: 'pre' | 'post'
  /** What the bars show; `none`: the root mean square of a window. */
  readonly needle: Needle
  readonly windowSeconds: number
}

/** Where the figures of one place go. */
export interface LoudnessMemory {
  /** `LoudnessBoard`. */
  readonly loudness: SharedArrayBuffer
  /** `PeakBoard` of the true peaks left and right. */
  readonly truePeaks: SharedArrayBuffer
}

/** Where the sound of one place goes, as a `ScopeRing`, or its figures. */
export type PlaceMemory = { readonly ring: SharedArrayBuffer } | LoudnessMemory

export type HostMessage =
  | PlanMessage
  /** From now on the sound of a place is read, whatever plan follows. */
  | { readonly type: 'openPlace'; readonly id: number; readonly place: Place; readonly memory: PlaceMemory }
  | { readonly type: 'closePlace'; readonly id: number }
  | { readonly type: 'meters'; readonly setup: MeterSetup }
  /** A device is listened to closely, or none any more. */
  | { readonly type: 'hear'; readonly request: AuditionRequest | null }
  | { readonly type: 'resetMeters' }
  | { readonly type: 'close' }

/** What the worklet is made with. */
export interface HostOptions {
  readonly module: WasmModule
  readonly transport: SharedArrayBuffer
  readonly params: SharedArrayBuffer
  /** Of the output. */
  readonly loudness: LoudnessMemory
  readonly places: SharedArrayBuffer
  readonly plan: PlanMessage
}

export type HostEvent =
  /** The stream's first frame was rendered at this time of the context; again when it goes on after running dry. */
  | { readonly type: 'started'; readonly epoch: number; readonly contextTime: number; readonly streamFrame: number }
  /** The streams ran dry; the sound waits for them. */
  | { readonly type: 'dry'; readonly epoch: number }
  /** A strip, or the rack where it is null, gave something that is no number; it was silenced and its devices began anew. */
  | { readonly type: 'damaged'; readonly stripId: string | null }
  | { readonly type: 'failed'; readonly message: string }

export const processorName = 'mixwright-engine'
