import { deviceSpecs } from '../../../shared/engine/devices/specs.ts'
import { Engine } from '../../../shared/engine/engine.ts'
import { CELL_FRAMES } from '../../../shared/engine/kernel/grid.ts'
import { instantiateKernel, type Kernel } from '../../../shared/engine/kernel/kernel.ts'
import type { AuditionRequest } from '../../../shared/engine/mixer/audition.ts'
import type { Plan, PlanDevice } from '../../../shared/engine/mixer/plan.ts'
import { CELL_SAMPLES, cellsOf, FADE_SECONDS, PRIME_SECONDS, REFILL_SECONDS } from '../memory/cells.ts'
import { BYPASS, type ParamMove, ParamQueue } from '../memory/param-queue.ts'
import { PlaceRing } from '../memory/place-ring.ts'
import { TrackRing } from '../memory/track-ring.ts'
import { TransportBoard } from '../memory/transport-board.ts'
import { Gate } from './gate.ts'
import { LoudnessReader } from './loudness-reader.ts'
import type { HostEvent, HostMessage, HostOptions, PlanMessage } from './messages.ts'
import { PlaceReaders } from './place-readers.ts'
import { decodeStripValue, devicesOfPlan, inputKeys, inputsOfPlan, stripKeys } from './plan-index.ts'
import { StripMeters } from './strip-meters.ts'

/** An audio strip that the engine plays, and where its sound comes from. */
interface Feed {
  readonly id: string
  readonly ring: TrackRing
  /** Whether the present plan has it; one that was removed fades out on what its ring still holds. */
  live: boolean
  /** Its input in the kernel's memory. */
  input: Float32Array
}

/**
 * The engine as the worklet runs it: fed by rings, moved by the parameter queue, started and stopped through the
 * transport board. Knows nothing of Web Audio. `process` does not throw, and allocates only where a plan changed, the
 * sound starts or a parameter moved.
 */
export class LiveEngine {
  readonly #post: (event: HostEvent) => void
  readonly #kernel: Kernel
  readonly #board: TransportBoard
  readonly #places: PlaceRing
  readonly #queue: ParamQueue
  readonly #gate: Gate
  readonly #master: LoudnessReader
  readonly #looks: PlaceReaders
  readonly #move: ParamMove = { serial: 0, target: 0, param: 0, value: 0 }
  readonly #fadeCells: number
  readonly #primeCells: number
  readonly #refillCells: number
  #engine: Engine
  #plan: Plan
  #devices: readonly PlanDevice[] = []
  #inputs: ReturnType<typeof inputsOfPlan> = []
  #serial = 0
  #feeds: Feed[] = []
  readonly #stripMeters: StripMeters
  #output: Float32Array = new Float32Array(0)
  #hears: AuditionRequest | null = null
  /** A plan of another song waits until the one that sounds has faded out. */
  #waitingPlan: PlanMessage | null = null
  #epoch = 0
  #base = 0
  #cell = 0
  #running = false
  /** The rings ran dry: the sound waits, the song stands still. */
  #dry = false
  #damageTold = false
  /** Cells of silence before a stream's first frame. */
  #lead = 0

  constructor(options: HostOptions, sampleRate: number, post: (event: HostEvent) => void) {
    this.#post = post
    this.#kernel = instantiateKernel(options.module)
    this.#board = new TransportBoard(options.transport)
    this.#places = new PlaceRing(options.places)
    this.#queue = new ParamQueue(options.params)
    this.#gate = new Gate(Math.ceil(FADE_SECONDS * sampleRate))
    this.#fadeCells = cellsOf(FADE_SECONDS, sampleRate) + 1
    this.#primeCells = cellsOf(PRIME_SECONDS, sampleRate)
    this.#refillCells = cellsOf(REFILL_SECONDS, sampleRate)
    this.#master = new LoudnessReader(this.#kernel, sampleRate, options.loudness)
    this.#looks = new PlaceReaders(this.#kernel, sampleRate)
    this.#plan = options.plan.plan
    this.#engine = this.#makeEngine(options.plan)
    this.#stripMeters = new StripMeters(this.#kernel, sampleRate, options.plan)
    this.#adopt(options.plan)
  }

  #makeEngine({ plan, files }: PlanMessage): Engine {
    return new Engine(this.#kernel, plan, {
      maxBlockFrames: CELL_FRAMES,
      timeline: (frame) => this.#places.timelineFrame(this.#base, frame),
      files,
    })
  }

  receive(message: HostMessage): void {
    try {
      this.#take(message)
    } catch (error) {
      this.#post({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
    }
  }

  #take(message: HostMessage): void {
    if (message.type === 'plan') this.#follow(message)
    else if (message.type === 'openPlace') this.#looks.open(this.#engine, message.id, message.place, message.memory)
    else if (message.type === 'closePlace') this.#looks.close(this.#engine, message.id)
    else if (message.type === 'meters') this.#stripMeters.set(this.#engine, message.setup)
    else if (message.type === 'hear') {
      this.#hears = message.request
      this.#engine.hear(message.request)
    } else if (message.type === 'resetMeters') {
      this.#master.reset()
      this.#looks.reset()
    }
    this.#refreshViews()
  }

  #follow(message: PlanMessage): void {
    if (message.plan.songId === this.#plan.songId) {
      this.#engine.updatePlan(message.plan, message.files)
    } else if (this.#running) {
      this.#waitingPlan = message
      return
    } else {
      const engine = this.#makeEngine(message)
      this.#engine.release()
      this.#engine = engine
      this.#stripMeters.forgetEngine()
      this.#looks.follow(engine)
      engine.hear(this.#hears)
      this.#feeds = []
      this.#master.reset()
    }
    this.#waitingPlan = null
    this.#adopt(message)
  }

  #adopt(message: PlanMessage): void {
    this.#plan = message.plan
    this.#serial = message.serial
    this.#devices = devicesOfPlan(message.plan)
    this.#inputs = inputsOfPlan(message.plan)
    this.#stripMeters.follow(this.#engine, message)
    this.#board.setLatencyFrames(this.#engine.latencyFrames)
    const feeds: Feed[] = []
    for (const { id, kind } of message.plan.strips) {
      const buffer = message.rings[id]
      if (kind !== 'audio' || !buffer) continue
      feeds.push({ id, ring: new TrackRing(buffer), live: true, input: new Float32Array(0) })
    }
    for (const feed of this.#feeds)
      if (this.#engine.hasStrip(feed.id) && !feeds.some((other) => other.id === feed.id))
        feeds.push({ ...feed, live: false })
    this.#feeds = feeds
    this.#refreshViews()
  }

  /** Growing memory empties the views of it, and memory grows only where a plan changed or the engine was reset. */
  #refreshViews(): void {
    for (const feed of this.#feeds)
      if (this.#engine.hasStrip(feed.id))
        feed.input = this.#kernel.f32(this.#engine.inputPointer(feed.id), CELL_SAMPLES)
    this.#output = this.#kernel.f32(this.#engine.outputPointer(), CELL_SAMPLES)
    this.#looks.refreshViews()
  }

  /** Renders the next 128 frames. `contextTime`: the time at which they begin, in seconds of the audio context. */
  process(left: Float32Array, right: Float32Array, contextTime: number): void {
    const before = Date.now()
    this.#moveParams()
    this.#followTransport(contextTime)
    const leading = this.#lead > 0
    if (leading) this.#lead -= 1
    if (!this.#running || this.#dry || leading) {
      left.fill(0)
      right.fill(0)
      return
    }
    this.#render(left, right)
    this.#board.addWork(Date.now() - before)
  }

  #moveParams(): void {
    const move = this.#move
    while (this.#queue.peek(move)) {
      // One that was written for a plan still under way waits; an older plan's values are in the newer plan.
      if (move.serial > this.#serial) return
      this.#queue.drop()
      if (move.serial === this.#serial) this.#applyMove(move)
    }
  }

  #applyMove(move: ParamMove): void {
    const input = this.#inputs[move.target - this.#plan.strips.length]
    if (input) {
      const key = inputKeys[move.param]
      if (key)
        this.#engine.setInputParam(input.stripId, input.input.id, key, key === 'on' ? move.value === 1 : move.value)
      return
    }
    if (move.target >= 0) {
      const strip = this.#plan.strips[move.target]
      const key = stripKeys[move.param]
      if (strip && key) this.#engine.setStripParam(strip.id, key, decodeStripValue(key, move.value))
      return
    }
    const device = this.#devices[-1 - move.target]
    if (!device) return
    if (move.param === BYPASS) {
      this.#engine.setDeviceBypass(device.id, move.value === 1)
      return
    }
    const param = deviceSpecs[device.kind].params[move.param]
    if (param) this.#engine.setDeviceParam(device.id, param.id, move.value)
  }

  #followTransport(contextTime: number): void {
    const board = this.#board
    const wanted = board.wantsPlaying && board.wantedEpoch === this.#epoch && !this.#waitingPlan
    if (this.#running && !wanted) {
      if (this.#dry || this.#lead > 0 || this.#gate.isShut) this.#stop()
      else this.#gate.close()
    }
    if (this.#running) {
      if (this.#dry && this.#cellsAhead() >= this.#refillCells) {
        this.#dry = false
        this.#gate.open()
        this.#postStart(contextTime)
      }
      return
    }
    if (!board.wantsPlaying || board.streamEpoch !== board.wantedEpoch) return
    this.#base = board.streamBase
    this.#cell = this.#base
    if (this.#cellsAhead() < this.#primeCells) return
    this.#epoch = board.wantedEpoch
    this.#engine.reset()
    this.#stripMeters.reset()
    this.#dropSilencedFeeds()
    this.#refreshViews()
    this.#gate.jump(1)
    this.#running = true
    this.#damageTold = false
    this.#lead = board.leadCells
    board.setReadCell(this.#cell)
    board.setRunningEpoch(this.#epoch)
    this.#postStart(contextTime + (this.#lead * CELL_FRAMES) / this.#plan.sampleRate)
  }

  #postStart(contextTime: number): void {
    const streamFrame = (this.#cell - this.#base) * CELL_FRAMES
    this.#post({ type: 'started', epoch: this.#epoch, contextTime, streamFrame })
  }

  #stop(): void {
    this.#running = false
    this.#dry = false
    this.#lead = 0
    this.#board.setRunningEpoch(0)
    if (!this.#waitingPlan) return
    const waiting = this.#waitingPlan
    this.#waitingPlan = null
    this.receive(waiting)
  }

  /** How many cells every live stream has ahead. */
  #cellsAhead(): number {
    let least = Number.POSITIVE_INFINITY
    for (let i = 0; i < this.#feeds.length; i++) {
      const feed = this.#feeds[i]!
      if (feed.live) least = Math.min(least, feed.ring.available(this.#cell))
    }
    return least
  }

  /** Fades out while there is still something to fade, and then waits. */
  #watchRings(): void {
    const ahead = this.#cellsAhead()
    if (this.#gate.isClosing || ahead > this.#fadeCells) return
    this.#gate.close()
    let starved = 0
    for (let i = 0; i < this.#feeds.length; i++) {
      const feed = this.#feeds[i]!
      if (feed.live && feed.ring.available(this.#cell) <= this.#fadeCells) starved++
    }
    this.#board.addStarvedRings(starved)
  }

  #render(left: Float32Array, right: Float32Array): void {
    this.#watchRings()
    for (let i = 0; i < this.#feeds.length; i++) {
      const feed = this.#feeds[i]!
      feed.ring.read(this.#cell, feed.input, 0)
    }
    this.#engine.process(CELL_FRAMES)
    this.#cell += 1
    this.#board.setReadCell(this.#cell)
    this.#stripMeters.read(this.#engine, this.#devices)
    this.#looks.read()
    this.#tellDamage()
    this.#deliver(left, right)
    if (
      this.#gate.isShut &&
      this.#board.wantsPlaying &&
      this.#board.wantedEpoch === this.#epoch &&
      !this.#waitingPlan
    ) {
      this.#dry = true
      this.#post({ type: 'dry', epoch: this.#epoch })
    }
    this.#dropSilencedFeeds()
  }

  /** Behind the gate to the speakers, and to the meters. */
  #deliver(left: Float32Array, right: Float32Array): void {
    const output = this.#output
    this.#master.push(this.#engine.outputPointer())
    if (this.#gate.isOpen) {
      for (let i = 0; i < CELL_FRAMES; i++) {
        left[i] = output[2 * i]!
        right[i] = output[2 * i + 1]!
      }
    } else {
      for (let i = 0; i < CELL_FRAMES; i++) {
        const level = this.#gate.next()
        left[i] = output[2 * i]! * level
        right[i] = output[2 * i + 1]! * level
      }
    }
  }

  /** Tells once a playback of what gave samples that are no number. */
  #tellDamage(): void {
    const stripId = this.#engine.takeRackDamage() ? null : this.#stripMeters.damagedStrip
    if (stripId === '' || this.#damageTold) return
    this.#damageTold = true
    this.#post({ type: 'damaged', stripId })
  }

  #dropSilencedFeeds(): void {
    let gone = 0
    for (let i = 0; i < this.#feeds.length; i++) {
      const feed = this.#feeds[i]!
      if (feed.live || this.#engine.hasStrip(feed.id)) this.#feeds[i - gone] = feed
      else gone++
    }
    this.#feeds.length -= gone
  }
}
