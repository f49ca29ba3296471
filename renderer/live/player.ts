import type { AuditionRequest } from '../../shared/engine/mixer/audition.ts'
import { sendInputId } from '../../shared/engine/mixer/plan.ts'
import type { Place } from '../../shared/engine/mixer/probe.ts'
import type { Document, Id } from '../../shared/model/document.ts'
import { type Beat, type CountIn, countInBeats } from './beats.ts'
import { captureSong } from './capture.ts'
import { companions } from './companions.ts'
import { type CompiledSong, compileSong, type Stage } from './compiled-song.ts'
import { CpuShare } from './cpu-share.ts'
import { type HeldValue, withHands } from './hands.ts'
import type { TapRange } from './host/device-taps.ts'
import type { HostEvent } from './host/messages.ts'
import { encodeValue, type InputKey, type StripKey } from './host/plan-index.ts'
import { LevelMeters, type MasterLevels, type StripLevels } from './level-meters.ts'
import { cellsOf } from './memory/cells.ts'
import { type MeterSettings, meterSetup } from './meter-settings.ts'
import type { MonitorSettings } from './monitor-settings.ts'
import { type OutputDevice, playThrough, systemOutput } from './outputs.ts'
import { PlaceDesk, type PlaceMeter, type Scope } from './places.ts'
import { PreviewPlayer } from './preview/preview-player.ts'
import { ReferencePlayer } from './reference/reference-player.ts'
import { heardTime, openSession, type Session, underrunsOf } from './session.ts'
import type { StreamEvent } from './stream/stream-messages.ts'
import { StreamClock } from './stream-clock.ts'
import { useTransport } from './transport-store.ts'

export { useTransport } from './transport-store.ts'

/** Plays the song on the page. Everything is remembered while there is no audio context yet; the first play makes it. */
export interface Player {
  /** Follows a document: call again with every change. A song that cannot be compiled is told in `useTransport.error`. */
  attach(document: Document, songId: Id): void
  /** Lets go of the document and the audio device. */
  detach(): void
  /** Resolves when playing was asked of the engine; never rejects. */
  play(): Promise<void>
  /** Stops here. */
  pause(): void
  /** Stops and goes back to where playing began. */
  stop(): void
  /** Plays or pauses. */
  toggle(): Promise<void>
  /** Goes to a frame, playing or not. */
  seek(frame: number): void
  /** Hears the song with or without its mastering rack. */
  setStage(stage: Stage): void
  /** The frame of the timeline that is heard now. Cheap. */
  playheadFrame(): number
  /** Sounds a value while it is dragged, until the document is attached again. */
  previewStrip(trackId: Id, key: StripKey, value: number | boolean): void
  previewSend(trackId: Id, sendId: Id, key: InputKey, value: number): void
  previewDevice(deviceId: Id, paramId: string, value: number): void
  /** Sounds a value in the place of a lane's curve until the lane is let go; call again as the hand moves. */
  holdLane(laneId: Id, hand: HeldValue): void
  letLaneGo(laneId: Id): void
  /** The frame of the timeline that the engine renders now, ahead of the one that is heard. */
  renderedFrame(): number
  /** What a strip's meter shows now, as the meters are set; the output's where the id is null. One object a strip. */
  levels(trackId: Id | null): StripLevels
  /** Chooses what the meters of strips and output show. */
  setMeters(settings: MeterSettings): void
  /** Puts the clip lamps out and forgets the highest levels, of one strip, of the output (null) or of all. */
  clearClips(trackId?: Id | null): void
  /** At most 0. */
  gainReductionDb(deviceId: Id): number
  /** What a device tells now, by index of its spec's taps, in dB; null while it tells nothing. */
  deviceTap(deviceId: Id, tap: number): TapRange | null
  master(): MasterLevels
  /** Looks at the sound of a place, now and through every edit, playing or not, until the look is closed. */
  openScope(place: Place): Scope
  /** Measures loudness, true peak and correlation at a place, likewise. */
  openMeter(place: Place): PlaceMeter
  /** Lets a device be listened to closely, playing or not; null ends that. No part of the mix. */
  hear(request: AuditionRequest | null): void
  resetMeters(): void
  setMonitor(settings: MonitorSettings): void
  /** Plays through another device, and through the system's own while it is not there. */
  setOutput(output: OutputDevice): void
  setMetronome(on: boolean): void
  /** The record that is heard in the mix's place. */
  readonly reference: ReferencePlayer
  /** What a codec makes of the master, heard in its place. */
  readonly preview: PreviewPlayer
  /** How many bars are clicked before play begins; a seek while it plays counts nothing. */
  setCountIn(bars: CountIn): void
  stats(): PlayerStats
  /** The first frames of the song exactly as the live engine gives them, rendered aside. Rejects without a song. */
  capture(frames: number): Promise<Float32Array<ArrayBuffer>>
}

interface PlayerStats {
  /** How often the audio device ran out of sound. */
  underruns: number
  /** How many track streams had no sound when the engine needed it. */
  starvedRings: number
  latencyFrames: number
  /** The engine's share of real time, 0 to 1; null until it played for a while. */
  cpuShare: number | null
}

/** A start that takes longer than this is reported. */
const START_TIMEOUT_MS = 10_000
/** Head start of the metronome's first click. */
const CLICK_LEAD_SECONDS = 0.15

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

class LivePlayer implements Player {
  constructor() {
    // A device that was pulled out or put in again.
    globalThis.navigator?.mediaDevices?.addEventListener('devicechange', () => void this.#useOutput())
  }

  #document: Document | null = null
  #songId: Id | null = null
  #song: CompiledSong | null = null
  #session: Session | null = null
  #opening: Promise<Session> | null = null
  /** Counts what makes a start under way worthless. */
  #intent = 0
  /** Where the playhead stands while nothing plays. */
  #position = 0
  #beganAt = 0
  #clock: StreamClock | null = null
  /** Of the stream that begins next or began last. */
  #countIn: readonly Beat[] = []
  readonly reference = new ReferencePlayer()
  readonly preview = new PreviewPlayer()
  readonly #company = companions([this.reference, this.preview])
  #places = new PlaceDesk(() => useTransport.getState().playing)
  #meters = new LevelMeters(this.#places)
  #cpu = new CpuShare()
  #previews = new Map<string, () => void>()
  #hands = new Map<Id, HeldValue>()
  #heard: AuditionRequest | null = null

  attach(document: Document, songId: Id): void {
    const isOtherProject = this.#document?.project.id !== document.project.id
    if (this.#document && (isOtherProject || this.#document.project.sampleRate !== document.project.sampleRate))
      this.detach()
    else if (this.#songId !== null && this.#songId !== songId) {
      this.stop()
      this.#meters.clear()
      this.reference.forgetMix()
      this.preview.load(null)
    }
    const isOtherSong = this.#songId !== songId
    this.#document = document
    this.#songId = songId
    if (!this.#compile()) return
    if (isOtherSong) this.seek(this.#song!.startFrame)
  }

  /** Compiles what is attached and lets the engine follow. False when it cannot be compiled. */
  #compile(): boolean {
    if (!this.#document || this.#songId === null) return false
    try {
      const sounding = withHands(this.#document, this.#hands)
      this.#song = compileSong(sounding, this.#songId, useTransport.getState().stage, this.#song)
    } catch (error) {
      this.#fail(sentence(error))
      return false
    }
    this.#session?.engine.follow(this.#song)
    this.#session?.metronome.follow(this.#song)
    const restore = [...this.#previews.values()]
    this.#previews.clear()
    for (const each of restore) each()
    return true
  }

  detach(): void {
    this.#halt()
    this.#session?.close()
    this.#session = null
    this.#places.follow(null)
    this.#company.enter(null)
    this.#opening = null
    this.#document = null
    this.#songId = null
    this.#song = null
    this.#clock = null
    this.#position = 0
    this.#beganAt = 0
    this.#previews.clear()
    this.#hands.clear()
    this.#meters.clear()
    useTransport.setState({ error: null })
  }

  async #openSession(song: CompiledSong): Promise<Session> {
    if (this.#session) return this.#session
    const opening = this.#opening ?? openSession(song, useTransport.getState().monitor, (event) => this.#hear(event))
    this.#opening = opening
    try {
      const session = await opening
      if (this.#opening !== opening) {
        if (this.#session !== session) session.close()
        throw new Error('The project was closed before it could be played.')
      }
      if (this.#session === session) return session
      this.#session = session
      this.#places.follow(session.engine)
      this.#company.enter(session)
      session.engine.setMeters(meterSetup(this.#meters.settings))
      if (this.#heard) session.engine.hear(this.#heard)
      this.#cpu = new CpuShare()
      await this.#useOutput()
      session.metronome.setOn(useTransport.getState().metronome)
      session.monitor.set(useTransport.getState().monitor)
      if (this.#song) session.engine.follow(this.#song)
      session.context.addEventListener('error', () => {
        this.#fail('The audio device was lost. Connect one and press play again.')
        this.#dropSession()
      })
      this.#locate(this.#position, false)
      return session
    } catch (error) {
      if (this.#opening === opening) this.#opening = null
      throw error
    }
  }

  #dropSession(): void {
    this.#position = this.playheadFrame()
    this.#halt()
    this.#session?.close()
    this.#session = null
    this.#places.follow(null)
    this.#company.enter(null)
    this.#opening = null
    this.#clock = null
  }

  async play(): Promise<void> {
    const { playing, starting } = useTransport.getState()
    if (playing || starting || !this.#song) return
    const intent = ++this.#intent
    useTransport.setState({ starting: true, error: null })
    try {
      const session = await this.#openSession(this.#song)
      await session.context.resume()
      if (intent !== this.#intent) return
      this.#beganAt = this.#position
      this.#lead(this.#position, useTransport.getState().countInBars)
      session.engine.resetMeters()
      session.engine.setPlaying(true)
      useTransport.setState({ playing: true })
      setTimeout(() => this.#checkStart(intent), START_TIMEOUT_MS)
    } catch (error) {
      if (intent !== this.#intent) return
      useTransport.setState({ starting: false })
      this.#fail(`The sound did not start: ${sentence(error)}`)
    }
  }

  /** Sets what comes before the next stream's first frame: a count-in, and room for the first click. */
  #lead(frame: number, bars: CountIn): void {
    const song = this.#song
    const board = this.#session?.engine.board
    if (!song || !board) return
    const { frames, beats } = countInBeats(song.tempo, frame, bars)
    this.#countIn = beats
    const clicks = useTransport.getState().metronome || bars > 0
    const { sampleRate } = song.plan
    board.setLeadCells(clicks ? cellsOf(CLICK_LEAD_SECONDS + frames / sampleRate, sampleRate) : 0)
  }

  #checkStart(intent: number): void {
    if (intent !== this.#intent || !useTransport.getState().starting) return
    this.#dropSession()
    this.#fail('The sound did not start in ten seconds. Check the audio device and press play again.')
  }

  /** Silences and stays. */
  #halt(): void {
    this.#intent += 1
    useTransport.setState({ playing: false, starting: false })
    this.#session?.engine.setPlaying(false)
    this.#session?.metronome.stop()
    this.#company.stop()
  }

  pause(): void {
    if (!this.#isActive()) return
    const frame = this.playheadFrame()
    this.#halt()
    this.#goTo(frame)
  }

  stop(): void {
    if (!this.#isActive()) return
    this.#halt()
    this.#goTo(this.#beganAt)
  }

  #isActive(): boolean {
    const { playing, starting } = useTransport.getState()
    return playing || starting
  }

  async toggle(): Promise<void> {
    if (this.#isActive()) this.pause()
    else await this.play()
  }

  seek(frame: number): void {
    this.#beganAt = Math.max(0, Math.round(frame))
    this.#goTo(this.#beganAt)
  }

  #goTo(frame: number): void {
    this.#position = frame
    this.#locate(frame, useTransport.getState().playing)
  }

  #locate(frame: number, playing: boolean): void {
    const { engine, metronome } = this.#session ?? {}
    if (!engine || !metronome) return
    if (playing) {
      metronome.stop()
      this.#company.stop()
      this.#lead(frame, 0)
    }
    const epoch = engine.locate(frame, playing)
    this.#clock = new StreamClock(epoch, frame, engine.song.plan.sampleRate)
  }

  #stripName(stripId: string | null): string {
    const name = stripId && this.#document?.tracks[stripId]?.name
    return name ? `“${name}”` : 'The mastering rack'
  }

  #hear(event: HostEvent | StreamEvent): void {
    if (event.type === 'missing') useTransport.setState(({ unread }) => ({ unread: unread + 1 }))
    if (event.type === 'damaged')
      this.#fail(
        `${this.#stripName(event.stripId)} gave something that is no sound. It was silenced and its devices began anew: look at their settings.`,
      )
    if (event.type === 'failed') {
      this.#dropSession()
      this.#fail(`Playback stopped: ${event.message} Press play to try again.`)
    }
    const clock = this.#clock
    if (!clock || !('epoch' in event) || event.epoch !== clock.epoch) return
    if (event.type === 'segments') clock.setSegments(event.segments)
    if (event.type === 'dry') {
      clock.hold(this.#session?.context.currentTime ?? 0)
      this.#session?.metronome.stop()
      this.#company.stop()
    }
    if (event.type === 'started') {
      clock.start(event.contextTime, event.streamFrame)
      if (!useTransport.getState().playing) return
      this.#session?.metronome.start(clock, event.streamFrame === 0 ? this.#countIn : [])
      this.#company.start(clock)
      useTransport.setState({ starting: false })
    }
  }

  #fail(error: string): void {
    // The same sentence again is news too.
    if (useTransport.getState().error === error) useTransport.setState({ error: null })
    useTransport.setState({ error })
  }

  setStage(stage: Stage): void {
    if (useTransport.getState().stage === stage) return
    useTransport.setState({ stage })
    this.#compile()
  }

  playheadFrame(): number {
    const session = this.#session
    if (!session || !this.#clock || !useTransport.getState().playing) return this.#position
    return this.#clock.timelineFrame(heardTime(session.context), session.engine.board.latencyFrames)
  }

  previewStrip(trackId: Id, key: StripKey, value: number | boolean): void {
    const engine = this.#session?.engine
    if (!engine) return
    engine.moveStrip(trackId, key, encodeValue(key, value))
    this.#previews.set(`${trackId} ${key}`, () => engine.restoreStrip(trackId, key))
  }

  previewSend(trackId: Id, sendId: Id, key: InputKey, value: number): void {
    const engine = this.#session?.engine
    if (!engine) return
    const inputId = sendInputId(trackId, sendId)
    engine.moveInput(inputId, key, value)
    this.#previews.set(`${inputId} ${key}`, () => engine.restoreInput(inputId, key))
  }

  previewDevice(deviceId: Id, paramId: string, value: number): void {
    const engine = this.#session?.engine
    if (!engine) return
    engine.moveDevice(deviceId, paramId, value)
    this.#previews.set(`${deviceId} ${paramId}`, () => engine.restoreDevice(deviceId, paramId))
  }

  holdLane(laneId: Id, hand: HeldValue): void {
    const held = this.#hands.get(laneId)
    if (held?.value === hand.value) return
    this.#hands.set(laneId, hand)
    this.#compile()
  }

  letLaneGo(laneId: Id): void {
    if (this.#hands.delete(laneId)) this.#compile()
  }

  renderedFrame(): number {
    const session = this.#session
    if (!session || !this.#clock || !useTransport.getState().playing) return this.#position
    return this.#clock.timelineFrame(session.context.currentTime, session.engine.board.latencyFrames)
  }

  levels(trackId: Id | null): StripLevels {
    const { playing } = useTransport.getState()
    return this.#meters.levels(this.#session?.engine ?? null, playing, trackId, performance.now())
  }

  setMeters(settings: MeterSettings): void {
    this.#meters.set(settings)
    this.#session?.engine.setMeters(meterSetup(settings))
  }

  clearClips(trackId?: Id | null): void {
    this.#meters.clearClips(trackId)
  }

  gainReductionDb(deviceId: Id): number {
    return this.#meters.gainReductionDb(this.#session?.engine ?? null, deviceId)
  }

  deviceTap(deviceId: Id, tap: number): TapRange | null {
    return this.#meters.tap(this.#session?.engine ?? null, deviceId, tap)
  }

  master(): MasterLevels {
    return this.#meters.master(this.#session?.engine ?? null)
  }

  openScope(place: Place): Scope {
    return this.#places.openScope(place)
  }

  openMeter(place: Place): PlaceMeter {
    return this.#places.openMeter(place)
  }

  hear(request: AuditionRequest | null): void {
    this.#heard = request
    this.#session?.engine.hear(request)
  }

  resetMeters(): void {
    this.#session?.engine.resetMeters()
  }

  setMonitor(monitor: MonitorSettings): void {
    useTransport.setState({ monitor })
    this.#session?.monitor.set(monitor)
  }

  setOutput(output: OutputDevice): void {
    useTransport.setState({ output })
    void this.#useOutput()
  }

  /** Lets the session play through the chosen device; where that is not there, through the system's own, with a sentence. */
  async #useOutput(): Promise<void> {
    const context = this.#session?.context
    const { output, outputMissing } = useTransport.getState()
    if (!context) return
    try {
      await playThrough(context, output)
      useTransport.setState({ outputMissing: false })
    } catch {
      if (useTransport.getState().output !== output) return
      await playThrough(context, systemOutput).catch(() => {})
      useTransport.setState({ outputMissing: true })
      if (!outputMissing)
        this.#fail(
          `The output “${output.name}” is not there: you hear the system’s own. Connect it, or choose another under Monitor.`,
        )
    }
  }

  setCountIn(countInBars: CountIn): void {
    useTransport.setState({ countInBars })
  }

  setMetronome(metronome: boolean): void {
    useTransport.setState({ metronome })
    this.#session?.metronome.setOn(metronome)
  }

  stats(): PlayerStats {
    const session = this.#session
    if (!session)
      return { underruns: 0, starvedRings: 0, latencyFrames: this.#song?.plan.latencyFrames ?? 0, cpuShare: null }
    const { board } = session.engine
    return {
      underruns: underrunsOf(session.context),
      starvedRings: board.starvedRings,
      latencyFrames: board.latencyFrames,
      cpuShare: this.#cpu.read(board, session.context.sampleRate),
    }
  }

  capture(frames: number): Promise<Float32Array<ArrayBuffer>> {
    if (!this.#document || this.#songId === null) return Promise.reject(new Error('There is no song to capture.'))
    return captureSong(this.#document, this.#songId, useTransport.getState().stage, frames)
  }
}

export const player: Player = new LivePlayer()
