/** What a hand on a clip would do, by where it touches. */
export type ClipZone = 'move' | 'trimStart' | 'trimEnd' | 'fadeIn' | 'fadeOut' | 'gain' | 'slip' | 'loopEnd'

export interface ClipBox {
  widthPx: number
  heightPx: number
  fadeInPx: number
  fadeOutPx: number
  /** Whether the clip's own edges are inside the box, which is cut to the window. */
  startSeen: boolean
  endSeen: boolean
}

const edgePx = 6
const fadeGripPx = 8
const topPx = 12
const gainPx = 5
/** Share of the height at the bottom where the right edge repeats the clip. */
const loopShare = 0.34
/** Narrower clips have no room for fades and gain. */
const roomyPx = 36

export function zoneAt(x: number, y: number, box: ClipBox): ClipZone {
  const { widthPx } = box
  if (widthPx >= roomyPx && y < topPx) {
    const inX = Math.max(box.fadeInPx, 4)
    const outX = widthPx - Math.max(box.fadeOutPx, 4)
    if (box.startSeen && Math.abs(x - inX) <= fadeGripPx) return 'fadeIn'
    if (box.endSeen && Math.abs(x - outX) <= fadeGripPx) return 'fadeOut'
  }
  const reach = Math.min(edgePx, widthPx / 4)
  if (box.startSeen && x < reach) return 'trimStart'
  if (box.endSeen && x > widthPx - reach)
    return widthPx >= roomyPx && y > box.heightPx * (1 - loopShare) ? 'loopEnd' : 'trimEnd'
  if (widthPx >= roomyPx && y < gainPx) return 'gain'
  return 'move'
}

export const zoneCursors: Record<ClipZone, string> = {
  move: 'grab',
  trimStart: 'w-resize',
  trimEnd: 'e-resize',
  fadeIn: 'nwse-resize',
  fadeOut: 'nesw-resize',
  gain: 'ns-resize',
  slip: 'ew-resize',
  loopEnd: 'copy',
}
