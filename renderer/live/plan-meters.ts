import type { Plan } from '../../shared/engine/mixer/plan.ts'
import type { Id } from '../../shared/model/document.ts'
import { type TapRange, takeTap, tapSlots } from './host/device-taps.ts'
import { devicesOfPlan } from './host/plan-index.ts'
import { figureRows, peakSlots } from './host/strip-meters.ts'
import { FigureBoard } from './memory/figure-board.ts'
import { PeakBoard } from './memory/peak-board.ts'

/** The memory a plan is metered into. */
interface Boards {
  readonly peaks: PeakBoard
  readonly figures: FigureBoard
  /** Rows by strip id. */
  readonly rows: ReadonlyMap<Id, number>
  /** The first of each device's slots, by device id. */
  readonly devices: ReadonlyMap<Id, number>
}

function boardsOf(plan: Plan): Boards {
  const devices = devicesOfPlan(plan)
  let slot = 2 * plan.strips.length
  const firstSlots = new Map<Id, number>()
  for (const device of devices) {
    firstSlots.set(device.id, slot)
    slot += tapSlots(device)
  }
  return {
    peaks: PeakBoard.allocate(peakSlots(plan, devices)),
    figures: FigureBoard.allocate(figureRows(plan)),
    rows: new Map(plan.strips.map(({ id }, row) => [id, row])),
    devices: firstSlots,
  }
}

/** What the worklet measures of a plan's strips, its output and its devices, as the page reads it. */
export class PlanMeters {
  #now: Boards
  /** The worklet measures into these until it has the newest plan. */
  #before: Boards | null = null

  constructor(plan: Plan) {
    this.#now = boardsOf(plan)
  }

  get peaks(): SharedArrayBuffer {
    return this.#now.peaks.buffer
  }

  get figures(): SharedArrayBuffer {
    return this.#now.figures.buffer
  }

  /** Takes new memory for a new plan. A clip that nobody has looked at yet stays one. */
  follow(plan: Plan): void {
    const older = this.#before
    this.#before = this.#now
    this.#now = boardsOf(plan)
    if (older) this.#carry(older)
    this.#carry(this.#before)
  }

  #carry({ rows, peaks }: Boards): void {
    for (const [id, row] of rows) {
      const now = this.#now.rows.get(id)
      if (now === undefined) continue
      this.#now.peaks.raise(2 * now, peaks.take(2 * row))
      this.#now.peaks.raise(2 * now + 1, peaks.take(2 * row + 1))
    }
  }

  /** A strip's row; the output's where it is null. −1: it is not in the plan. */
  rowOf(trackId: Id | null): number {
    return trackId === null ? this.#now.rows.size : (this.#now.rows.get(trackId) ?? -1)
  }

  /** The highest sample of a row's side (0 left, 1 right) since the last look, linear. */
  takePeak(row: number, side: 0 | 1): number {
    if (row < 0) return 0
    const { peaks, rows } = this.#now
    return peaks.take((row === rows.size ? peaks.slots - 2 : 2 * row) + side)
  }

  /** What the bar of a row's side shows, linear. */
  bar(row: number, side: 0 | 1): number {
    return row < 0 ? 0 : this.#now.figures.bar(row, side)
  }

  /** Correlation of a row's sides; NaN where it is not defined. */
  correlation(row: number): number {
    return row < 0 ? Number.NaN : this.#now.figures.correlation(row)
  }

  /** What a device told since the last look, by index of its spec's taps; null for nothing. */
  takeTap(deviceId: Id, tap: number): TapRange | null {
    const first = this.#now.devices.get(deviceId)
    return first === undefined ? null : takeTap(this.#now.peaks, first + 2 * tap)
  }
}
