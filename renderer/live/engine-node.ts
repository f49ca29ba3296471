import type { DeviceFile } from '../../shared/engine/devices/device.ts'
import { deviceSpecs } from '../../shared/engine/devices/specs.ts'
import type { AuditionRequest } from '../../shared/engine/mixer/audition.ts'
import { deviceFileIds, type Plan, type PlanDevice } from '../../shared/engine/mixer/plan.ts'
import type { Place } from '../../shared/engine/mixer/probe.ts'
import type { Id } from '../../shared/model/document.ts'
import type { CompiledSong } from './compiled-song.ts'
import { fetchDeviceFile } from './device-files.ts'
import {
  type HostEvent,
  type HostMessage,
  type HostOptions,
  type MeterSetup,
  type PlaceMemory,
  type PlanMessage,
  processorName,
} from './host/messages.ts'
import {
  devicesOfPlan,
  encodeValue,
  type InputKey,
  inputKeys,
  inputsOfPlan,
  type StripKey,
  stripKeys,
} from './host/plan-index.ts'
import { loadKernelModule } from './kernel-module.ts'
import { LoudnessBoard } from './memory/loudness-board.ts'
import { ParamQueue } from './memory/param-queue.ts'
import { PeakBoard } from './memory/peak-board.ts'
import { PlaceRing } from './memory/place-ring.ts'
import { TrackRing } from './memory/track-ring.ts'
import { TransportBoard } from './memory/transport-board.ts'
import { PlanMeters } from './plan-meters.ts'
import { isLiveParam, type Move, planMoves } from './plan-moves.ts'
import type { StreamEvent, StreamRequest } from './stream/stream-messages.ts'
import processorUrl from './worklet/engine-processor.ts?worker&url'

/** Fetches the audio of an asset that a device plays; what cannot be had is told and not asked for again. */
async function fetchInto(
  files: Map<Id, DeviceFile | null>,
  id: Id,
  song: CompiledSong,
  onEvent: (event: StreamEvent) => void,
): Promise<void> {
  const asset = song.assets[id]
  files.set(id, null)
  if (!asset) return
  try {
    files.set(id, await fetchDeviceFile('/pool/', asset, song.plan.sampleRate))
  } catch {
    onEvent({ type: 'missing', name: asset.name })
  }
}

/**
 * The engine in an audio context, live or offline: worklet, stream worker, and the memory they share with the page. It
 * follows a compiled song; what it plays is asked for by stream epochs, of which every seek begins the next.
 */
export class EngineNode {
  readonly node: AudioWorkletNode
  readonly board: TransportBoard
  readonly loudness: LoudnessBoard
  readonly truePeaks: PeakBoard
  readonly meters: PlanMeters
  readonly #places: PlaceRing
  readonly #onEvent: (event: HostEvent | StreamEvent) => void
  /** By asset id; null for what is on its way or cannot be had. */
  readonly #files: Map<Id, DeviceFile | null>
  readonly #worker: Worker
  readonly #queue: ParamQueue
  readonly #rings = new Map<Id, TrackRing>()
  readonly #waiting = new Map<number, () => void>()
  #song: CompiledSong
  #serial = 1
  #devices: readonly PlanDevice[]
  #epoch = 0
  #tickets = 0

  /**
   * Makes the node, unconnected, with nothing playing and what its devices play at hand. Rejects when the worklet or the
   * kernel cannot be loaded.
   */
  static async open(
    context: BaseAudioContext,
    song: CompiledSong,
    onEvent: (event: HostEvent | StreamEvent) => void,
  ): Promise<EngineNode> {
    const files = new Map<Id, DeviceFile | null>()
    const [module] = await Promise.all([
      loadKernelModule(),
      context.audioWorklet.addModule(processorUrl),
      ...deviceFileIds(song.plan).map((id) => fetchInto(files, id, song, onEvent)),
    ])
    return new EngineNode(context, module, song, files, onEvent)
  }

  private constructor(
    context: BaseAudioContext,
    module: WebAssembly.Module,
    song: CompiledSong,
    files: Map<Id, DeviceFile | null>,
    onEvent: (event: HostEvent | StreamEvent) => void,
  ) {
    this.#files = files
    this.board = new TransportBoard()
    this.loudness = LoudnessBoard.allocate()
    this.truePeaks = PeakBoard.allocate(2)
    this.#onEvent = onEvent
    this.#places = PlaceRing.allocate(context.sampleRate)
    this.#queue = ParamQueue.allocate()
    this.#song = song
    this.#devices = devicesOfPlan(song.plan)
    this.meters = new PlanMeters(song.plan)
    this.#worker = new Worker(new URL('./stream/stream-worker.ts', import.meta.url), { type: 'module' })
    this.#worker.onmessage = ({ data }: MessageEvent<StreamEvent>) => {
      if (data.type === 'full') {
        this.#waiting.get(data.ticket)?.()
        this.#waiting.delete(data.ticket)
      } else onEvent(data)
    }
    this.#worker.onerror = () => onEvent({ type: 'failed', message: 'The program that reads the stems stopped.' })
    this.#stream({
      type: 'open',
      module,
      sampleRate: context.sampleRate,
      transport: this.board.buffer,
      places: this.#places.buffer,
    })
    this.#stream({ type: 'assets', assets: song.assets })
    this.#stream({ type: 'loop', loop: song.loop })
    this.#followTracks(null, song)
    const processorOptions: HostOptions = {
      module,
      transport: this.board.buffer,
      params: this.#queue.buffer,
      loudness: { loudness: this.loudness.buffer, truePeaks: this.truePeaks.buffer },
      places: this.#places.buffer,
      plan: this.#planMessage(),
    }
    this.node = new AudioWorkletNode(context, processorName, {
      numberOfInputs: 0,
      numberOfOutputs: 1,
      outputChannelCount: [2],
      processorOptions,
    })
    this.node.port.onmessage = ({ data }: MessageEvent<HostEvent>) => onEvent(data)
    this.node.onprocessorerror = () => onEvent({ type: 'failed', message: 'The audio engine stopped.' })
  }

  get song(): CompiledSong {
    return this.#song
  }

  get epoch(): number {
    return this.#epoch
  }

  #stream(request: StreamRequest): void {
    this.#worker.postMessage(request)
  }

  #tellWorklet(message: HostMessage): void {
    this.node.port.postMessage(message)
  }

  #planMessage(): PlanMessage {
    const rings = Object.fromEntries([...this.#rings].map(([id, ring]) => [id, ring.buffer]))
    return {
      type: 'plan',
      serial: this.#serial,
      plan: this.#song.plan,
      rings,
      peaks: this.meters.peaks,
      figures: this.meters.figures,
      files: Object.fromEntries([...this.#files].flatMap(([id, file]) => (file ? [[id, file]] : []))),
    }
  }

  /** Makes an edit audible: parameters through shared memory, anything else as a new plan. */
  follow(song: CompiledSong): void {
    const before = this.#song
    this.#song = song
    this.#devices = devicesOfPlan(song.plan)
    if (song.assets !== before.assets) {
      this.#stream({ type: 'assets', assets: song.assets })
      // What was not to be had may be there again.
      for (const [id, file] of this.#files) if (file === null && !before.assets[id]) this.#files.delete(id)
    }
    this.#followTracks(before, song)
    this.#followLoop(before, song)
    const moves = planMoves(before.plan, song.plan)
    if (!moves) this.#sendPlan(song.plan)
    else for (const move of moves) this.#send(move)
    void this.#fetchFiles()
  }

  /** Fetches what devices play and is not here yet; the plan goes out again with it. */
  async #fetchFiles(): Promise<void> {
    const song = this.#song
    for (const id of deviceFileIds(song.plan)) {
      if (this.#files.has(id)) continue
      await fetchInto(this.#files, id, song, this.#onEvent)
      this.#sendPlan(this.#song.plan)
    }
  }

  #followTracks(before: CompiledSong | null, song: CompiledSong): void {
    for (const [trackId, track] of Object.entries(song.tracks)) {
      if (before?.tracks[trackId] === track) continue
      let ring = this.#rings.get(trackId)
      if (!ring) {
        ring = TrackRing.allocate(song.plan.sampleRate)
        this.#rings.set(trackId, ring)
      }
      this.#stream({ type: 'track', trackId, ring: ring.buffer, regions: track.regions })
    }
    for (const trackId of this.#rings.keys()) {
      if (song.tracks[trackId]) continue
      this.#rings.delete(trackId)
      this.#stream({ type: 'drop', trackId })
    }
  }

  #followLoop(before: CompiledSong, song: CompiledSong): void {
    const { on, startFrame, endFrame } = song.loop
    const old = before.loop
    if (on === old.on && startFrame === old.startFrame && endFrame === old.endFrame) return
    this.#stream({ type: 'loop', loop: song.loop })
  }

  #sendPlan(plan: Plan): void {
    this.#serial += 1
    this.meters.follow(plan)
    this.#tellWorklet(this.#planMessage())
  }

  #send(move: Move): void {
    // A worklet that does not run reads nothing: then the plan itself carries the values.
    if (!this.#queue.push(this.#serial, move.target, move.param, move.value)) this.#sendPlan(this.#song.plan)
  }

  /** Sounds a strip's value without it being the song's. Unknown strips are passed over. */
  moveStrip(trackId: Id, key: StripKey, value: number): void {
    const target = this.#song.plan.strips.findIndex((strip) => strip.id === trackId)
    if (target >= 0) this.#send({ target, param: stripKeys.indexOf(key), value })
  }

  /** Sounds a device's value. Parameters that a running device does not take are passed over. */
  moveDevice(deviceId: Id, paramId: string, value: number): void {
    const index = this.#devices.findIndex((device) => device.id === deviceId)
    const device = this.#devices[index]
    if (!device) return
    const param = deviceSpecs[device.kind].params.findIndex((spec) => spec.id === paramId)
    if (isLiveParam(device, param)) this.#send({ target: -1 - index, param, value })
  }

  /** Sounds a value of a way into a strip, such as a send's level. Unknown ways are passed over. */
  moveInput(inputId: Id, key: InputKey, value: number): void {
    const { plan } = this.#song
    const index = inputsOfPlan(plan).findIndex(({ input }) => input.id === inputId)
    if (index >= 0) this.#send({ target: plan.strips.length + index, param: inputKeys.indexOf(key), value })
  }

  /** Sounds the song's own value of a way into a strip again. */
  restoreInput(inputId: Id, key: InputKey): void {
    const way = inputsOfPlan(this.#song.plan).find(({ input }) => input.id === inputId)
    if (way) this.moveInput(inputId, key, encodeValue(key, way.input[key]))
  }

  /** Sounds the song's own value of a strip again. */
  restoreStrip(trackId: Id, key: StripKey): void {
    const strip = this.#song.plan.strips.find(({ id }) => id === trackId)
    if (strip) this.moveStrip(trackId, key, encodeValue(key, strip[key]))
  }

  /** Sounds the song's own value of a device's parameter again. */
  restoreDevice(deviceId: Id, paramId: string): void {
    const device = this.#devices.find(({ id }) => id === deviceId)
    const spec = device && deviceSpecs[device.kind].params.find(({ id }) => id === paramId)
    if (spec) this.moveDevice(deviceId, paramId, device.params[paramId] ?? spec.default)
  }

  /** Begins a new stream at a frame of the timeline; what sounds fades out first. Returns its epoch. */
  locate(frame: number, playing: boolean): number {
    this.#epoch += 1
    this.board.request(this.#epoch, playing)
    this.#stream({ type: 'locate', epoch: this.#epoch, frame, cutIn: frame !== this.#song.startFrame })
    return this.#epoch
  }

  /** Lets the located stream sound, or fade out. */
  setPlaying(playing: boolean): void {
    this.board.request(this.#epoch, playing)
  }

  /** Resolves when every ring is full. */
  filled(): Promise<void> {
    const ticket = ++this.#tickets
    return new Promise((resolve) => {
      this.#waiting.set(ticket, resolve)
      this.#stream({ type: 'fill', ticket })
    })
  }

  /** Meters strips and output otherwise. */
  setMeters(setup: MeterSetup): void {
    this.#tellWorklet({ type: 'meters', setup })
  }

  /** Lets the sound of a place be read into shared memory, through every plan that follows, until `closePlace`. */
  openPlace(id: number, place: Place, memory: PlaceMemory): void {
    this.#tellWorklet({ type: 'openPlace', id, place, memory })
  }

  closePlace(id: number): void {
    this.#tellWorklet({ type: 'closePlace', id })
  }

  /** Lets a device be listened to closely, through every plan that has it; null ends that. */
  hear(request: AuditionRequest | null): void {
    this.#tellWorklet({ type: 'hear', request })
  }

  resetMeters(): void {
    this.loudness.clear()
    this.#tellWorklet({ type: 'resetMeters' })
  }

  /** Ends worklet and worker. */
  close(): void {
    this.#tellWorklet({ type: 'close' })
    this.node.disconnect()
    this.#worker.terminate()
    for (const resolve of this.#waiting.values()) resolve()
    this.#waiting.clear()
  }
}
