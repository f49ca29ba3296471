import { deviceSpecs } from '../../../shared/engine/devices/specs.ts'
import type { Engine } from '../../../shared/engine/engine.ts'
import type { Plan, PlanDevice } from '../../../shared/engine/mixer/plan.ts'
import { PeakBoard } from '../memory/peak-board.ts'

/** Cells between two looks at the strips: often enough for any display. */
const EVERY_CELLS = 8

/** A board holds nothing below 0: levels and gains lie this far up, and turned over for their lowest. */
const TAP_OFFSET_DB = 256

/** How many things a device tells. */
function tapCount({ kind }: PlanDevice): number {
  return deviceSpecs[kind].taps?.length ?? 0
}

/** Slots of a plan's `PeakBoard`: two a strip, two for each thing a device tells, two for the output. */
export function peakSlots(plan: Plan, devices: readonly PlanDevice[]): number {
  return plan.strips.length * 2 + devices.reduce((count, device) => count + 2 * tapCount(device), 0) + 2
}

/** Where a device's first tap lies on the board. */
export function tapSlot(plan: Plan, devices: readonly PlanDevice[], deviceIndex: number): number {
  const before = devices.slice(0, deviceIndex)
  return plan.strips.length * 2 + before.reduce((count, device) => count + 2 * tapCount(device), 0)
}

/** The highest and the lowest that a device told, in dB. */
export interface TapRange {
  readonly high: number
  readonly low: number
}

/** What the two slots of a tap hold since they were read last; null for nothing. */
export function takeTap(board: PeakBoard, slot: number): TapRange | null {
  const high = board.take(slot)
  const low = board.take(slot + 1)
  return high === 0 || low === 0 ? null : { high: high - TAP_OFFSET_DB, low: TAP_OFFSET_DB - low }
}

/** Carries the peaks of strips and output and what devices tell from the engine to shared memory. */
export class StripMeters {
  readonly #plan: Plan
  readonly #board: PeakBoard
  #cells = 0
  /** A strip that gave samples that are no number since the plan came; '' while none did. */
  damagedStrip = ''

  constructor(message: { readonly plan: Plan; readonly peaks: SharedArrayBuffer }) {
    this.#plan = message.plan
    this.#board = new PeakBoard(message.peaks)
  }

  /** Call after every cell. */
  read(engine: Engine, devices: readonly PlanDevice[]): void {
    this.#cells = (this.#cells + 1) % EVERY_CELLS
    if (this.#cells !== 0) return
    const strips = this.#plan.strips
    for (let i = 0; i < strips.length; i++) {
      const { id } = strips[i]!
      this.#board.raise(2 * i, engine.stripPeak(id, 0))
      this.#board.raise(2 * i + 1, engine.stripPeak(id, 1))
      if (engine.isStripDamaged(id)) this.damagedStrip = id
      engine.clearMeters(id)
    }
    let slot = 2 * strips.length
    for (let i = 0; i < devices.length; i++) {
      const count = tapCount(devices[i]!)
      for (let tap = 0; tap < count; tap++, slot += 2) {
        const db = engine.deviceTap(devices[i]!.id, tap)
        this.#board.raise(slot, TAP_OFFSET_DB + db)
        this.#board.raise(slot + 1, TAP_OFFSET_DB - db)
      }
    }
  }

  /** The highest sample of each side of a cell of interleaved output. */
  readOutput(samples: Float32Array): void {
    let left = 0
    let right = 0
    for (let i = 0; i < samples.length; i += 2) {
      left = Math.max(left, Math.abs(samples[i]!))
      right = Math.max(right, Math.abs(samples[i + 1]!))
    }
    const first = this.#board.slots - 2
    this.#board.raise(first, left)
    this.#board.raise(first + 1, right)
  }
}
