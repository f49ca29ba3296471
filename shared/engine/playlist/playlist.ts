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
  /** Where in the asset it begins. */
  readonly offsetFrames: number
  readonly lengthFrames: number
  readonly gainDb: number
  readonly fades: readonly Fade[]
}

/** How long a trimmed edge fades, so that it does not click. */
const MICRO_FADE_SECONDS = 0.002
/** Long crossfades of unlike sources keep their power, those of one continuous source their level. */
const LIKE: FadeShape = 'linear'
const UNLIKE: FadeShape = 'equalPower'
const MICRO: FadeShape = 'sCurve'

/** Whether both clips play one source at one offset to the timeline. */
function isContinuous(a: Clip, b: Clip): boolean {
  return a.assetId === b.assetId && a.offsetFrames - a.startFrame === b.offsetFrames - b.startFrame
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

function fadeIn(clip: Clip, clips: readonly Clip[], microFrames: number): Fade | null {
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
  if (clip.offsetFrames === 0 || clips.some((other) => isSplit(other, clip))) return null
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
  if (clip.offsetFrames + clip.lengthFrames >= assetFrames || clips.some((other) => isSplit(clip, other))) return null
  return at(microFrames, MICRO)
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
    .flatMap((clip) => {
      const asset = assets[clip.assetId]
      const lengthFrames = asset ? Math.min(clip.lengthFrames, asset.frames - clip.offsetFrames) : 0
      return clip.muted || lengthFrames <= 0 ? [] : [{ ...clip, lengthFrames }]
    })
    .sort((a, b) => a.startFrame - b.startFrame || (a.id < b.id ? -1 : 1))
  return sounding.map((clip) => {
    const asset = assets[clip.assetId]!
    const near = sounding.filter(
      (other) => other !== clip && other.startFrame <= endOf(clip) && endOf(other) >= clip.startFrame,
    )
    const micro = Math.min(microFrames, Math.floor(clip.lengthFrames / 2))
    const fades = [fadeIn(clip, near, micro), fadeOut(clip, near, micro, asset.frames)]
    return {
      assetId: clip.assetId,
      channels: asset.channels,
      startFrame: clip.startFrame,
      offsetFrames: clip.offsetFrames,
      lengthFrames: clip.lengthFrames,
      gainDb: clip.gainDb,
      fades: fades.filter((fade) => fade !== null && fade.lengthFrames > 0) as Fade[],
    }
  })
}
