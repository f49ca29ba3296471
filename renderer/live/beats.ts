import type { Segment } from './stream/play-order.ts'

/** A beat within a stream. */
export interface Beat {
  /** Stream frame, not rounded. */
  readonly streamFrame: number
  readonly isFirstOfBar: boolean
}

/** A beat this close before a segment's first frame counts as on it: positions are whole frames, beats are not. */
const TOLERANCE_FRAMES = 0.5

/** The beats from one stream frame up to another, in order; bars count from the timeline's first frame. */
export function beatsBetween(
  segments: readonly Segment[],
  fromStreamFrame: number,
  toStreamFrame: number,
  framesPerBeat: number,
  beatsPerBar: number,
): Beat[] {
  const beats: Beat[] = []
  for (const [index, segment] of segments.entries()) {
    const end = Math.min(toStreamFrame, segments[index + 1]?.streamFrame ?? Number.POSITIVE_INFINITY)
    const begin = Math.max(fromStreamFrame, segment.streamFrame)
    if (begin >= end) continue
    const toTimeline = segment.timelineFrame - segment.streamFrame
    let beat = Math.max(0, Math.ceil((begin + toTimeline - TOLERANCE_FRAMES) / framesPerBeat))
    for (; beat * framesPerBeat - toTimeline < end - TOLERANCE_FRAMES; beat++)
      beats.push({ streamFrame: beat * framesPerBeat - toTimeline, isFirstOfBar: beat % beatsPerBar === 0 })
  }
  return beats
}
