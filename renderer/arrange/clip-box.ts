/** How a clip lies in its lane, in CSS pixels: shared by what the page lays out and what a canvas draws. */

/** Room between a clip and its lane's edges; the style sheet has the same. */
const marginPx = 3
/** Height of the strip that holds the name, above the waveform, in lanes that have room for one. */
const nameStripPx = 14
const roomyClipPx = 44

export interface WaveBox {
  clipTop: number
  clipHeight: number
  /** From the clip's top. */
  waveTop: number
  waveHeight: number
}

export function waveBox(laneHeightPx: number): WaveBox {
  const clipHeight = laneHeightPx - marginPx * 2
  const waveTop = clipHeight >= roomyClipPx ? nameStripPx : 2
  return { clipTop: marginPx, clipHeight, waveTop, waveHeight: Math.max(4, clipHeight - waveTop - 3) }
}

/** What a clip's gain multiplies its samples by; −144 dB is off. */
export function linearGain(db: number): number {
  return db <= -144 ? 0 : 10 ** (db / 20)
}
