import { clipPieces, fitsAudio, isContinuous, sourceFrameAt } from '../../model/clip-source.ts'
import type { Asset, Clip, FadeShape } from '../../model/document.ts'

/** A fade at its place on the timeline. Before a fade-in and behind a fade-out there is silence. */
export interface Fade {
  readonly direction: 'in' | 'out'
  readonly startFrame: number
  readonly lengthFrames: number
  readonly shape: FadeShape
}

/** A stretch of one asset on the timeline, with every fade it passes. */
export interface PlaylistRegion {
  readonly assetId: string
  readonly channels: 1 | 2
  readonly startFrame: number
  /** The first frame of the asset that it plays, in the asset's own order. */
  readonly offsetFrames: number
  readonly lengthFrames: number
  /** Plays its stretch of the asset from the last frame to the first. */
  readonly reversed: boolean
  readonly gainDb: number
  readonly fades: readonly Fade[]
}

/** How long a trimmed edge fades, so that it does not click. */
const MICRO_FADE_SECONDS = 0.002
/** Long crossfades of unlike sources keep their power, those of one continuous source their level. */
const LIKE: FadeShape = 'linear'
const UNLIKE: FadeShape = 'equalPower'
const MICRO: FadeShape = 'sCurve'

/** Where in its asset a region plays what lies `frames` frames from `startFrame` on, in the asset's own order. */
export function regionSource(region: PlaylistRegion, startFrame: number, frames: number): number {
  const inside = startFrame - region.startFrame
  return region.offsetFrames + (region.reversed ? region.lengthFrames - inside - frames : inside)
}

function endOf(clip: Clip): number {
  return clip.startFrame + clip.lengthFrames
}

/** Whether `right` takes over where `left` is still playing. */
function overlaps(left: Clip, right: Clip): boolean {
  return left.startFrame < right.startFrame && right.startFrame < endOf(left) && endOf(left) < endOf(right)
}

/** Whether `right` goes on exactly where `left` was split from it. */
function isSplit(left: Clip, right: Clip): boolean {
  return (
    endOf(left) === right.startFrame &&
    isContinuous(left, right) &&
    left.gainDb === right.gainDb &&
    left.fadeOutFrames === 0 &&
    right.fadeInFrames === 0
  )
}

/** Whether a frame of a clip is the file's own first or last one, where nothing is cut off. */
function isFileEdge(clip: Clip, frame: number, assetFrames: number, side: 'start' | 'end'): boolean {
  const isFirst = (side === 'start') !== clip.reversed
  return sourceFrameAt(clip, frame) === (isFirst ? 0 : assetFrames - 1)
}

function fadeIn(clip: Clip, clips: readonly Clip[], microFrames: number, assetFrames: number): Fade | null {
  const at = (lengthFrames: number, shape: FadeShape): Fade => ({
    direction: 'in',
    startFrame: clip.startFrame,
    lengthFrames,
    shape,
  })
  if (clip.fadeInFrames > 0) return at(Math.min(clip.fadeInFrames, clip.lengthFrames), clip.fadeInShape)
  const overlapping = clips.filter((other) => overlaps(other, clip))
  if (overlapping.length > 0) {
    const longest = overlapping.reduce((a, b) => (endOf(b) > endOf(a) ? b : a))
    return at(endOf(longest) - clip.startFrame, isContinuous(longest, clip) ? LIKE : UNLIKE)
  }
  if (isFileEdge(clip, 0, assetFrames, 'start') || clips.some((other) => isSplit(other, clip))) return null
  return at(microFrames, MICRO)
}

function fadeOut(clip: Clip, clips: readonly Clip[], microFrames: number, assetFrames: number): Fade | null {
  const at = (lengthFrames: number, shape: FadeShape): Fade => ({
    direction: 'out',
    startFrame: endOf(clip) - lengthFrames,
    lengthFrames,
    shape,
  })
  if (clip.fadeOutFrames > 0) return at(Math.min(clip.fadeOutFrames, clip.lengthFrames), clip.fadeOutShape)
  const overlapping = clips.filter((other) => overlaps(clip, other))
  if (overlapping.length > 0) {
    const longest = overlapping.reduce((a, b) => (b.startFrame < a.startFrame ? b : a))
    return at(endOf(clip) - longest.startFrame, isContinuous(clip, longest) ? LIKE : UNLIKE)
  }
  if (isFileEdge(clip, clip.lengthFrames - 1, assetFrames, 'end')) return null
  if (clips.some((other) => isSplit(clip, other))) return null
  return at(microFrames, MICRO)
}

/**
 * The regions of a clip: one, or one for each pass of its loop. Where a loop jumps the passes fade for 2 ms, as cut edges do;
 * a loop of the whole file jumps from its own last frame to its first, which stay untouched.
 */
function regionsOf(
  clip: Clip,
  asset: Pick<Asset, 'channels' | 'frames'>,
  fades: Fade[],
  micro: number,
): PlaylistRegion[] {
  const pieces = clipPieces(clip)
  return pieces.map(({ atFrames, frames, sourceFrame }, index) => {
    const startFrame = clip.startFrame + atFrames
    const lengthFrames = Math.min(micro, Math.floor(frames / 2))
    const own = [...fades]
    const fade = (direction: Fade['direction'], at: number) =>
      own.push({ direction, startFrame: at, lengthFrames, shape: MICRO })
    if (index > 0 && !isFileEdge(clip, atFrames, asset.frames, 'start')) fade('in', startFrame)
    const end = atFrames + frames
    if (index < pieces.length - 1 && !isFileEdge(clip, end - 1, asset.frames, 'end'))
      fade('out', clip.startFrame + end - lengthFrames)
    return {
      assetId: clip.assetId,
      channels: asset.channels,
      startFrame,
      offsetFrames: sourceFrame,
      lengthFrames: frames,
      reversed: clip.reversed,
      gainDb: clip.gainDb,
      fades: own.filter((each) => each.lengthFrames > 0),
    }
  })
}

/** A clip as far as there is audio for it; null where there is none. */
function audible(clip: Clip, asset: Pick<Asset, 'frames'> | undefined): Clip | null {
  if (clip.muted || !asset) return null
  if (fitsAudio(clip, asset)) return clip
  const lengthFrames = asset.frames - clip.offsetFrames
  const shorter = { ...clip, lengthFrames }
  return clip.loopFrames === 0 && lengthFrames > 0 ? shorter : null
}

/**
 * Compiles a track's clips into regions with explicit fades, from left to right. Muted clips and clips without an asset
 * do not sound. A clip's own fades win; else an overlap crossfades (equal gain within one continuous source, equal power
 * otherwise); else a trimmed edge fades for 2 ms; a file's own first and last frame and a split stay untouched. A clip
 * inside another sounds together with it.
 */
export function compilePlaylist(
  clips: readonly Clip[],
  assets: Readonly<Record<string, Pick<Asset, 'channels' | 'frames'>>>,
  sampleRate: number,
): PlaylistRegion[] {
  const microFrames = Math.round(MICRO_FADE_SECONDS * sampleRate)
  const sounding = clips
    .flatMap((clip) => audible(clip, assets[clip.assetId]) ?? [])
    .sort((a, b) => a.startFrame - b.startFrame || (a.id < b.id ? -1 : 1))
  const regions = sounding.flatMap((clip) => {
    const asset = assets[clip.assetId]!
    const near = sounding.filter(
      (other) => other !== clip && other.startFrame <= endOf(clip) && endOf(other) >= clip.startFrame,
    )
    const micro = Math.min(microFrames, Math.floor(clip.lengthFrames / 2))
    const fades = [fadeIn(clip, near, micro, asset.frames), fadeOut(clip, near, micro, asset.frames)]
    return regionsOf(
      clip,
      asset,
      fades.filter((fade) => fade !== null),
      microFrames,
    )
  })
  return regions.sort((a, b) => a.startFrame - b.startFrame)
}
