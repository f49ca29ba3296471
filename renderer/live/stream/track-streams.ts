import { CELL_FRAMES, FRAME_BYTES } from '../../../shared/engine/kernel/grid.ts'
import type { Kernel } from '../../../shared/engine/kernel/kernel.ts'
import { type PlaylistRegion, regionSource } from '../../../shared/engine/playlist/playlist.ts'
import { renderPlaylist } from '../../../shared/engine/playlist/render-playlist.ts'
import {
  CELL_SAMPLES,
  cellsOf,
  FADE_SECONDS,
  PRIME_SECONDS,
  RESTART_CELLS,
  REWRITE_SECONDS,
  STREAM_SECONDS,
} from '../memory/cells.ts'
import type { PlaceRing } from '../memory/place-ring.ts'
import { TrackRing } from '../memory/track-ring.ts'
import type { TransportBoard } from '../memory/transport-board.ts'
import { cutRegions } from './cut-regions.ts'
import { type Loop, PlayOrder, type Segment } from './play-order.ts'
import type { Need, PoolAsset, PoolCache } from './pool-cache.ts'

/** What is rendered at once: short enough that a seek does not wait, long enough to cost little. */
const SLAB_SECONDS = 0.25

/** How far beyond what is rendered the files are fetched: a second, so that a few at a time are there in good time. */
const AHEAD_SLABS = 4

interface TrackStream {
  readonly ring: TrackRing
  regions: readonly PlaylistRegion[]
  /** The next cell to write. */
  cell: number
  /** Whether what is written ahead is to be written anew. */
  stale: boolean
}

/**
 * Renders every track's playlist into its ring, ahead of the worklet and in the order of playing. An edit rewrites what
 * lies a little ahead, and the old sound and the new crossfade at the seam.
 */
export class TrackStreams {
  readonly #kernel: Kernel
  readonly #board: TransportBoard
  readonly #places: PlaceRing
  readonly #cache: PoolCache
  readonly #onSegments: (epoch: number, segments: readonly Segment[]) => void
  readonly #streams = new Map<string, TrackStream>()
  readonly #slabCells: number
  readonly #primeCells: number
  readonly #aheadCells: number
  readonly #rewriteCells: number
  readonly #fadeFrames: number
  readonly #scratch: number
  #loop: Loop = { on: false, startFrame: 0, endFrame: 0 }
  #order: PlayOrder
  #epoch = 0
  #base = 0
  /** Counts everything that makes a slab under way worthless. */
  #changes = 0
  #pumping = false
  #lastTold: Segment | null = null
  /** The first cell whose place on the timeline is not written. */
  #placed = 0

  /** `onSegments` is told how stream frames lie on the timeline whenever that is known anew. */
  constructor(
    kernel: Kernel,
    sampleRate: number,
    board: TransportBoard,
    places: PlaceRing,
    cache: PoolCache,
    onSegments: (epoch: number, segments: readonly Segment[]) => void,
  ) {
    this.#kernel = kernel
    this.#board = board
    this.#places = places
    this.#cache = cache
    this.#onSegments = onSegments
    this.#slabCells = cellsOf(SLAB_SECONDS, sampleRate)
    this.#primeCells = cellsOf(PRIME_SECONDS, sampleRate) + 1
    this.#aheadCells = cellsOf(STREAM_SECONDS, sampleRate)
    this.#rewriteCells = cellsOf(REWRITE_SECONDS, sampleRate)
    this.#fadeFrames = Math.ceil(FADE_SECONDS * sampleRate)
    this.#scratch = kernel.alloc(this.#slabCells * CELL_FRAMES * FRAME_BYTES)
    this.#order = new PlayOrder(0, false, this.#loop)
  }

  setAssets(assets: Readonly<Record<string, PoolAsset>>): void {
    this.#cache.setAssets(assets)
  }

  /**
   * Gives a track its regions, in order of their starts. Its ring counts the first time: shared memory comes with every
   * message as another object.
   */
  setTrack(trackId: string, ring: SharedArrayBuffer, regions: readonly PlaylistRegion[]): void {
    const known = this.#streams.get(trackId)
    if (known) {
      known.regions = regions
      known.stale = true
    } else {
      // A track that joins a running stream does so a little ahead, out of silence.
      const cell = this.#seamCell()
      const stream = { ring: new TrackRing(ring), regions, cell, stale: this.#isRunning() }
      if (this.#epoch > 0) stream.ring.begin(cell)
      this.#streams.set(trackId, stream)
    }
    this.#changes += 1
  }

  dropTrack(trackId: string): void {
    this.#streams.delete(trackId)
    this.#changes += 1
  }

  /** Begins stream `epoch` at a frame of the timeline. `cutIn`: in the middle of the sound. */
  locate(epoch: number, timelineFrame: number, cutIn: boolean): void {
    this.#base = Math.max(this.#board.readCell, this.#base) + RESTART_CELLS
    this.#epoch = epoch
    this.#order = new PlayOrder(timelineFrame, cutIn, this.#loop)
    for (const stream of this.#streams.values()) {
      stream.cell = this.#base
      stream.stale = false
      stream.ring.begin(this.#base)
    }
    this.#changes += 1
    // What devices with latency still hold when the sound starts lies before it.
    this.#placed = this.#base - Math.floor(this.#places.cells / 2)
    this.#place()
    this.#board.publishStream(epoch, this.#base)
    this.#tell()
  }

  setLoop(loop: Loop): void {
    this.#loop = loop
    if (this.#epoch === 0) return
    this.#order.setLoop(loop, (this.#seamCell() - this.#base) * CELL_FRAMES)
    for (const stream of this.#streams.values()) stream.stale = true
    this.#changes += 1
    this.#placed = Math.min(this.#placed, this.#seamCell())
    this.#place()
    this.#tell()
  }

  /** Writes where the cells lie that the streams reach. */
  #place(): void {
    const end = this.#readCell() + this.#aheadCells + 1
    const before = this.#order.timelineFrame(0)
    for (; this.#placed < end; this.#placed++) {
      const streamFrame = (this.#placed - this.#base) * CELL_FRAMES
      this.#places.set(this.#placed, streamFrame < 0 ? before + streamFrame : this.#order.timelineFrame(streamFrame))
    }
  }

  #tell(): void {
    this.#lastTold = this.#order.segments.at(-1) ?? null
    this.#onSegments(this.#epoch, this.#order.segments)
  }

  /** The cell the worklet reads next of the present stream. */
  #readCell(): number {
    return this.#isRunning() ? Math.max(this.#board.readCell, this.#base) : this.#base
  }

  #isRunning(): boolean {
    return this.#epoch > 0 && this.#board.runningEpoch === this.#epoch
  }

  /** Where an edit may cut in. Before the sound started that is at its beginning. */
  #seamCell(): number {
    return this.#isRunning() ? this.#readCell() + this.#rewriteCells : this.#base
  }

  /** Whether every ring is as full as it should be. */
  get isFull(): boolean {
    const target = this.#readCell() + this.#aheadCells
    for (const stream of this.#streams.values()) if (stream.stale || stream.cell < target) return false
    return true
  }

  /** Writes ahead until every ring is full. One call works at a time; others return at once. */
  async pump(): Promise<void> {
    if (this.#pumping || this.#epoch === 0) return
    this.#pumping = true
    try {
      while (!this.isFull) await this.#writeSlab()
    } finally {
      this.#pumping = false
    }
  }

  async #writeSlab(): Promise<void> {
    const read = this.#readCell()
    this.#order.forget((read - this.#base) * CELL_FRAMES - this.#aheadCells * CELL_FRAMES)
    this.#place()
    const stale = [...this.#streams.values()].filter((stream) => stream.stale)
    if (stale.length > 0) await this.#rewrite(stale)
    else await this.#extend(read)
    this.#cache.trim()
    if (this.#order.segments.at(-1) !== this.#lastTold) this.#tell()
  }

  /** Writes the next slab of those streams that are the least ahead. */
  async #extend(read: number): Promise<void> {
    const limit = read + this.#aheadCells
    let from = limit
    for (const stream of this.#streams.values()) from = Math.min(from, stream.cell)
    // The first slab after a seek is short, so that the sound starts soon.
    const cells = from - read < this.#primeCells ? this.#primeCells : this.#slabCells
    const end = Math.min(from + cells, limit)
    const streams = [...this.#streams.values()].filter((stream) => stream.cell < end)
    const changes = this.#changes
    await this.#cache.prepare(streams.flatMap((stream) => this.#needs(stream, stream.cell, end)))
    if (changes !== this.#changes) return
    // What comes next is fetched while this is rendered and played.
    const ahead = end + AHEAD_SLABS * this.#slabCells
    this.#cache.prepareAhead(streams.flatMap((stream) => this.#needs(stream, end, ahead)))
    for (const stream of streams) {
      // A stream that fell behind what is read catches up where it is needed.
      const start = Math.min(Math.max(stream.cell, this.#readCell()), end)
      stream.ring.write(start, this.#render(stream, start, end))
      stream.cell = end
      stream.ring.publish(end)
    }
  }

  /** Writes stale streams anew from the seam on. */
  async #rewrite(streams: readonly TrackStream[]): Promise<void> {
    const changes = this.#changes
    const reach = this.#seamCell() + 2 * this.#slabCells
    await this.#cache.prepare(streams.flatMap((stream) => this.#needs(stream, this.#seamCell(), reach)))
    // After a slow fetch the seam has moved past what was fetched: once more, from the cache.
    if (changes !== this.#changes || this.#seamCell() + this.#slabCells > reach) return
    for (const stream of streams) {
      const read = this.#readCell()
      const seam = Math.min(this.#seamCell(), Math.max(stream.cell, read))
      const end = seam + this.#slabCells
      const samples = this.#render(stream, seam, end)
      if (this.#isRunning()) this.#fadeFromOld(stream, seam, samples)
      stream.ring.write(seam, samples)
      stream.cell = end
      stream.stale = false
      stream.ring.publish(end)
    }
  }

  /** Crossfades from what the ring holds at the seam, which is silence where nothing is written. */
  #fadeFromOld(stream: TrackStream, seam: number, samples: Float32Array): void {
    const cells = Math.ceil(this.#fadeFrames / CELL_FRAMES)
    const old = new Float32Array(cells * CELL_SAMPLES)
    for (let cell = 0; cell < cells; cell++) stream.ring.read(seam + cell, old, cell * CELL_SAMPLES)
    for (let frame = 0; frame < this.#fadeFrames; frame++) {
      const gain = frame / this.#fadeFrames
      for (let i = 2 * frame; i < 2 * frame + 2; i++) samples[i] = old[i]! + (samples[i]! - old[i]!) * gain
    }
  }

  #needs(stream: TrackStream, fromCell: number, toCell: number): Need[] {
    const needs: Need[] = []
    const pieces = this.#order.pieces((fromCell - this.#base) * CELL_FRAMES, (toCell - fromCell) * CELL_FRAMES)
    for (const piece of pieces) {
      for (const region of cutRegions(stream.regions, piece, this.#fadeFrames)) {
        const startFrame = Math.max(piece.timelineFrame, region.startFrame)
        const endFrame = Math.min(piece.timelineFrame + piece.frames, region.startFrame + region.lengthFrames)
        needs.push({
          assetId: region.assetId,
          startFrame: regionSource(region, startFrame, endFrame - startFrame),
          frames: endFrame - startFrame,
        })
      }
    }
    return needs
  }

  /** At most a slab. The samples are valid until the next rendering. */
  #render(stream: TrackStream, fromCell: number, toCell: number): Float32Array {
    const frames = (toCell - fromCell) * CELL_FRAMES
    let done = 0
    for (const piece of this.#order.pieces((fromCell - this.#base) * CELL_FRAMES, frames)) {
      const regions = cutRegions(stream.regions, piece, this.#fadeFrames)
      const target = this.#scratch + done * FRAME_BYTES
      renderPlaylist(this.#kernel, regions, piece.timelineFrame, piece.frames, target, this.#cache)
      done += piece.frames
    }
    return this.#kernel.f32(this.#scratch, frames * 2)
  }
}
