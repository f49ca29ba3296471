import { hiddenFrames, isContinuous, withEndMoved, withStartMoved } from '../../shared/model/clip-source.ts'
import type { Asset, Clip, FadeShape, Id } from '../../shared/model/document.ts'
import type { SingleEdit } from '../../shared/model/edits/edit.ts'
import { updateEdit } from './clip-changes.ts'

/** Two clips of a track of which the right one begins while the left one still plays. */
export interface Overlap {
  left: Clip
  right: Clip
  startFrame: number
  endFrame: number
}

/** An overlap that crossfades by itself, as the engine plays it. */
export interface Crossfade {
  leftId: Id
  rightId: Id
  startFrame: number
  endFrame: number
  /** Equal gain within one continuous source, equal power otherwise. */
  shape: FadeShape
  /** A clip's own fade stands instead of its half. */
  out: boolean
  in: boolean
}

/** The overlaps of a track's clips, which are given from left to right. Muted clips take no part. */
export function overlapsOf(clips: readonly Clip[]): Overlap[] {
  const found: Overlap[] = []
  const sounding = clips.filter((clip) => !clip.muted)
  for (let index = 1; index < sounding.length; index++) {
    const left = sounding[index - 1]!
    const right = sounding[index]!
    const leftEnd = left.startFrame + left.lengthFrames
    // A clip inside another sounds together with it.
    const isInside = leftEnd >= right.startFrame + right.lengthFrames
    if (left.startFrame >= right.startFrame || right.startFrame >= leftEnd || isInside) continue
    found.push({ left, right, startFrame: right.startFrame, endFrame: leftEnd })
  }
  return found
}

/** The shape that an overlap takes by itself. */
export function automaticShape({ left, right }: Overlap): FadeShape {
  return isContinuous(left, right) ? 'linear' : 'equalPower'
}

/** What crossfades by itself on a track. */
export function crossfadesOf(clips: readonly Clip[]): Crossfade[] {
  return overlapsOf(clips).flatMap((overlap) => {
    const { left, right, startFrame, endFrame } = overlap
    const out = left.fadeOutFrames === 0
    const inward = right.fadeInFrames === 0
    if (!out && !inward) return []
    const shape = automaticShape(overlap)
    return [{ leftId: left.id, rightId: right.id, startFrame, endFrame, shape, out, in: inward }]
  })
}

/** How a crossfade is wished for: `null` leaves the shapes to the engine. */
interface CrossfadeWish {
  lengthFrames: number
  shapes: { out: FadeShape; in: FadeShape } | null
}

/**
 * What brings an overlap to a length and to shapes. It grows and shrinks around its middle, as far as there is audio under both clips and
 * they do not pass each other's far edges.
 */
export function crossfadeEdits(
  { left, right, startFrame, endFrame }: Overlap,
  wish: CrossfadeWish,
  assets: Readonly<Record<Id, Pick<Asset, 'frames'>>>,
): SingleEdit[] {
  const grow = Math.max(1, Math.round(wish.lengthFrames)) - (endFrame - startFrame)
  const room = (clip: Clip) => hiddenFrames(clip, assets[clip.assetId] ?? { frames: 0 })
  const later = Math.min(Math.ceil(grow / 2), room(left).behind, right.startFrame + right.lengthFrames - 1 - endFrame)
  const earlier = Math.min(
    Math.floor(grow / 2),
    room(right).before,
    right.startFrame,
    right.startFrame - left.startFrame - 1,
  )
  const length = endFrame - startFrame + later + earlier
  const ownFrames = wish.shapes ? length : 0
  return [
    updateEdit(left, {
      ...withEndMoved(left, later),
      fadeOutFrames: ownFrames,
      ...(wish.shapes && { fadeOutShape: wish.shapes.out }),
    }),
    updateEdit(right, {
      startFrame: right.startFrame - earlier,
      ...withStartMoved(right, -earlier),
      fadeInFrames: ownFrames,
      ...(wish.shapes && { fadeInShape: wish.shapes.in }),
    }),
  ]
}
