import { CELL_FRAMES } from '../../shared/engine/kernel/grid.ts'
import type { TransportBoard } from './memory/transport-board.ts'

/** The worklet's clock ticks in milliseconds, so that only the sum over a while says something. */
const WINDOW_CELLS = 600

/** How much of real time the engine takes, over windows of a second or two. */
export class CpuShare {
  #busyMs = 0
  #cells = 0
  #share: number | null = null

  /** 0 to 1; null until enough was played. */
  read(board: TransportBoard, sampleRate: number): number | null {
    const cells = board.renderedCells - this.#cells
    if (cells < WINDOW_CELLS) return this.#share
    const busyMs = board.busyMs
    this.#share = (busyMs - this.#busyMs) / ((cells * CELL_FRAMES * 1000) / sampleRate)
    this.#busyMs = busyMs
    this.#cells += cells
    return this.#share
  }
}
