/** One requestAnimationFrame for everything that moves by itself: meters, playhead, clocks. */

type Draw = (timeMs: number) => void

const draws = new Set<Draw>()
const beats = new Set<Draw>()
let request = 0
let frame = 0
let lastMs = 0
let intervalMs = 16
let lastBeatMs = 0
/** Whether something waits for its first beat. */
let joined = false

/** Repaints that take longer than this on average are too many for the machine. */
const lateMs = 22
/** A pause longer than this was no slow repaint: nothing moved, or the window was hidden. */
const pauseMs = 250
/** As often as a figure can be read. */
const beatMs = 62

function run(timeMs: number): void {
  frame++
  const sinceLast = timeMs - lastMs
  lastMs = timeMs
  if (sinceLast < pauseMs) intervalMs += (sinceLast - intervalMs) * 0.1
  request = draws.size + beats.size > 0 ? requestAnimationFrame(run) : 0
  for (const draw of draws) draw(timeMs)
  if (!joined && timeMs - lastBeatMs < beatMs) return
  joined = false
  lastBeatMs = timeMs
  for (const draw of beats) draw(timeMs)
}

function ask(): void {
  if (request === 0) request = requestAnimationFrame(run)
}

/** Calls back before every repaint, until the returned function is called. */
export function onFrame(draw: Draw): () => void {
  draws.add(draw)
  ask()
  return () => {
    draws.delete(draw)
  }
}

/**
 * Calls back before some 15 repaints a second, and before the next one at once. For what changes the page itself, such as texts and
 * lamps: one change makes the browser paint all of the page again, so that all of them come together and most repaints have none.
 */
export function onBeat(draw: Draw): () => void {
  beats.add(draw)
  joined = true
  ask()
  return () => {
    beats.delete(draw)
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
