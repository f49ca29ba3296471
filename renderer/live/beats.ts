import { framesPerBeatAt, nextBeat, positionAt, signatureAt, type TempoMap } from '../../shared/model/tempo-map.ts'
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

/** Bars that may be counted in before playing. */
export const countIns = [0, 1, 2, 4] as const
export type CountIn = (typeof countIns)[number]

/** What is counted before a stream's first frame. */
export interface CountInBeats {
  /** From the first of its bars to the stream's first frame, not rounded. */
  readonly frames: number
  /** At negative stream frames. */
  readonly beats: readonly Beat[]
}

/**
 * So many bars before a frame of the timeline, at the tempo and in the signature that hold there. They lie on the beats as
 * these would run back from it: a count that leads into the third beat of a bar begins with the third.
 */
export function countInBeats(map: TempoMap, timelineFrame: number, bars: CountIn): CountInBeats {
  const frame = timelineFrame + TOLERANCE_FRAMES
  const { beatsPerBar } = signatureAt(map, frame)
  const beatFrames = framesPerBeatAt(map, frame)
  const { beat, part } = positionAt(map, frame)
  const inBeat = Math.max(0, part - TOLERANCE_FRAMES / beatFrames)
  const count = bars * beatsPerBar
  // Between two beats, the one before the stream's first frame is the last that is counted.
  const last = inBeat * beatFrames > TOLERANCE_FRAMES ? 0 : 1
  const beats: Beat[] = []
  for (let back = count - 1 + last; back >= last; back--)
    beats.push({ streamFrame: -(inBeat + back) * beatFrames, isFirstOfBar: (beat - back) % beatsPerBar === 0 })
  return { frames: count === 0 ? 0 : -beats[0]!.streamFrame, beats }
}
