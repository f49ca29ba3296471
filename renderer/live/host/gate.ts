/** Opens and closes the output in straight ramps, so that nothing starts or stops with a click. */
export class Gate {
  readonly #frames: number
  #level = 0
  #target = 0

  /** `frames`: how long a full ramp takes. */
  constructor(frames: number) {
    this.#frames = frames
  }

  /** Moves at once. */
  jump(level: 0 | 1): void {
    this.#level = level
    this.#target = level
  }

  open(): void {
    this.#target = 1
  }

  close(): void {
    this.#target = 0
  }

  get isClosing(): boolean {
    return this.#target === 0
  }

  get isShut(): boolean {
    return this.#level === 0 && this.#target === 0
  }

  get isOpen(): boolean {
    return this.#level === 1 && this.#target === 1
  }

  /** The level of the next frame. */
  next(): number {
    const level = this.#level
    if (level < this.#target) this.#level = Math.min(1, level + 1 / this.#frames)
    else if (level > this.#target) this.#level = Math.max(0, level - 1 / this.#frames)
    return level
  }
}
