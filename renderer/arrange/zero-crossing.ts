import { sourceFrameAt } from '../../shared/model/clip-source.ts'
import type { Asset, Clip } from '../../shared/model/document.ts'
import { readSamples } from './sample-range.ts'

/** How far a cut moves to find silence between two half-waves. */
const REACH_SECONDS = 0.01

/**
 * The frame nearest to `nearFrame`, both counted from the first of `samples`, before which every channel's mean changes its sign; null
 * where none does. `samples` are interleaved.
 */
export function nearestZeroCrossing(samples: Float32Array, channels: number, nearFrame: number): number | null {
  const frames = samples.length / channels
  const at = (frame: number) => {
    let sum = 0
    for (let channel = 0; channel < channels; channel++) sum += samples[frame * channels + channel]!
    return sum
  }
  const crosses = (frame: number) => frame > 0 && frame < frames && at(frame - 1) < 0 !== at(frame) < 0
  for (let distance = 0; distance < frames; distance++) {
    if (crosses(nearFrame - distance)) return nearFrame - distance
    if (crosses(nearFrame + distance)) return nearFrame + distance
  }
  return null
}

/**
 * The frame of the timeline nearest to `frame` at which a clip's audio crosses zero, at most 10 ms away; `frame` itself where there is none
 * or the audio cannot be read.
 */
export async function zeroCrossingNear(clip: Clip, asset: Asset, frame: number, sampleRate: number): Promise<number> {
  const reach = Math.round(REACH_SECONDS * sampleRate)
  const source = sourceFrameAt(clip, frame - clip.startFrame)
  const first = Math.max(0, source - reach)
  const count = Math.min(asset.frames, source + reach + 1) - first
  if (count < 2) return frame
  try {
    const samples = await readSamples(asset.poolHash, asset.channels, first, count, new AbortController().signal)
    const found = nearestZeroCrossing(samples, asset.channels, source - first)
    if (found === null) return frame
    const moved = first + found - source
    // Backwards, the cut lies behind the frame that it lies before in the audio's order.
    return frame + (clip.reversed ? 1 - moved : moved)
  } catch {
    return frame
  }
}
