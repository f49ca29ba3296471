import { onFrame } from '../ui/frame-hub.ts'

/**
 * Waveforms wait here to be drawn, so that however many there are, a repaint spends no more than its share on them. While
 * the zoom is changing none is drawn: what stands is stretched, and drawn anew when the hand rests.
 */

const budgetMs = 7
const restMs = 110

const waiting = new Map<object, () => void>()
let restUntil = 0
let stop: (() => void) | null = null

function run(): void {
  const start = performance.now()
  if (start < restUntil) return
  for (const [owner, draw] of waiting) {
    waiting.delete(owner)
    draw()
    if (performance.now() - start > budgetMs) return
  }
  if (waiting.size === 0) {
    stop?.()
    stop = null
  }
}

/** Draws soon; a second request of the same owner replaces the first. */
export function drawSoon(owner: object, draw: () => void): void {
  waiting.delete(owner)
  waiting.set(owner, draw)
  stop ??= onFrame(run)
}

export function drawNever(owner: object): void {
  waiting.delete(owner)
}

/** Puts all drawing off for a moment; called with every step of a zoom. */
export function restDrawing(): void {
  restUntil = performance.now() + restMs
}
