import type { Clip, FadeShape, Id } from '../../shared/model/document.ts'

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
export function crossfadesOf(clips: readonly Clip[]): Crossfade[] {
  const found: Crossfade[] = []
  const sounding = clips.filter((clip) => !clip.muted)
  for (let index = 1; index < sounding.length; index++) {
    const left = sounding[index - 1]!
    const right = sounding[index]!
    const leftEnd = left.startFrame + left.lengthFrames
    const rightEnd = right.startFrame + right.lengthFrames
    // A clip inside another sounds together with it.
    if (left.startFrame >= right.startFrame || right.startFrame >= leftEnd || leftEnd >= rightEnd) continue
    const out = left.fadeOutFrames === 0
    const inward = right.fadeInFrames === 0
    if (!out && !inward) continue
    const continuous =
      left.assetId === right.assetId && left.offsetFrames - left.startFrame === right.offsetFrames - right.startFrame
    found.push({
      leftId: left.id,
      rightId: right.id,
      startFrame: right.startFrame,
      endFrame: leftEnd,
      shape: continuous ? 'linear' : 'equalPower',
      out,
      in: inward,
    })
  }
  return found
}
