import type { Kernel } from '../engine/kernel/kernel.ts'

/**
 * The needles of the standards: the peak programme meters of IEC 60268-10, type I (DIN) and type II (BBC, EBU), and the volume
 * meter of IEC 60268-17. In the order the kernel counts them.
 */
export const needles = ['none', 'type1', 'type2', 'vu'] as const
export type Needle = (typeof needles)[number]

interface LevelExports {
  levelNew(): number
  levelSetNeedle(meter: number, needle: number, sampleRate: number): void
  levelPush(meter: number, source: number, frames: number): void
  levelCloseHop(meter: number): void
  levelPeak(meter: number, side: number): number
  levelRms(meter: number, side: number, hops: number): number
  levelCorrelation(meter: number, hops: number): number
  levelNeedle(meter: number, side: number): number
  levelReset(meter: number): void
}

/**
 * The quick figures of a stereo signal, linear with full scale = 1: cheap enough for every strip of a large song. Mean squares
 * and correlation are of whole hops, which the caller closes at equal distances. Nothing here but the constructor allocates.
 */
export class LevelMeter {
  readonly #kernel: Kernel
  readonly #exports: LevelExports
  readonly #meter: number
  readonly #sampleRate: number

  constructor(kernel: Kernel, sampleRate: number) {
    this.#kernel = kernel
    this.#exports = kernel.exports as unknown as LevelExports
    this.#sampleRate = sampleRate
    this.#meter = this.#exports.levelNew()
  }

  /** Chooses a needle, which begins at rest. */
  setNeedle(needle: Needle): void {
    this.#exports.levelSetNeedle(this.#meter, needles.indexOf(needle), this.#sampleRate)
  }

  /** Measures frames of finite interleaved stereo in the kernel's memory. */
  pushPointer(pointer: number, frames: number): void {
    this.#exports.levelPush(this.#meter, pointer, frames)
  }

  /** Ends a hop; peaks begin anew. A window reaches over at most 256. */
  closeHop(): void {
    this.#exports.levelCloseHop(this.#meter)
  }

  /** The highest sample of a side since the hop began. */
  peak(side: 0 | 1): number {
    return this.#exports.levelPeak(this.#meter, side)
  }

  /** Root mean square of a side over the last hops; a full-scale sine reads 0.7071. */
  rms(side: 0 | 1, hops: number): number {
    return this.#exports.levelRms(this.#meter, side, hops)
  }

  /** Correlation of the sides over the last hops, −1 to 1; NaN where one is silent. */
  correlation(hops: number): number {
    return this.#exports.levelCorrelation(this.#meter, hops)
  }

  /** Where a side's needle stands: a lasting sine reads its amplitude. 0 without a needle. */
  needle(side: 0 | 1): number {
    return this.#exports.levelNeedle(this.#meter, side)
  }

  reset(): void {
    this.#exports.levelReset(this.#meter)
  }

  /** Gives the kernel's memory back. */
  release(): void {
    this.#kernel.release(this.#meter)
  }
}
