import type { Id } from '../../shared/model/document.ts'
import type { EngineNode } from './engine-node.ts'
import type { TapRange } from './host/strip-meters.ts'
import { FallingLevel } from './meter-fall.ts'

/** Figures of the master as it is heard; null where one is not defined. */
export interface MasterLevels {
  momentaryLufs: number | null
  shortTermLufs: number | null
  integratedLufs: number | null
  rangeLu: number | null
  truePeakDbtp: number | null
  correlation: number | null
  peakDb: [number, number]
}

/** What a device told last stands so long, so that every picture of a repaint sees it. */
const TAP_HOLD_MS = 100

type Pair = readonly [FallingLevel, FallingLevel]

/** Reads the worklet's meters for the page. */
export class LevelMeters {
  readonly #strips = new Map<Id, Pair>()
  readonly #reductions = new Map<Id, FallingLevel>()
  readonly #taps = new Map<string, { range: TapRange; atMs: number }>()
  #output: Pair = [new FallingLevel(), new FallingLevel()]

  stripPeakDb(engine: EngineNode | null, trackId: Id): readonly [number, number] {
    let pair = this.#strips.get(trackId)
    if (!pair) {
      pair = [new FallingLevel(), new FallingLevel()]
      this.#strips.set(trackId, pair)
    }
    const now = performance.now()
    return [
      pair[0].next(engine?.takeStripPeak(trackId, 0) ?? 0, now),
      pair[1].next(engine?.takeStripPeak(trackId, 1) ?? 0, now),
    ]
  }

  /** At most 0. */
  gainReductionDb(engine: EngineNode | null, deviceId: Id): number {
    let level = this.#reductions.get(deviceId)
    if (!level) {
      level = new FallingLevel(0)
      this.#reductions.set(deviceId, level)
    }
    return -level.nextDb(Math.max(0, -(this.tap(engine, deviceId, 0)?.low ?? 0)), performance.now())
  }

  /** What a device tells now, by index of its spec's taps; null while it tells nothing. */
  tap(engine: EngineNode | null, deviceId: Id, index: number): TapRange | null {
    const key = `${deviceId} ${index}`
    const now = performance.now()
    const range = engine?.takeTap(deviceId, index)
    if (range) this.#taps.set(key, { range, atMs: now })
    const known = this.#taps.get(key)
    return known && now - known.atMs < TAP_HOLD_MS ? known.range : null
  }

  master(engine: EngineNode | null): MasterLevels {
    const now = performance.now()
    const figures = engine?.loudness
    return {
      momentaryLufs: figures?.get('momentaryLufs') ?? null,
      shortTermLufs: figures?.get('shortTermLufs') ?? null,
      integratedLufs: figures?.get('integratedLufs') ?? null,
      rangeLu: figures?.get('rangeLu') ?? null,
      truePeakDbtp: figures?.get('truePeakDbtp') ?? null,
      correlation: figures?.get('correlation') ?? null,
      peakDb: [
        this.#output[0].next(engine?.takeOutputPeak(0) ?? 0, now),
        this.#output[1].next(engine?.takeOutputPeak(1) ?? 0, now),
      ],
    }
  }

  /** Forgets everything, as for another project. */
  clear(): void {
    this.#strips.clear()
    this.#reductions.clear()
    this.#taps.clear()
    this.#output = [new FallingLevel(), new FallingLevel()]
  }
}
