/** Figures of each strip: what its bar shows on the left and right, linear, and the correlation of the sides. */
const FIGURES = 3

/** The newest figures of strips, written by the worklet, read by the page. NaN stands for one that is not defined. */
export class FigureBoard {
  readonly buffer: SharedArrayBuffer
  readonly #values: Float32Array<SharedArrayBuffer>

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer
    this.#values = new Float32Array(buffer)
  }

  static allocate(rows: number): FigureBoard {
    return new FigureBoard(new SharedArrayBuffer(rows * FIGURES * 4))
  }

  set(row: number, left: number, right: number, correlation: number): void {
    this.#values[row * FIGURES] = left
    this.#values[row * FIGURES + 1] = right
    this.#values[row * FIGURES + 2] = correlation
  }

  bar(row: number, side: 0 | 1): number {
    return this.#values[row * FIGURES + side]!
  }

  correlation(row: number): number {
    return this.#values[row * FIGURES + 2]!
  }
}
