import { token } from '../ui/canvas.ts'

/** The part of hearing that frequency plots show. */
export const LOWEST_HZ = 20
export const HIGHEST_HZ = 20_000
const SPAN = Math.log(HIGHEST_HZ / LOWEST_HZ)

/** Where a frequency lies on a plot of that width, in pixels; equal ratios are equally far apart. */
export function frequencyX(hz: number, width: number): number {
  return (Math.log(hz / LOWEST_HZ) / SPAN) * width
}

/** The frequency at a place of the plot. */
export function frequencyAt(x: number, width: number): number {
  return LOWEST_HZ * Math.exp((x / width) * SPAN)
}

const decades = [20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000]

/** Vertical lines at round frequencies, with their names at the bottom. */
export function drawFrequencyGrid(context: CanvasRenderingContext2D, width: number, height: number): void {
  context.font = `10px ${token('--font')}`
  context.textAlign = 'center'
  for (const hz of decades) {
    const x = Math.round(frequencyX(hz, width)) + 0.5
    context.fillStyle = token('--line-soft')
    context.fillRect(x, 0, 1, height)
    if (hz === LOWEST_HZ || hz === HIGHEST_HZ) continue
    context.fillStyle = token('--muted')
    context.fillText(hz < 1000 ? `${hz}` : `${hz / 1000}k`, x, height - 4)
  }
}

/** Horizontal lines at levels, with their names at the left. */
export function drawLevelGrid(
  context: CanvasRenderingContext2D,
  width: number,
  levelsDb: readonly number[],
  yOf: (db: number) => number,
): void {
  context.font = `10px ${token('--font')}`
  context.textAlign = 'left'
  for (const db of levelsDb) {
    const y = Math.round(yOf(db)) + 0.5
    context.fillStyle = db === 0 ? token('--line') : token('--line-soft')
    context.fillRect(0, y, width, 1)
    context.fillStyle = token('--muted')
    context.fillText(db > 0 ? `+${db}` : `${db}`.replace('-', '−'), 4, y - 3)
  }
}
