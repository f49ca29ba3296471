/** Frames of a control cell: the grid on which parameters move, counted from the first frame rendered. */
export const CELL_FRAMES = 128
/** Bytes of one interleaved stereo float32 frame. */
export const FRAME_BYTES = 8
/** Frames behind every audio buffer that vector code may read and never writes. */
export const PADDING_FRAMES = 4

/** The whole cells that last at least `milliseconds`; at least one. */
export function cellsFor(milliseconds: number, sampleRate: number): number {
  return Math.max(1, Math.ceil((milliseconds * sampleRate) / (1000 * CELL_FRAMES)))
}

/** How long switches, routes and strip gains fade. */
export const SWITCH_MS = 10
/** How long device parameters glide. */
export const PARAM_MS = 20
