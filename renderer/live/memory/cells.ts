import { CELL_FRAMES } from '../../../shared/engine/kernel/grid.ts'

/** Samples of one control cell, interleaved stereo: what the worklet renders and a ring gives at once. */
export const CELL_SAMPLES = CELL_FRAMES * 2

/** The whole cells that last at least `seconds`. */
export function cellsOf(seconds: number, sampleRate: number): number {
  return Math.ceil((seconds * sampleRate) / CELL_FRAMES)
}

/** How far ahead of the worklet the streams are written. */
export const STREAM_SECONDS = 2
/** What must be there before the sound starts. */
export const PRIME_SECONDS = 0.1
/** What must be there before it goes on after it ran dry: more, or it would stutter. */
export const REFILL_SECONDS = 0.5
/**
 * An edit rewrites what lies farther ahead than this, so that the worklet never reads what is being written: audio devices
 * ask for 10 to 40 ms in one go.
 */
export const REWRITE_SECONDS = 0.08
/** Fades at stop, seek and where an edit cuts in. */
export const FADE_SECONDS = 0.005
/** A new stream begins this far behind what the worklet reads, so that the old one can fade out undisturbed. */
export const RESTART_CELLS = 16
