/** One requestAnimationFrame for everything that moves by itself: meters, playhead, clocks. */

type Draw = (timeMs: number) => void

const draws = new Set<Draw>()
let request = 0
let frame = 0

function run(timeMs: number): void {
  frame++
  request = draws.size > 0 ? requestAnimationFrame(run) : 0
  for (const draw of draws) draw(timeMs)
}

/** Calls back before every repaint, until the returned function is called. */
export function onFrame(draw: Draw): () => void {
  draws.add(draw)
  if (request === 0) request = requestAnimationFrame(run)
  return () => {
    draws.delete(draw)
  }
}

/** Number of the current repaint, for values that are read once per repaint. */
export function frameNumber(): number {
  return frame
}
