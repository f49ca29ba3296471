import type { Session } from '../session.ts'
import type { StreamClock } from '../stream-clock.ts'
import { type LoadedRecord, loadRecord, type ReferenceChoice } from './load-record.ts'
import { matchGain } from './match-gain.ts'
import { useReference } from './reference-state.ts'
import { ReferenceVoice } from './reference-voice.ts'

const TICK_MS = 100
/** Less of the mix than this says little of its loudness. */
const ENOUGH_SECONDS = 3

/** Plays a record in the mix's place, as loud as the mix. It runs while the song runs, heard or not. */
export class ReferencePlayer {
  #session: Session | null = null
  #clock: StreamClock | null = null
  #choice: ReferenceChoice | null = null
  #record: LoadedRecord | null = null
  #voice: ReferenceVoice | null = null
  #loading: AbortController | null = null
  #timer = 0
  /** Where the passage goes on when the song does. */
  #atFrame = 0
  #mixLufs: number | null = null

  /** Chooses what is at hand; null: nothing. The same record with another trim or passage goes on. */
  choose(choice: ReferenceChoice | null): void {
    const before = this.#choice
    this.#choice = choice
    if (choice === null) {
      this.#forget()
      return
    }
    const sameSound =
      before?.id === choice.id &&
      before.asset.poolHash === choice.asset.poolHash &&
      before.startFrame === choice.startFrame &&
      before.endFrame === choice.endFrame
    if (sameSound) {
      this.#match()
      return
    }
    this.#atFrame = choice.startFrame
    void this.#load(choice)
  }

  #forget(): void {
    this.#loading?.abort()
    this.#silence()
    this.#record = null
    this.#session?.monitor.hear(null)
    useReference.setState({
      chosenId: null,
      status: 'none',
      error: null,
      integratedLufs: null,
      measurement: null,
      spectrumDb: null,
      gainDb: null,
      isCapped: false,
      heard: false,
    })
  }

  async #load(choice: ReferenceChoice): Promise<void> {
    this.#loading?.abort()
    const loading = new AbortController()
    this.#loading = loading
    this.#silence()
    this.#record = null
    useReference.setState({
      chosenId: choice.id,
      status: 'loading',
      fraction: 0,
      error: null,
      measurement: null,
      spectrumDb: null,
      gainDb: null,
    })
    try {
      const record = await loadRecord(choice, (fraction) => useReference.setState({ fraction }), loading.signal)
      if (this.#loading !== loading) return
      this.#record = record
      const { measurement, spectrumDb } = record
      useReference.setState({
        status: 'ready',
        integratedLufs: measurement.integratedLufs,
        measurement,
        spectrumDb,
      })
      this.#sound()
      this.#match()
    } catch (error) {
      if (this.#loading !== loading || loading.signal.aborted) return
      useReference.setState({
        status: 'failed',
        error: error instanceof Error ? error.message : String(error),
        heard: false,
      })
      this.#session?.monitor.hear(null)
    }
  }

  /** Hears the record, or the mix again. */
  hear(heard: boolean): void {
    useReference.setState({ heard })
    this.#learnLoudness()
    this.#match()
  }

  setWithSong(withSong: boolean): void {
    useReference.setState({ withSong })
    this.#keepPlace()
    this.#sound()
  }

  /** Plays in another session; null: there is none. */
  enter(session: Session | null): void {
    this.stop()
    this.#session = session
    this.#match()
  }

  /** The song runs by this clock from now on. */
  start(clock: StreamClock): void {
    this.stop()
    this.#clock = clock
    this.#timer = window.setInterval(() => this.#tick(), TICK_MS)
    this.#sound()
  }

  /** The song stands still. */
  stop(): void {
    clearInterval(this.#timer)
    this.#learnLoudness()
    this.#keepPlace()
    this.#silence()
    this.#clock = null
  }

  #keepPlace(): void {
    if (this.#voice && !useReference.getState().withSong) this.#atFrame = Math.round(this.#voice.recordFrame())
  }

  #silence(): void {
    this.#voice?.stop()
    this.#voice = null
  }

  #sound(): void {
    this.#silence()
    const session = this.#session
    const choice = this.#choice
    if (!session || !this.#clock?.isRunning || !this.#record || !choice) return
    const { startFrame, endFrame } = choice
    const end = endFrame ?? choice.asset.frames
    if (this.#atFrame < startFrame || this.#atFrame >= end) this.#atFrame = startFrame
    this.#voice = new ReferenceVoice(
      session.context,
      session.monitor.referenceInput,
      this.#record,
      useReference.getState().withSong ? { kind: 'song' } : { kind: 'passage', startFrame, endFrame },
      this.#clock,
      () => session.engine.board.latencyFrames,
      this.#atFrame,
    )
  }

  #tick(): void {
    this.#voice?.tick()
    const { heard, gainDb } = useReference.getState()
    // Heard before the mix was known: matched as soon as it is.
    if (this.#learnLoudness() && heard && gainDb === null) this.#match()
  }

  /** Takes the mix's loudness where enough of it was played, or where none is known yet. Returns whether one is known. */
  #learnLoudness(): boolean {
    const session = this.#session
    const streamFrame = session && this.#clock?.streamFrame(session.context.currentTime)
    if (session && streamFrame !== null && streamFrame !== undefined) {
      const lufs = session.engine.loudness.get('integratedLufs')
      const seconds = streamFrame / session.context.sampleRate
      if (lufs !== null && seconds >= ENOUGH_SECONDS) this.#mixLufs = lufs
    }
    return this.#mixLufs !== null
  }

  /** Another song, whose loudness is not known. */
  forgetMix(): void {
    this.#mixLufs = null
    useReference.setState({ gainDb: null })
  }

  #match(): void {
    const { heard } = useReference.getState()
    const record = this.#record
    if (!record || !this.#choice) {
      this.#session?.monitor.hear(null)
      return
    }
    const { gainDb, isCapped } = matchGain(this.#mixLufs, record.measurement, this.#choice.trimDb)
    this.#session?.monitor.hear(heard ? gainDb : null)
    useReference.setState(this.#mixLufs === null ? { gainDb: null, isCapped: false } : { gainDb, isCapped })
  }
}
