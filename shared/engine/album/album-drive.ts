import type { AlbumPlace, AlbumSequence } from '../../model/album-sequence.ts'
import type { AutomationPoint, Id } from '../../model/document.ts'

/** The last limiter's drive along the album: one value for each item, so that each comes out as loud as it is to be. */

/** How long the drive takes from one item to the next where nothing lies between them. */
const JOIN_SECONDS = 0.02

/** A stretch of the album's timeline. */
export interface AlbumStretch {
  readonly startFrame: number
  readonly endFrame: number
}

/** Less than this of an item alone says nothing of its loudness. */
const LEAST_ALONE_SECONDS = 1

/**
 * What of the album an item's loudness is read on: its cut; its own sound where others are hidden in the same cut; and of either only what
 * is heard alone where it overlaps its neighbours, since a crossfade out of a louder song would make a quieter one read too loud.
 */
export function measuredStretch(sequence: AlbumSequence, place: AlbumPlace, sampleRate: number): AlbumStretch {
  const track = sequence.tracks.find(({ itemId }) => itemId === place.itemId)
  const index = sequence.places.indexOf(place)
  const next = sequence.places[index + 1]
  const overlap = Math.max(0, place.endFrame - (next?.startFrame ?? place.endFrame))
  const isCut = track !== undefined && track.hiddenItemIds.length === 0
  const alone = {
    startFrame: place.crossfadeFrames > 0 || !isCut ? place.startFrame + place.crossfadeFrames : track.markFrame,
    endFrame: overlap > 0 || !isCut ? place.endFrame - overlap : track.endFrame,
  }
  const isEnough = alone.endFrame - alone.startFrame >= LEAST_ALONE_SECONDS * sampleRate
  return isEnough ? alone : { startFrame: place.startFrame, endFrame: place.endFrame }
}

/** Where the drive runs from an item's value to the next one's: over their crossfade, their gap, or a moment around their join. */
function joinOf(place: AlbumPlace, next: AlbumPlace, sampleRate: number): AlbumStretch {
  if (next.startFrame < place.endFrame) return { startFrame: next.startFrame, endFrame: place.endFrame }
  if (next.startFrame > place.endFrame) return { startFrame: place.endFrame, endFrame: next.startFrame }
  const half = Math.min(
    Math.round((JOIN_SECONDS / 2) * sampleRate),
    Math.floor(place.lengthFrames / 2),
    Math.floor(next.lengthFrames / 2),
  )
  return { startFrame: place.endFrame - half, endFrame: next.startFrame + half }
}

/**
 * The drive's curve, `lateFrames` later than the timeline. An item without a drive of its own has that of the one before it, or at the
 * beginning of the first that has one; where none has, `standing` holds.
 */
export function drivePoints(
  places: readonly AlbumPlace[],
  drives: Readonly<Record<Id, number>>,
  standing: number,
  sampleRate: number,
  lateFrames: number,
): AutomationPoint[] {
  const sounding = places.filter(({ lengthFrames }) => lengthFrames > 0)
  let value = sounding.map(({ itemId }) => drives[itemId]).find((drive) => drive !== undefined) ?? standing
  const point = (frame: number, shape: AutomationPoint['shape']) => {
    const last = points.at(-1)
    // Where two joins would meet, the later one begins where the earlier one ends.
    const at = last === undefined ? frame : Math.max(frame, last.frame + 1)
    points.push({ frame: at, value, shape, tension: 0 })
  }
  const points: AutomationPoint[] = []
  point(0, 'hold')
  for (const [index, place] of sounding.entries()) {
    const next = sounding[index + 1]
    const wanted = next && (drives[next.itemId] ?? value)
    if (next === undefined || wanted === undefined || wanted === value) continue
    const join = joinOf(place, next, sampleRate)
    point(join.startFrame + lateFrames, 'linear')
    value = wanted
    point(join.endFrame + lateFrames, 'hold')
  }
  return points
}
