/** Where names and joints stand on a clip: shared by clips that are elements and those that are drawn on a lane's canvas. */

/** A long clip says its name again so often, so that one is always in sight. */
const nameEveryPx = 720

/** Passes of a repeating clip narrower than this are not told apart. */
export const narrowestPassPx = 6

/**
 * Where the names begin, in pixels, of a clip that begins at `startPx`, is `fullPx` wide and is shown from 0 to `endPx`.
 * One wider than `onceWithinPx` repeats its name.
 */
export function namePlaces(startPx: number, endPx: number, fullPx: number, onceWithinPx: number): number[] {
  if (fullPx <= onceWithinPx) return [startPx]
  const places: number[] = []
  const first = startPx >= 0 ? startPx : startPx + Math.ceil(-startPx / nameEveryPx) * nameEveryPx
  for (let x = first; x < endPx; x += nameEveryPx) places.push(x)
  return places
}
