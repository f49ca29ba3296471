import type * as ToneModule from 'tone'
import { signatureAt, tempoAt } from '../../shared/model/tempo-map.ts'
import { type Beat, beatsBetween } from './beats.ts'
import type { CompiledSong } from './compiled-song.ts'
import type { Monitor } from './monitor.ts'
import type { StreamClock } from './stream-clock.ts'

/** How often Tone's transport asks for clicks, and how far ahead they are set. */
const TICK_SECONDS = 0.1
const AHEAD_SECONDS = 0.35
const TICKS_PER_QUARTER = 24
const FIRST_OF_BAR_HZ = 1760
const OTHER_BEATS_HZ = 1175
const CLICK_SECONDS = 0.03
const LEVEL_DB = -10

/**
 * Runs Tone's transport beside the song and clicks its beats. The transport only wakes it: every click is set to the
 * frame the worklet's clock gives it, behind the plan's latency, so that it stays on the beat through loops and dropouts.
 */
export class Metronome {
  readonly #tone: typeof ToneModule
  readonly #monitor: Monitor
  #synth: ToneModule.Synth | null = null
  readonly #latencyFrames: () => number
  #on = false
  #song: CompiledSong | null = null
  #clock: StreamClock | null = null
  #setUpTo = 0
  /** Beats before the stream's first frame, heard whether the metronome is on or not. */
  #countIn: readonly Beat[] = []

  constructor(monitor: Monitor, latencyFrames: () => number) {
    this.#tone = monitor.tone
    this.#latencyFrames = latencyFrames
    this.#monitor = monitor
    // Tone walks through every tick; it has nothing else to do here than to wake this.
    this.#tone.getTransport().PPQ = TICKS_PER_QUARTER
    this.#tone.getTransport().scheduleRepeat((time) => this.#tick(time), TICK_SECONDS)
  }

  setOn(on: boolean): void {
    this.#on = on
    if (!on) this.#silence()
  }

  /** Takes back the clicks that are set and not heard yet. */
  #silence(): void {
    this.#synth?.dispose()
    this.#synth = null
  }

  #click(hertz: number, time: number): void {
    this.#synth ??= new this.#tone.Synth({
      volume: LEVEL_DB,
      oscillator: { type: 'triangle' },
      envelope: { attack: 0.001, decay: 0.04, sustain: 0, release: 0.02 },
    }).connect(this.#monitor.company)
    this.#synth.triggerAttackRelease(hertz, CLICK_SECONDS, time)
  }

  follow(song: CompiledSong): void {
    this.#song = song
    const transport = this.#tone.getTransport()
    const bpm = tempoAt(song.tempo, 0)
    const { beatsPerBar, beatUnit } = signatureAt(song.tempo, 0)
    if (transport.bpm.value !== bpm) transport.bpm.value = bpm
    transport.timeSignature = [beatsPerBar, beatUnit]
  }

  /** The stream of `clock` sounds from now on, or as soon as these beats before its first frame are counted in. */
  start(clock: StreamClock, countIn: readonly Beat[]): void {
    this.#silence()
    const now = this.#tone.getContext().currentTime
    this.#clock = clock
    this.#countIn = countIn
    this.#setUpTo = clock.streamFrame(now) ?? 0
    const transport = this.#tone.getTransport()
    if (transport.state === 'started') transport.stop(now)
    // Not before the first frame sounds but now, so that it wakes for the count-in; behind any stop that was asked for.
    const begin = this.#tone.now()
    transport.start(begin, clock.timelineFrame(begin, 0) / this.#tone.getContext().sampleRate)
    this.#tick(now)
  }

  stop(): void {
    this.#clock = null
    this.#countIn = []
    this.#tone.getTransport().stop(this.#tone.immediate())
    this.#silence()
  }

  #tick(time: number): void {
    const song = this.#song
    const clock = this.#clock
    const horizon = clock?.streamFrame(time + AHEAD_SECONDS)
    if (!song || !clock || horizon === null || horizon === undefined || horizon <= this.#setUpTo) return
    const from = this.#setUpTo
    this.#setUpTo = horizon
    const beats = this.#countIn.filter(({ streamFrame }) => streamFrame >= from && streamFrame < horizon)
    if (this.#on) beats.push(...beatsBetween(clock.segments, Math.max(0, from), horizon, song.tempo))
    const delay = this.#latencyFrames()
    for (const beat of beats) {
      const at = clock.contextTime(beat.streamFrame + delay)
      if (at === null) continue
      this.#click(beat.isFirstOfBar ? FIRST_OF_BAR_HZ : OTHER_BEATS_HZ, Math.max(at, this.#tone.immediate()))
    }
  }

  close(): void {
    this.stop()
    this.#tone.getTransport().cancel()
  }
}
