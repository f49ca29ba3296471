import { CELL_FRAMES } from '../../../shared/engine/kernel/grid.ts'
import type { Kernel } from '../../../shared/engine/kernel/kernel.ts'
import { createMeter, type Meter } from '../../../shared/measure/meter.ts'
import { LoudnessBoard } from '../memory/loudness-board.ts'

/** The quick figures are renewed about every 20 ms, the gated ones, which cost more, every 200 ms and one at a time. */
const QUICK_SECONDS = 0.02
const GATED_SECONDS = 0.1

/** Measures the engine's output as it is heard. */
export class MasterMeters {
  readonly #meter: Meter
  readonly #board: LoudnessBoard
  readonly #quickCells: number
  readonly #gatedCells: number
  #cells = 0
  #rangeIsNext = false

  constructor(kernel: Kernel, sampleRate: number, loudness: SharedArrayBuffer) {
    this.#meter = createMeter(kernel, sampleRate, 2, 'bounded')
    this.#board = new LoudnessBoard(loudness)
    this.#quickCells = Math.max(1, Math.round((QUICK_SECONDS * sampleRate) / CELL_FRAMES))
    this.#gatedCells = Math.max(1, Math.round((GATED_SECONDS * sampleRate) / CELL_FRAMES))
  }

  /** Measures one cell at `pointer` in the kernel. */
  push(pointer: number): void {
    this.#meter.pushPointer(pointer, CELL_FRAMES)
    this.#cells += 1
    if (this.#cells % this.#quickCells === 0) {
      this.#board.set('momentaryLufs', this.#meter.momentaryLufs())
      this.#board.set('shortTermLufs', this.#meter.shortTermLufs())
      this.#board.set('truePeakDbtp', this.#meter.truePeakDbtp())
      this.#board.set('correlation', this.#meter.correlation())
    }
    if (this.#cells % this.#gatedCells !== 0) return
    if (this.#rangeIsNext) this.#board.set('rangeLu', this.#meter.rangeLu())
    else this.#board.set('integratedLufs', this.#meter.integratedLufs())
    this.#rangeIsNext = !this.#rangeIsNext
  }

  reset(): void {
    this.#meter.reset()
    this.#board.clear()
    this.#cells = 0
  }
}
