import { nextBeat, type TempoMap } from '../../shared/model/tempo-map.ts'
import type { Segment } from './stream/play-order.ts'

/** A beat within a stream. */
export interface Beat {
  /** Stream frame, not rounded. */
  readonly streamFrame: number
  readonly isFirstOfBar: boolean
}

/** A beat this close before a stretch's end belongs to the next: positions are whole frames, beats are not. */
const TOLERANCE_FRAMES = 0.5

/** The beats from one stream frame up to another, in order; bars count from the timeline's first frame. */
export function beatsBetween(
  segments: readonly Segment[],
  fromStreamFrame: number,
  toStreamFrame: number,
  map: TempoMap,
): Beat[] {
  const beats: Beat[] = []
  for (const [index, segment] of segments.entries()) {
    const end = Math.min(toStreamFrame, segments[index + 1]?.streamFrame ?? Number.POSITIVE_INFINITY)
    const begin = Math.max(fromStreamFrame, segment.streamFrame)
    if (begin >= end) continue
    const toTimeline = segment.timelineFrame - segment.streamFrame
    let beat = nextBeat(map, begin + toTimeline)
    while (beat.frame - toTimeline < end - TOLERANCE_FRAMES) {
      beats.push({ streamFrame: beat.frame - toTimeline, isFirstOfBar: beat.isFirstOfBar })
      beat = nextBeat(map, beat.frame + 1)
    }
  }
  return beats
}
