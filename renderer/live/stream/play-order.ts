/** A stretch of the timeline that a stream plays without a jump. Stream frames count from the start of playback. */
export interface Segment {
  readonly streamFrame: number
  readonly timelineFrame: number
  /** Where on the timeline it jumps; null: never. */
  readonly endTimelineFrame: number | null
  /** Whether the sound comes in here out of nowhere, so that what is cut into must fade in. */
  readonly cutIn: boolean
}

export interface Loop {
  readonly on: boolean
  readonly startFrame: number
  /** The first frame behind the loop. */
  readonly endFrame: number
}

/** A part of one segment, as it is asked for. */
export interface Piece {
  readonly timelineFrame: number
  readonly frames: number
  readonly segment: Segment
}

/** Shorter loops are not followed: each wrap costs a segment. */
const SHORTEST_LOOP_FRAMES = 1024

/**
 * In which order a stream passes the timeline: straight on, and at a loop's end back to its start. A playback that begins
 * behind the loop's end goes straight on.
 */
export class PlayOrder {
  readonly #segments: Segment[] = []
  #loop: Loop

  /** `cutIn`: whether playback begins in the middle of the sound rather than at the song's start. */
  constructor(timelineFrame: number, cutIn: boolean, loop: Loop) {
    this.#loop = loop
    this.#append({ streamFrame: 0, timelineFrame, cutIn })
  }

  /** From `streamFrame` on, another loop is followed. */
  setLoop(loop: Loop, streamFrame: number): void {
    const timelineFrame = this.timelineFrame(streamFrame)
    this.#loop = loop
    while (this.#segments.length > 1 && this.#segments.at(-1)!.streamFrame > streamFrame) this.#segments.pop()
    // The segment in progress keeps its beginning, and only its end moves.
    this.#append(this.#segments.pop()!, timelineFrame)
  }

  #append(begin: Omit<Segment, 'endTimelineFrame'>, positionFrame = begin.timelineFrame): void {
    const { on, startFrame, endFrame } = this.#loop
    const wraps = on && endFrame - startFrame >= SHORTEST_LOOP_FRAMES && positionFrame < endFrame
    this.#segments.push({ ...begin, endTimelineFrame: wraps ? endFrame : null })
  }

  #segmentAt(streamFrame: number): Segment {
    for (;;) {
      const last = this.#segments.at(-1)!
      const end =
        last.endTimelineFrame === null
          ? Number.POSITIVE_INFINITY
          : last.streamFrame + last.endTimelineFrame - last.timelineFrame
      if (streamFrame < end) break
      this.#append({ streamFrame: end, timelineFrame: this.#loop.startFrame, cutIn: true })
    }
    for (let i = this.#segments.length - 1; i > 0; i--)
      if (this.#segments[i]!.streamFrame <= streamFrame) return this.#segments[i]!
    return this.#segments[0]!
  }

  /** Where on the timeline a stream frame lies. */
  timelineFrame(streamFrame: number): number {
    const segment = this.#segmentAt(streamFrame)
    return segment.timelineFrame + streamFrame - segment.streamFrame
  }

  /** Cuts a stretch of the stream at its jumps. */
  pieces(streamFrame: number, frames: number): Piece[] {
    const pieces: Piece[] = []
    for (let done = 0; done < frames; ) {
      const segment = this.#segmentAt(streamFrame + done)
      const timelineFrame = segment.timelineFrame + streamFrame + done - segment.streamFrame
      const left = segment.endTimelineFrame === null ? frames - done : segment.endTimelineFrame - timelineFrame
      const count = Math.min(frames - done, left)
      pieces.push({ timelineFrame, frames: count, segment })
      done += count
    }
    return pieces
  }

  /** Forgets segments that end before `streamFrame`. */
  forget(streamFrame: number): void {
    while (this.#segments.length > 1 && this.#segments[1]!.streamFrame <= streamFrame) this.#segments.shift()
  }

  /** The segments known so far, in order. */
  get segments(): readonly Segment[] {
    return this.#segments
  }
}
