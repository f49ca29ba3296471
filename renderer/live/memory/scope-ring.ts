import { CELL_FRAMES } from '../../../shared/engine/kernel/grid.ts'
import { CELL_SAMPLES } from './cells.ts'

const HEADER_BYTES = 16
/** 0.34 s at 96 kHz: enough for a spectrum of 16384 points. */
const CELLS = 256
/** The reader keeps off the oldest cells, which the writer may be overwriting. */
const MARGIN_CELLS = 8

/** The newest sound of one place, for pictures: written by the worklet, copied by the page. */
export class ScopeRing {
  readonly buffer: SharedArrayBuffer
  readonly #written: Int32Array<SharedArrayBuffer>
  readonly #samples: Float32Array<SharedArrayBuffer>

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer
    this.#written = new Int32Array(buffer, 0, 1)
    this.#samples = new Float32Array(buffer, HEADER_BYTES)
  }

  static allocate(): ScopeRing {
    return new ScopeRing(new SharedArrayBuffer(HEADER_BYTES + CELLS * CELL_SAMPLES * 4))
  }

  /** How many frames were written since it was made. */
  get writtenFrames(): number {
    return Atomics.load(this.#written, 0) * CELL_FRAMES
  }

  /** Appends one cell of interleaved stereo that begins at `at` of `samples`. Does not allocate. */
  append(samples: Float32Array, at: number): void {
    const cell = Atomics.load(this.#written, 0)
    const to = (cell % CELLS) * CELL_SAMPLES
    const ring = this.#samples
    for (let i = 0; i < CELL_SAMPLES; i++) ring[to + i] = samples[at + i]!
    Atomics.store(this.#written, 0, cell + 1)
  }

  /** How many of the newest frames can be read. */
  get heldFrames(): number {
    return (CELLS - MARGIN_CELLS) * CELL_FRAMES
  }

  /** Copies the newest frames, oldest first, as many as fit and are there. Returns how many frames were copied. */
  readNewest(into: Float32Array): number {
    return this.readBefore(this.writtenFrames, into)
  }

  /** Copies the frames up to `endFrame`, counted as `writtenFrames` counts, likewise. */
  readBefore(endFrame: number, into: Float32Array): number {
    const written = this.writtenFrames
    const end = Math.min(endFrame, written)
    const oldest = Math.max(0, written - this.heldFrames)
    const frames = Math.max(0, Math.min(Math.floor(into.length / 2), end - oldest))
    const ringSamples = CELLS * CELL_SAMPLES
    const first = ((end - frames) * 2) % ringSamples
    const head = Math.min(frames * 2, ringSamples - first)
    into.set(this.#samples.subarray(first, first + head), 0)
    into.set(this.#samples.subarray(0, frames * 2 - head), head)
    return frames
  }
}
