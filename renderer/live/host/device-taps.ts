import { deviceSpecs } from '../../../shared/engine/devices/specs.ts'
import type { Engine } from '../../../shared/engine/engine.ts'
import type { PlanDevice } from '../../../shared/engine/mixer/plan.ts'
import type { PeakBoard } from '../memory/peak-board.ts'

/** A board holds nothing below 0: levels and gains lie this far up, and turned over for their lowest. */
const OFFSET_DB = 256

/** Slots of a `PeakBoard` for all that a device tells: two for each thing. */
export function tapSlots({ kind }: Pick<PlanDevice, 'kind'>): number {
  return 2 * (deviceSpecs[kind].taps?.length ?? 0)
}

/** Raises what devices tell of the last cell from a slot on. Does not allocate. */
export function publishTaps(engine: Engine, devices: readonly PlanDevice[], board: PeakBoard, first: number): void {
  let slot = first
  for (let i = 0; i < devices.length; i++) {
    const { id } = devices[i]!
    const count = tapSlots(devices[i]!) / 2
    for (let tap = 0; tap < count; tap++, slot += 2) {
      const db = engine.deviceTap(id, tap)
      board.raise(slot, OFFSET_DB + db)
      board.raise(slot + 1, OFFSET_DB - db)
    }
  }
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
  return high === 0 || low === 0 ? null : { high: high - OFFSET_DB, low: OFFSET_DB - low }
}
