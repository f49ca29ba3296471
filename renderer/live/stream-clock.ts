import type { Segment } from './stream/play-order.ts'

/** A moment at which a stream frame was rendered. */
interface Anchor {
  readonly contextTime: number
  readonly streamFrame: number
}

/** Where on the timeline a stream is at a time of its audio context. Stream frames count from the start of playback. */
export class StreamClock {
  readonly epoch: number
  readonly #sampleRate: number
  readonly #startFrame: number
  #segments: readonly Segment[] = []
  #anchor: Anchor | null = null
  /** Where it stood when the streams ran dry. */
  #heldAt: number | null = null

  constructor(epoch: number, startFrame: number, sampleRate: number) {
    this.epoch = epoch
    this.#startFrame = startFrame
    this.#sampleRate = sampleRate
  }

  setSegments(segments: readonly Segment[]): void {
    this.#segments = segments
  }

  /** The stream sounds from here on. */
  start(contextTime: number, streamFrame: number): void {
    this.#anchor = { contextTime, streamFrame }
    this.#heldAt = null
  }

  /** The stream stands still until it starts again. */
  hold(contextTime: number): void {
    this.#heldAt = this.streamFrame(contextTime)
    this.#anchor = null
  }

  get isRunning(): boolean {
    return this.#anchor !== null
  }

  /** The stream frame rendered at a time; fractional, negative before the start. Null while nothing runs. */
  streamFrame(contextTime: number): number | null {
    if (!this.#anchor) return null
    return this.#anchor.streamFrame + (contextTime - this.#anchor.contextTime) * this.#sampleRate
  }

  /** When a stream frame is rendered. Null while nothing runs. */
  contextTime(streamFrame: number): number | null {
    if (!this.#anchor) return null
    return this.#anchor.contextTime + (streamFrame - this.#anchor.streamFrame) / this.#sampleRate
  }

  /** The frame of the timeline whose sound leaves the output at a time, `latencyFrames` behind what is rendered. */
  timelineFrame(contextTime: number, latencyFrames: number): number {
    const rendered = this.streamFrame(contextTime) ?? this.#heldAt
    if (rendered === null) return this.#startFrame
    return Math.round(this.#onTimeline(Math.max(0, rendered - latencyFrames)))
  }

  #onTimeline(streamFrame: number): number {
    let found = this.#segments[0]
    for (const segment of this.#segments) if (segment.streamFrame <= streamFrame) found = segment
    return found ? found.timelineFrame + streamFrame - found.streamFrame : this.#startFrame + streamFrame
  }

  get segments(): readonly Segment[] {
    return this.#segments
  }
}
