import type { Asset, Clip } from './document.ts'

/** What of its audio a clip plays, as pure functions of the clip. Times inside a clip count from its own start. */

/** The shortest stretch that a clip may repeat, in frames: shorter ones would be a buzz, and thousands of pieces. */
export const SHORTEST_CLIP_LOOP_FRAMES = 1024

/** The fields that say which frames of the audio a clip plays, and in which order. */
export type ClipSource = Pick<Clip, 'offsetFrames' | 'lengthFrames' | 'loopStartFrames' | 'loopFrames' | 'reversed'>

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by
}

/** The place in the audio that lies `frames` behind `offsetFrames`: inside the loop, where there is one. */
function placeBehind(clip: ClipSource, frames: number): number {
  const { offsetFrames, loopStartFrames, loopFrames } = clip
  if (loopFrames === 0) return offsetFrames + frames
  return loopStartFrames + modulo(offsetFrames - loopStartFrames + frames, loopFrames)
}

/** The frame of the audio that a clip plays at a time inside it; it goes on in the same way before and behind the clip. */
export function sourceFrameAt(clip: ClipSource, frame: number): number {
  return placeBehind(clip, clip.reversed ? clip.lengthFrames - 1 - frame : frame)
}

/** A piece of audio in one go: `frames` frames from `sourceFrame` on, backwards where the clip is reversed. */
export interface ClipPiece {
  /** Where it begins inside the clip. */
  readonly atFrames: number
  readonly frames: number
  /** The first frame of the audio, in the audio's own order. */
  readonly sourceFrame: number
}

/** The pieces of audio a clip consists of, from left to right: one, or as many as its loop has passes. */
export function clipPieces(clip: ClipSource): ClipPiece[] {
  const { lengthFrames, loopStartFrames, loopFrames, reversed } = clip
  if (loopFrames === 0) return [{ atFrames: 0, frames: lengthFrames, sourceFrame: clip.offsetFrames }]
  const pieces: ClipPiece[] = []
  // Passes are counted in the audio's order; a reversed clip plays them from the last to the first.
  for (let done = 0; done < lengthFrames; ) {
    const sourceFrame = placeBehind(clip, done)
    const frames = Math.min(loopStartFrames + loopFrames - sourceFrame, lengthFrames - done)
    pieces.push({ atFrames: reversed ? lengthFrames - done - frames : done, frames, sourceFrame })
    done += frames
  }
  return reversed ? pieces.reverse() : pieces
}

/** What a clip's source becomes when its left edge moves by `delta` frames, to the right where positive; the sound stays in place. */
export function withStartMoved(clip: ClipSource, delta: number): Pick<Clip, 'offsetFrames' | 'lengthFrames'> {
  return {
    offsetFrames: clip.reversed ? clip.offsetFrames : placeBehind(clip, delta),
    lengthFrames: clip.lengthFrames - delta,
  }
}

/** The same for its right edge. */
export function withEndMoved(clip: ClipSource, delta: number): Pick<Clip, 'offsetFrames' | 'lengthFrames'> {
  return {
    offsetFrames: clip.reversed ? placeBehind(clip, -delta) : clip.offsetFrames,
    lengthFrames: clip.lengthFrames + delta,
  }
}

/** How much audio lies hidden before a clip's left edge and behind its right one, in frames; a loop has no end. */
export function hiddenFrames(clip: ClipSource, asset: Pick<Asset, 'frames'>): { before: number; behind: number } {
  if (clip.loopFrames > 0) return { before: Number.POSITIVE_INFINITY, behind: Number.POSITIVE_INFINITY }
  const early = clip.offsetFrames
  const late = Math.max(0, asset.frames - clip.offsetFrames - clip.lengthFrames)
  return clip.reversed ? { before: late, behind: early } : { before: early, behind: late }
}

/** The content moves by `delta` frames under the clip, to the right where positive, as far as there is audio. */
export function slipped(clip: ClipSource, delta: number, asset: Pick<Asset, 'frames'>): Pick<Clip, 'offsetFrames'> {
  const { before, behind } = hiddenFrames(clip, asset)
  const bounded = Math.min(before, Math.max(-behind, Math.round(delta)))
  return { offsetFrames: placeBehind(clip, clip.reversed ? bounded : -bounded) }
}

/** Whether a clip lies inside its audio, and its loop too. */
export function fitsAudio(clip: ClipSource, asset: Pick<Asset, 'frames'>): boolean {
  const { offsetFrames, lengthFrames, loopStartFrames, loopFrames } = clip
  if (loopFrames === 0) return loopStartFrames === 0 && offsetFrames + lengthFrames <= asset.frames
  return (
    loopFrames >= SHORTEST_CLIP_LOOP_FRAMES &&
    loopStartFrames + loopFrames <= asset.frames &&
    offsetFrames >= loopStartFrames &&
    offsetFrames < loopStartFrames + loopFrames
  )
}

/** Whether two clips of one audio play the same frame at the same time of the song, wherever both play. */
export function isContinuous(a: Clip, b: Clip): boolean {
  if (a.assetId !== b.assetId || a.reversed !== b.reversed) return false
  if (a.loopFrames !== b.loopFrames || a.loopStartFrames !== b.loopStartFrames) return false
  return sourceFrameAt(a, b.startFrame - a.startFrame) === sourceFrameAt(b, 0)
}
