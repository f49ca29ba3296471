/** One requestAnimationFrame for everything that moves by itself: meters, playhead, clocks. */

type Draw = (timeMs: number) => void

const draws = new Set<Draw>()
let request = 0
let frame = 0
let lastMs = 0
let intervalMs = 16

/** Repaints that take longer than this on average are too many for the machine. */
const lateMs = 22
/** A pause longer than this was no slow repaint: nothing moved, or the window was hidden. */
const pauseMs = 250

function run(timeMs: number): void {
  frame++
  const sinceLast = timeMs - lastMs
  lastMs = timeMs
  if (sinceLast < pauseMs) intervalMs += (sinceLast - intervalMs) * 0.1
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

/** Whether repaints come late: what can be drawn half as often then leaves the time to what cannot. */
export function framesAreLate(): boolean {
  return intervalMs > lateMs
}

/** Number of the current repaint, for values that are read once per repaint. */
export function frameNumber(): number {
  return frame
}
