import type { FadeShape } from '../../model/document.ts'
import type { Kernel } from '../kernel/kernel.ts'

/** What the kernel counts the shapes as. */
export const fadeShapeIndex: Readonly<Record<FadeShape, number>> = {
  linear: 0,
  equalPower: 1,
  sCurve: 2,
  slow: 3,
  fast: 4,
}

/** Gain of a fade-in at `x` from 0 to 1; a fade-out is its mirror. The numbers the sound goes through, for drawing. */
export function fadeGain(kernel: Kernel, shape: FadeShape, x: number): number {
  const exports = kernel.exports as unknown as { fadeGain(shape: number, x: number): number }
  return exports.fadeGain(fadeShapeIndex[shape], x)
}
