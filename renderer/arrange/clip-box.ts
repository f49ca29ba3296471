/** How a clip lies in its lane, in CSS pixels: shared by what the page lays out and what a canvas draws. */

/** Room between a clip and its lane's edges; the style sheet has the same. */
const marginPx = 3
/** Room between a clip's edge and its waveform. */
const insetPx = 3

export interface WaveBox {
  clipTop: number
  clipHeight: number
  /** From the clip's top. */
  waveTop: number
  waveHeight: number
}

export function waveBox(laneHeightPx: number): WaveBox {
  const clipHeight = laneHeightPx - marginPx * 2
  return { clipTop: marginPx, clipHeight, waveTop: insetPx, waveHeight: Math.max(4, clipHeight - insetPx * 2) }
}

/** What a clip's gain multiplies its samples by; −144 dB is off. */
export function linearGain(db: number): number {
  return db <= -144 ? 0 : 10 ** (db / 20)
}
