import { readFileSync } from 'node:fs'
import { LiveEngine } from '../../../renderer/live/host/live-engine.ts'
import type { HostEvent, PlanMessage } from '../../../renderer/live/host/messages.ts'
import { devicesOfPlan } from '../../../renderer/live/host/plan-index.ts'
import { figureRows, peakSlots } from '../../../renderer/live/host/strip-meters.ts'
import { FigureBoard } from '../../../renderer/live/memory/figure-board.ts'
import { LoudnessBoard } from '../../../renderer/live/memory/loudness-board.ts'
import { ParamQueue } from '../../../renderer/live/memory/param-queue.ts'
import { PeakBoard } from '../../../renderer/live/memory/peak-board.ts'
import { PlaceRing } from '../../../renderer/live/memory/place-ring.ts'
import { TrackRing } from '../../../renderer/live/memory/track-ring.ts'
import { TransportBoard } from '../../../renderer/live/memory/transport-board.ts'
import type { Segment } from '../../../renderer/live/stream/play-order.ts'
import { PoolCache } from '../../../renderer/live/stream/pool-cache.ts'
import { TrackStreams } from '../../../renderer/live/stream/track-streams.ts'
import type { Plan } from '../../../shared/engine/mixer/plan.ts'
import type { PlaylistRegion } from '../../../shared/engine/playlist/playlist.ts'
import { testKernel } from '../engine/test-kernel.ts'
import { poolInMemory } from './pool-in-memory.ts'

export const RATE = 48000
const module = new WebAssembly.Module(readFileSync(new URL('../../../out/kernel/kernel.wasm', import.meta.url)))

/** A region of a whole stereo stem. */
export function whole(assetId: string, samples: Float32Array, startFrame = 0): PlaylistRegion {
  const lengthFrames = samples.length / 2
  return { assetId, channels: 2, startFrame, offsetFrames: 0, lengthFrames, reversed: false, gainDb: 0, fades: [] }
}

/** Worklet, stream worker and page in one thread, driven by hand: stems by asset id are stereo at 48 kHz. */
export class LiveRig {
  readonly board = new TransportBoard()
  readonly queue = ParamQueue.allocate()
  readonly loudness = LoudnessBoard.allocate()
  readonly places = PlaceRing.allocate(RATE)
  readonly rings = new Map<string, TrackRing>()
  readonly events: HostEvent[] = []
  readonly engine: LiveEngine
  readonly streams: TrackStreams
  segments: readonly Segment[] = []
  readonly truePeaks = PeakBoard.allocate(2)
  peaks = PeakBoard.allocate(1)
  figures = FigureBoard.allocate(1)
  serial = 1
  cells = 0
  #epoch = 0

  constructor(plan: Plan, stems: Readonly<Record<string, Float32Array>>) {
    const pool = poolInMemory((hash, first, count) => stems[hash]!.subarray(first, first + count))
    const cache = new PoolCache(pool, RATE, 1e9, () => {})
    this.streams = new TrackStreams(testKernel(), RATE, this.board, this.places, cache, (_, segments) => {
      this.segments = segments
    })
    this.streams.setAssets(
      Object.fromEntries(
        Object.entries(stems).map(([id, samples]) => [
          id,
          { name: id, poolHash: id, channels: 2 as const, frames: samples.length / 2 },
        ]),
      ),
    )
    this.engine = new LiveEngine(
      {
        module,
        transport: this.board.buffer,
        params: this.queue.buffer,
        loudness: { loudness: this.loudness.buffer, truePeaks: this.truePeaks.buffer },
        places: this.places.buffer,
        plan: this.message(plan),
      },
      RATE,
      (event) => this.events.push(event),
    )
  }

  /** The message that carries a plan, with rings for all its audio strips. */
  message(plan: Plan): PlanMessage {
    for (const strip of plan.strips)
      if (strip.kind === 'audio' && !this.rings.has(strip.id)) this.rings.set(strip.id, TrackRing.allocate(RATE))
    this.peaks = PeakBoard.allocate(peakSlots(plan, devicesOfPlan(plan)))
    this.figures = FigureBoard.allocate(figureRows(plan))
    return {
      type: 'plan',
      serial: this.serial,
      plan,
      rings: Object.fromEntries([...this.rings].map(([id, ring]) => [id, ring.buffer])),
      peaks: this.peaks.buffer,
      figures: this.figures.buffer,
      files: {},
    }
  }

  setTrack(stripId: string, regions: readonly PlaylistRegion[]): void {
    // A message carries shared memory as another object each time.
    this.streams.setTrack(stripId, structuredClone(this.rings.get(stripId)!.buffer), regions)
  }

  /** Begins a stream, and playing with it. */
  async playFrom(frame: number, cutIn = false): Promise<void> {
    this.#epoch += 1
    this.board.request(this.#epoch, true)
    this.streams.locate(this.#epoch, frame, cutIn)
    await this.streams.pump()
  }

  stop(): void {
    this.board.request(this.#epoch, false)
  }

  /** Renders whole cells, interleaved; the streams are filled in between unless they are not to be. */
  async render(frames: number, fill = true): Promise<Float32Array> {
    const left = new Float32Array(128)
    const right = new Float32Array(128)
    const cells = Math.ceil(frames / 128)
    const output = new Float32Array(cells * 256)
    for (let cell = 0; cell < cells; cell++) {
      if (fill && cell % 64 === 0) await this.streams.pump()
      this.engine.process(left, right, (this.cells * 128) / RATE)
      this.cells += 1
      for (let i = 0; i < 128; i++) {
        output[cell * 256 + 2 * i] = left[i]!
        output[cell * 256 + 2 * i + 1] = right[i]!
      }
    }
    return output
  }
}
