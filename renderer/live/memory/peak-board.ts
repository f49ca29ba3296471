/**
 * Values of which the highest since the last look counts: raised by the worklet, taken by the page. All are at least 0,
 * where float32 bits sort like integers, so that one compare-and-exchange suffices.
 */
export class PeakBoard {
  readonly buffer: SharedArrayBuffer
  readonly #bits: Int32Array<SharedArrayBuffer>
  readonly #float = new Float32Array(1)
  readonly #float32Bits = new Int32Array(this.#float.buffer)

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer
    this.#bits = new Int32Array(buffer)
  }

  static allocate(slots: number): PeakBoard {
    return new PeakBoard(new SharedArrayBuffer(Math.max(1, slots) * 4))
  }

  get slots(): number {
    return this.#bits.length
  }

  /** Raises slot `index` to `value` if that is higher. */
  raise(index: number, value: number): void {
    this.#float[0] = value
    const bits = this.#float32Bits[0]!
    for (;;) {
      const known = Atomics.load(this.#bits, index)
      if (known >= bits || Atomics.compareExchange(this.#bits, index, known, bits) === known) return
    }
  }

  /** The highest value since it was taken last; 0 without any. */
  take(index: number): number {
    this.#float32Bits[0] = Atomics.exchange(this.#bits, index, 0)
    return this.#float[0]!
  }
}
