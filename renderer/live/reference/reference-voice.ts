import type { StreamClock } from '../stream-clock.ts'
import type { LoadedRecord } from './load-record.ts'

/** How far ahead what follows a jump of the song is set. */
const AHEAD_SECONDS = 0.35
/** A voice that begins at once begins this much later: longer than what the device asks for at a time, for which the context's time jumps. */
const LEAD_SECONDS = 0.04
/** How often a start that came too late is tried again, each time further ahead. */
const MOST_STARTS = 4

/** Sound in memory, and which frame of the record its first one is. */
type HeldSound = Pick<LoadedRecord, 'buffer' | 'firstFrame'>

/** What a record plays from: its passage over and over, or where the song is. */
export type VoicePlace =
  | { readonly kind: 'passage'; readonly startFrame: number; readonly endFrame: number | null }
  | { readonly kind: 'song' }

/** One record sounding beside the song, by the worklet's clock and behind the plan's latency. */
export class ReferenceVoice {
  readonly #context: BaseAudioContext
  readonly #target: AudioNode
  readonly #record: HeldSound
  readonly #place: VoicePlace
  readonly #clock: StreamClock
  readonly #latencyFrames: () => number
  #source: AudioBufferSourceNode | null = null
  /** When the passage began, and at which frame of the record. */
  #began = { time: 0, frame: 0 }
  #setUpTo = 0

  /** `atFrame`: where in its passage the record goes on. Call when the clock runs. */
  constructor(
    context: BaseAudioContext,
    target: AudioNode,
    record: HeldSound,
    place: VoicePlace,
    clock: StreamClock,
    latencyFrames: () => number,
    atFrame: number,
  ) {
    this.#context = context
    this.#target = target
    this.#record = record
    this.#place = place
    this.#clock = clock
    this.#latencyFrames = latencyFrames
    // Where the device ran past the time that was set before it was set, the sound would lie late under the song for as long as it plays.
    for (let starts = 1; starts <= MOST_STARTS; starts++) {
      this.#beginIn(starts * LEAD_SECONDS, atFrame)
      if (context.currentTime < this.#began.time) break
    }
  }

  #beginIn(seconds: number, atFrame: number): void {
    const soon = this.#context.currentTime + seconds
    const latency = this.#latencyFrames()
    // Not before the song's own first frame is heard.
    const from = Math.max(0, (this.#clock.streamFrame(soon) ?? 0) - latency)
    const time = Math.max(soon, this.#clock.contextTime(from + latency) ?? soon)
    this.#setUpTo = from
    this.#begin(time, this.#place.kind === 'song' ? this.#clock.timelineFrame(time, latency) : atFrame)
  }

  #begin(time: number, recordFrame: number): void {
    this.#source?.stop(time)
    const { buffer, firstFrame } = this.#record
    const { sampleRate } = buffer
    const offset = recordFrame - firstFrame
    this.#began = { time, frame: recordFrame }
    this.#source = null
    if (offset >= buffer.length) return
    const source = new AudioBufferSourceNode(this.#context, { buffer })
    if (this.#place.kind === 'passage') {
      source.loop = true
      source.loopStart = Math.max(0, this.#place.startFrame - firstFrame) / sampleRate
      source.loopEnd =
        Math.min(buffer.length, (this.#place.endFrame ?? firstFrame + buffer.length) - firstFrame) / sampleRate
    }
    source.connect(this.#target)
    // A song that runs towards a buffer's first frame waits for it.
    source.start(time + Math.max(0, -offset) / sampleRate, Math.max(0, offset) / sampleRate)
    this.#source = source
  }

  /** Sets what follows the song's next jumps. Call several times a second. */
  tick(): void {
    if (this.#place.kind !== 'song') return
    const latency = this.#latencyFrames()
    const horizon = this.#clock.streamFrame(this.#context.currentTime + AHEAD_SECONDS)
    if (horizon === null) return
    for (const { streamFrame, timelineFrame } of this.#clock.segments) {
      const time = this.#clock.contextTime(streamFrame + latency)
      if (streamFrame <= this.#setUpTo || streamFrame + latency > horizon || time === null) continue
      this.#setUpTo = streamFrame
      this.#begin(time, timelineFrame)
    }
  }

  /** The frame of the record that is rendered now. */
  recordFrame(): number {
    const { sampleRate } = this.#record.buffer
    const frame = this.#began.frame + Math.max(0, this.#context.currentTime - this.#began.time) * sampleRate
    if (this.#place.kind === 'song') return frame
    const { startFrame } = this.#place
    const end = this.#place.endFrame ?? this.#record.firstFrame + this.#record.buffer.length
    return frame < end ? frame : startFrame + ((frame - startFrame) % (end - startFrame))
  }

  stop(): void {
    this.#source?.stop()
    this.#source?.disconnect()
    this.#source = null
  }
}
