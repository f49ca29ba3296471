import type { Engine } from '../../../shared/engine/engine.ts'
import type { Plan, PlanDevice } from '../../../shared/engine/mixer/plan.ts'
import { PeakBoard } from '../memory/peak-board.ts'

/** Cells between two looks at the strips: often enough for any display. */
const EVERY_CELLS = 8

/** Slots of a plan's `PeakBoard`: two a strip, one a device, two for the output. */
export function peakSlots(plan: Plan, deviceCount: number): number {
  return plan.strips.length * 2 + deviceCount + 2
}

/** Carries the peaks of strips and output and the gain reductions of devices from the engine to shared memory. */
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
    for (let i = 0; i < devices.length; i++)
      this.#board.raise(2 * strips.length + i, -engine.gainReductionDb(devices[i]!.id))
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
