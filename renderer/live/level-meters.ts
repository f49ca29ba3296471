import type { Place } from '../../shared/engine/mixer/probe.ts'
import type { Id } from '../../shared/model/document.ts'
import type { EngineNode } from './engine-node.ts'
import type { TapRange } from './host/device-taps.ts'
import { FallingLevel, gainToDb, HeldLevel } from './meter-fall.ts'
import { defaultMeterSettings, type MeterSettings, meterScales } from './meter-settings.ts'
import type { PlaceDesk, PlaceMeter } from './places.ts'

/** Figures of the master as it is heard; null where one is not defined. */
export interface MasterLevels {
  momentaryLufs: number | null
  shortTermLufs: number | null
  integratedLufs: number | null
  rangeLu: number | null
  truePeakDbtp: number | null
  correlation: number | null
}

/** What the meter of a strip shows, left and right, in dB of full scale unless the kind of meter has another unit. */
export interface StripLevels {
  readonly barDb: [number, number]
  /** The peak that a mean-square bar has beside it, otherwise the bar. */
  readonly peakDb: [number, number]
  readonly heldDb: [number, number]
  /** Whether a sample, or between them the sound, reached full scale since the lamps were put out. */
  readonly clipped: [boolean, boolean]
  /** The highest level since the lamps were put out. */
  highestDb: number
  /** Null while it is not defined. */
  correlation: number | null
}

/** A strip that no meter read for so long is out of sight. */
const UNSEEN_MS = 2000
/** What a device told last stands so long, so that every picture of a repaint sees it. */
const TAP_HOLD_MS = 100
const sides = [0, 1] as const
const SILENT_DB = -144

/** One meter as it moves. */
class MovingMeter {
  readonly levels: StripLevels = {
    barDb: [SILENT_DB, SILENT_DB],
    peakDb: [SILENT_DB, SILENT_DB],
    heldDb: [SILENT_DB, SILENT_DB],
    clipped: [false, false],
    highestDb: SILENT_DB,
    correlation: null,
  }
  readonly #bars = [new FallingLevel(), new FallingLevel()] as const
  readonly #peaks = [new FallingLevel(), new FallingLevel()] as const
  readonly #held = [new HeldLevel(), new HeldLevel()] as const

  clear(): void {
    for (const side of sides) {
      this.levels.clipped[side] = false
      this.#held[side].clear()
    }
    this.levels.highestDb = SILENT_DB
  }

  move(
    engine: EngineNode | null,
    playing: boolean,
    trackId: Id | null,
    measured: Measured,
    settings: MeterSettings,
    now: number,
  ): void {
    const { levels } = this
    const meters = engine?.meters
    const row = meters?.rowOf(trackId) ?? -1
    const { offsetDb } = meterScales[settings.kind]
    for (const side of sides) {
      const sample = meters?.takePeak(row, side) ?? 0
      const peak = settings.kind === 'truePeak' ? Math.max(sample, measured.truePeak(side)) : sample
      if (peak >= 1) levels.clipped[side] = true
      levels.peakDb[side] = this.#peaks[side].next(peak, now)
      const bar = this.#bars[side]
      if (settings.kind === 'peak' || settings.kind === 'truePeak') levels.barDb[side] = levels.peakDb[side]
      else if (!meters || !playing) levels.barDb[side] = bar.nextDb(SILENT_DB, now)
      else if (settings.kind === 'loudness') levels.barDb[side] = bar.stand(measured.loudness(side) ?? SILENT_DB, now)
      else levels.barDb[side] = bar.stand(gainToDb(meters.bar(row, side)) + offsetDb, now)
      levels.heldDb[side] = this.#held[side].next(levels.barDb[side], now, settings.holdSeconds * 1000)
      levels.highestDb = Math.max(levels.highestDb, levels.barDb[side])
    }
    const correlation = playing ? (meters?.correlation(row) ?? Number.NaN) : Number.NaN
    levels.correlation = Number.isNaN(correlation) ? null : correlation
  }
}

/** What only those meters measure that somebody looks at. */
interface Measured {
  /** The highest true peak since the last look, linear. */
  truePeak(side: 0 | 1): number
  /** Momentary loudness on the left, short-term on the right. */
  loudness(side: 0 | 1): number | null
}

const unmeasured: Measured = { truePeak: () => 0, loudness: () => null }

function measuredBy(meter: PlaceMeter): Measured {
  return {
    truePeak: (side) => meter.takeTruePeak(side),
    loudness: (side) => meter.figure(side === 0 ? 'momentaryLufs' : 'shortTermLufs'),
  }
}

/** The meters of the page: what the worklet measures, with the fall and the hold that eyes need. */
export class LevelMeters {
  readonly #places: PlaceDesk
  readonly #meters = new Map<Id | null, MovingMeter>()
  readonly #reductions = new Map<Id, FallingLevel>()
  readonly #taps = new Map<string, { range: TapRange; atMs: number }>()
  /** By strip id, while true peaks or loudness are to be seen. */
  readonly #measured = new Map<Id | null, { readonly meter: PlaceMeter; readonly read: Measured; lastMs: number }>()
  #sweptMs = 0
  settings: MeterSettings = defaultMeterSettings

  constructor(places: PlaceDesk) {
    this.#places = places
  }

  set(settings: MeterSettings): void {
    const { kind, point } = this.settings
    this.settings = settings
    if (settings.kind === kind && settings.point === point) return
    this.#endMeasuring()
    for (const meter of this.#meters.values()) meter.clear()
  }

  #endMeasuring(): void {
    for (const { meter } of this.#measured.values()) meter.close()
    this.#measured.clear()
  }

  /** `playing`: the figures are of now. What is left of the moment it stopped counts once more, and then the bars fall. */
  levels(engine: EngineNode | null, playing: boolean, trackId: Id | null, nowMs: number): StripLevels {
    let meter = this.#meters.get(trackId)
    if (!meter) {
      meter = new MovingMeter()
      this.#meters.set(trackId, meter)
    }
    meter.move(engine, playing, trackId, this.#measure(trackId, nowMs), this.settings, nowMs)
    return meter.levels
  }

  /** Measures what costs more only while somebody looks at the strip. */
  #measure(trackId: Id | null, nowMs: number): Measured {
    const { kind, point } = this.settings
    if (kind !== 'truePeak' && kind !== 'loudness') return unmeasured
    if (nowMs - this.#sweptMs > UNSEEN_MS) this.#dropUnseen(nowMs)
    let measured = this.#measured.get(trackId)
    if (!measured) {
      const place: Place = trackId === null ? { kind: 'output' } : { kind: 'strip', stripId: trackId, at: point }
      const meter = this.#places.openMeter(place)
      measured = { meter, read: measuredBy(meter), lastMs: nowMs }
      this.#measured.set(trackId, measured)
    }
    measured.lastMs = nowMs
    return measured.read
  }

  #dropUnseen(nowMs: number): void {
    this.#sweptMs = nowMs
    for (const [id, { meter, lastMs }] of this.#measured) {
      if (nowMs - lastMs < UNSEEN_MS) continue
      meter.close()
      this.#measured.delete(id)
    }
  }

  /** Puts lamps out: one strip's, the output's (null), or all. */
  clearClips(trackId?: Id | null): void {
    for (const [id, meter] of this.#meters) if (trackId === undefined || id === trackId) meter.clear()
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
    const range = engine?.meters.takeTap(deviceId, index)
    if (range) this.#taps.set(key, { range, atMs: now })
    const known = this.#taps.get(key)
    return known && now - known.atMs < TAP_HOLD_MS ? known.range : null
  }

  master(engine: EngineNode | null): MasterLevels {
    const figures = engine?.loudness
    return {
      momentaryLufs: figures?.get('momentaryLufs') ?? null,
      shortTermLufs: figures?.get('shortTermLufs') ?? null,
      integratedLufs: figures?.get('integratedLufs') ?? null,
      rangeLu: figures?.get('rangeLu') ?? null,
      truePeakDbtp: figures?.get('truePeakDbtp') ?? null,
      correlation: figures?.get('correlation') ?? null,
    }
  }

  /** Forgets everything, as for another project. */
  clear(): void {
    this.#meters.clear()
    this.#reductions.clear()
    this.#taps.clear()
    this.#endMeasuring()
  }
}
