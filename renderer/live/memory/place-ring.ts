import { CELL_FRAMES } from '../../../shared/engine/kernel/grid.ts'
import { cellsOf } from './cells.ts'

/** Enough for what streams are ahead, and for what the latest device is behind. */
const RING_SECONDS = 12

/** Where on the timeline each cell of a stream lies: the stream worker writes it ahead, the worklet looks it up. */
export class PlaceRing {
  readonly buffer: SharedArrayBuffer
  readonly #frames: Float64Array<SharedArrayBuffer>

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer
    this.#frames = new Float64Array(buffer)
  }

  static allocate(sampleRate: number): PlaceRing {
    return new PlaceRing(new SharedArrayBuffer(cellsOf(RING_SECONDS, sampleRate) * 8))
  }

  /** How many cells it remembers. */
  get cells(): number {
    return this.#frames.length
  }

  /** Writer: cell `cell` begins at a frame of the timeline. */
  set(cell: number, timelineFrame: number): void {
    this.#frames[this.#slot(cell)] = timelineFrame
  }

  /** The frame of the timeline that lies `frames` behind the first frame of `baseCell`, or before it where negative. */
  timelineFrame(baseCell: number, frames: number): number {
    const cells = Math.floor(frames / CELL_FRAMES)
    return this.#frames[this.#slot(baseCell + cells)]! + frames - cells * CELL_FRAMES
  }

  #slot(cell: number): number {
    return ((cell % this.#frames.length) + this.#frames.length) % this.#frames.length
  }
}
