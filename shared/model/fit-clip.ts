import { fitsAudio, SHORTEST_CLIP_LOOP_FRAMES } from './clip-source.ts'
import type { Asset, Clip } from './document.ts'

/**
 * A clip as far as there is audio for it: its loop made shorter, or, where too little of it is left to repeat, the clip itself.
 * What is left of it sounds when it did, so a reversed one begins later. Null where nothing is left. Fades stay as they are.
 */
export function fittedToAudio(clip: Clip, asset: Pick<Asset, 'frames'>): Clip | null {
  if (fitsAudio(clip, asset)) return clip
  const loopFrames = Math.min(clip.loopFrames, asset.frames - clip.loopStartFrames)
  if (loopFrames >= SHORTEST_CLIP_LOOP_FRAMES) {
    const offsetFrames = clip.loopStartFrames + ((clip.offsetFrames - clip.loopStartFrames) % loopFrames)
    return { ...clip, loopFrames, offsetFrames }
  }
  const lengthFrames = Math.min(clip.lengthFrames, asset.frames - clip.offsetFrames)
  if (lengthFrames < 1) return null
  const startFrame = clip.reversed ? clip.startFrame + clip.lengthFrames - lengthFrames : clip.startFrame
  return { ...clip, startFrame, lengthFrames, loopStartFrames: 0, loopFrames: 0 }
}
