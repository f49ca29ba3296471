import { CELL_SAMPLES, cellsOf, STREAM_SECONDS } from './cells.ts'

const START_CELL = 0
const WRITTEN_CELL = 1
const HEADER_BYTES = 16
const NEVER = 0x7fffffff
/** Room behind the stream's two seconds, so that a new stream spares what the old one still fades out from. */
const SPARE_CELLS = 128

/**
 * One track's stream between the stream worker, which writes ahead, and the worklet, which reads a cell at a time.
 * Places are cells that only grow; cell n lies at n modulo the ring's length. Interleaved stereo float32.
 */
export class TrackRing {
  readonly buffer: SharedArrayBuffer
  readonly #words: Int32Array<SharedArrayBuffer>
  readonly #samples: Float32Array<SharedArrayBuffer>
  readonly #cells: number

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer
    this.#words = new Int32Array(buffer, 0, 2)
    this.#samples = new Float32Array(buffer, HEADER_BYTES)
    this.#cells = this.#samples.length / CELL_SAMPLES
  }

  /** A ring without a stream: it reads as silence until the worker begins one. */
  static allocate(sampleRate: number): TrackRing {
    const cells = cellsOf(STREAM_SECONDS, sampleRate) + SPARE_CELLS
    const ring = new TrackRing(new SharedArrayBuffer(HEADER_BYTES + cells * CELL_SAMPLES * 4))
    Atomics.store(ring.#words, START_CELL, NEVER)
    Atomics.store(ring.#words, WRITTEN_CELL, NEVER)
    return ring
  }

  /** Writer: a stream begins at `cell`, with nothing written yet. What lies before stays readable. */
  begin(cell: number): void {
    Atomics.store(this.#words, WRITTEN_CELL, cell)
    if (Atomics.load(this.#words, START_CELL) > cell) Atomics.store(this.#words, START_CELL, cell)
  }

  /** The first cell that is not written yet. */
  get writtenCell(): number {
    return Atomics.load(this.#words, WRITTEN_CELL)
  }

  /** Writer: lays whole cells of samples at `cell`. They count once `publish` says so. */
  write(cell: number, samples: Float32Array): void {
    const cells = samples.length / CELL_SAMPLES
    for (let done = 0; done < cells; ) {
      const at = (cell + done) % this.#cells
      const count = Math.min(cells - done, this.#cells - at)
      this.#samples.set(samples.subarray(done * CELL_SAMPLES, (done + count) * CELL_SAMPLES), at * CELL_SAMPLES)
      done += count
    }
  }

  /** Writer: everything before `cell` may be read, nothing from it on. */
  publish(cell: number): void {
    Atomics.store(this.#words, WRITTEN_CELL, cell)
  }

  /** How many cells can be read from `cell` on. A ring whose stream begins later has silence until then. */
  available(cell: number): number {
    return Atomics.load(this.#words, START_CELL) > cell ? NEVER : Atomics.load(this.#words, WRITTEN_CELL) - cell
  }

  /** Copies one cell to `target` at `at`, silence where nothing is written. Neither allocates nor throws. */
  read(cell: number, target: Float32Array, at: number): void {
    const begun = Atomics.load(this.#words, START_CELL) <= cell
    if (!begun || Atomics.load(this.#words, WRITTEN_CELL) <= cell) {
      target.fill(0, at, at + CELL_SAMPLES)
      return
    }
    const samples = this.#samples
    const from = (cell % this.#cells) * CELL_SAMPLES
    for (let i = 0; i < CELL_SAMPLES; i++) target[at + i] = samples[from + i]!
  }
}
