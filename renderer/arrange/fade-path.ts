import type { FadeShape } from '../../shared/model/document.ts'

/** How steep the slow and fast shapes are, as the engine has it. */
const steepness = 4

function slow(x: number): number {
  return (Math.exp(steepness * x) - 1) / (Math.exp(steepness) - 1)
}

/** Gain of a fade-in at 0 … 1 of its length, for drawing. */
export function fadeGain(shape: FadeShape, x: number): number {
  switch (shape) {
    case 'linear':
      return x
    case 'equalPower':
      return Math.sin((x * Math.PI) / 2)
    case 'sCurve':
      return 0.5 * (1 - Math.cos(x * Math.PI))
    case 'slow':
      return slow(x)
    case 'fast':
      return 1 - slow(1 - x)
  }
}

const points = 24

/**
 * SVG paths of a fade over a clip of the given height: the curve, and the area above it. `fromPx` is where the gain is 0
 * and `toPx` where it is 1, so that a fade-out runs from right to left.
 */
export function fadePaths(
  shape: FadeShape,
  fromPx: number,
  toPx: number,
  heightPx: number,
): { curve: string; shade: string } {
  const at = (index: number) => {
    const x = index / points
    return `${(fromPx + (toPx - fromPx) * x).toFixed(1)} ${((1 - fadeGain(shape, x)) * heightPx).toFixed(1)}`
  }
  const curve = `M ${Array.from({ length: points + 1 }, (_, index) => at(index)).join(' L ')}`
  return { curve, shade: `${curve} L ${fromPx.toFixed(1)} 0 Z` }
}
