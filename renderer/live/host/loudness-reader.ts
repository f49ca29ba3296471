import { CELL_FRAMES } from '../../../shared/engine/kernel/grid.ts'
import type { Kernel } from '../../../shared/engine/kernel/kernel.ts'
import { createMeter, type Meter } from '../../../shared/measure/meter.ts'
import { LoudnessBoard } from '../memory/loudness-board.ts'
import { PeakBoard } from '../memory/peak-board.ts'
import type { LoudnessMemory } from './messages.ts'

/** The quick figures are renewed about every 20 ms, the gated ones, which cost more, every 200 ms and one at a time. */
const QUICK_SECONDS = 0.02
const GATED_SECONDS = 0.1

/** Measures loudness, true peak and correlation of what it is given, for the page. */
export class LoudnessReader {
  readonly #meter: Meter
  readonly #board: LoudnessBoard
  readonly #truePeaks: PeakBoard
  readonly #quickCells: number
  readonly #gatedCells: number
  #cells = 0
  #rangeIsNext = false

  constructor(kernel: Kernel, sampleRate: number, { loudness, truePeaks }: LoudnessMemory) {
    this.#meter = createMeter(kernel, sampleRate, 2, 'bounded')
    this.#board = new LoudnessBoard(loudness)
    this.#truePeaks = new PeakBoard(truePeaks)
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
      this.#truePeaks.raise(0, this.#meter.takeTruePeak(0))
      this.#truePeaks.raise(1, this.#meter.takeTruePeak(1))
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

  release(): void {
    this.#meter.release()
  }
}
