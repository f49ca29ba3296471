const figures = ['momentaryLufs', 'shortTermLufs', 'integratedLufs', 'rangeLu', 'truePeakDbtp', 'correlation'] as const
export type LoudnessFigure = (typeof figures)[number]
const indices = Object.fromEntries(figures.map((figure, index) => [figure, index])) as Record<LoudnessFigure, number>

/** The master's figures, written by the worklet. Inside, NaN stands for a figure that is not defined. */
export class LoudnessBoard {
  readonly buffer: SharedArrayBuffer
  readonly #values: Float32Array<SharedArrayBuffer>

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer
    this.#values = new Float32Array(buffer)
  }

  static allocate(): LoudnessBoard {
    const board = new LoudnessBoard(new SharedArrayBuffer(figures.length * 4))
    board.clear()
    return board
  }

  clear(): void {
    this.#values.fill(Number.NaN)
  }

  set(figure: LoudnessFigure, value: number | null): void {
    this.#values[indices[figure]] = value === null ? Number.NaN : value
  }

  get(figure: LoudnessFigure): number | null {
    const value = this.#values[indices[figure]]!
    return Number.isNaN(value) ? null : value
  }
}
