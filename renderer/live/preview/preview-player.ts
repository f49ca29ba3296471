import { ReferenceVoice } from '../reference/reference-voice.ts'
import type { Session } from '../session.ts'
import type { StreamClock } from '../stream-clock.ts'
import { usePreview } from './preview-state.ts'

/** A sound that lies on the song's timeline, to be heard in the master's place. */
export interface PreviewSound {
  readonly buffer: AudioBuffer
  /** The timeline's frame that is the buffer's first. */
  readonly firstFrame: number
  /** What makes it as loud as the master it was made of, in dB. */
  readonly gainDb: number
  /** Short-term loudness of that master at a frame of the timeline; null where it is not known. */
  readonly masterLufsAt: (frame: number) => number | null
}

const TICK_MS = 100
/** A short-term reading needs so much of the song without a jump. */
const ENOUGH_SECONDS = 3.2

/** Plays a preview beside the song, frame by frame with it, heard or not. */
export class PreviewPlayer {
  #session: Session | null = null
  #clock: StreamClock | null = null
  #sound: PreviewSound | null = null
  #voice: ReferenceVoice | null = null
  #timer = 0

  /** Puts a sound at hand; null: none. What was heard goes on with the new one. */
  load(sound: PreviewSound | null): void {
    this.#silence()
    this.#sound = sound
    usePreview.setState((state) => ({ loaded: sound !== null, heard: sound !== null && state.heard }))
    this.#play()
    this.#follow()
  }

  /** Hears the preview, or the master again. */
  hear(heard: boolean): void {
    usePreview.setState({ heard: heard && this.#sound !== null })
    this.#follow()
  }

  /** Plays in another session; null: there is none. */
  enter(session: Session | null): void {
    this.stop()
    this.#session = session
    this.#follow()
  }

  /** The song runs by this clock from now on. */
  start(clock: StreamClock): void {
    this.stop()
    this.#clock = clock
    this.#timer = window.setInterval(() => this.#voice?.tick(), TICK_MS)
    this.#play()
  }

  /** The song stands still. */
  stop(): void {
    clearInterval(this.#timer)
    this.#silence()
    this.#clock = null
  }

  #silence(): void {
    this.#voice?.stop()
    this.#voice = null
  }

  #play(): void {
    const session = this.#session
    const sound = this.#sound
    if (!session || !sound || !this.#clock?.isRunning) return
    this.#voice = new ReferenceVoice(
      session.context,
      session.monitor.previewInput,
      { buffer: sound.buffer, firstFrame: sound.firstFrame },
      { kind: 'song' },
      this.#clock,
      () => session.engine.board.latencyFrames,
      0,
    )
  }

  /**
   * What the master that is heard is louder than the one that was coded, in dB: a drive that was not set to the target makes the live
   * master another one. 0 where too little was played to tell.
   */
  #masterIsLouderDb(sound: PreviewSound): number {
    const session = this.#session
    const clock = this.#clock
    const streamFrame = session && clock?.streamFrame(session.context.currentTime)
    if (!session || !clock || streamFrame == null) return 0
    if (streamFrame / session.context.sampleRate < ENOUGH_SECONDS) return 0
    const frame = clock.timelineFrame(session.context.currentTime, session.engine.board.latencyFrames)
    const live = session.engine.loudness.get('shortTermLufs')
    const coded = sound.masterLufsAt(frame)
    return live === null || coded === null ? 0 : live - coded
  }

  #follow(): void {
    const sound = this.#sound
    const { heard } = usePreview.getState()
    if (!sound || !heard) {
      this.#session?.monitor.hearPreview(null)
      return
    }
    const gainDb = sound.gainDb + this.#masterIsLouderDb(sound)
    usePreview.setState({ gainDb })
    this.#session?.monitor.hearPreview(gainDb)
  }
}
