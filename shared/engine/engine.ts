import { BYPASS_TARGET } from '../model/document.ts'
import type { DeviceProcessor } from './devices/device.ts'
import { CELL_FRAMES, FRAME_BYTES, PADDING_FRAMES } from './kernel/grid.ts'
import type { Kernel } from './kernel/kernel.ts'
import type { AuditionRequest } from './mixer/audition.ts'
import type { Timeline } from './mixer/automation.ts'
import type { TapScratch } from './mixer/delay-tap.ts'
import { type DeviceFiles, InsertChain } from './mixer/insert-chain.ts'
import { type InputValues, type Plan, type PlanStrip, type StripValues, tappedStrips } from './mixer/plan.ts'
import { type Place, Probe } from './mixer/probe.ts'
import { StripSlot } from './mixer/strip-slot.ts'

/** How many frames a strip runs ahead of the others at most: as many as the fastest cache holds. */
const RUN_FRAMES = 1024

export interface EngineOptions {
  /** The most frames one `process` call may ask for. */
  readonly maxBlockFrames: number
  /** Renders only these strips and has no output of its own: one worker's share of a bounce. Default: all. */
  readonly subset?: readonly string[]
  /** Strips that the host delivers finished, through `deliver`. Default: none. */
  readonly external?: readonly string[]
  /** Where on the timeline rendering begins and how it goes on; for automation. Default: straight on from 0. */
  readonly timeline?: Timeline
  /** Audio for the devices that play a file. */
  readonly files?: DeviceFiles
}

interface EngineExports {
  copyFrames(source: number, target: number, frames: number): void
  silenceDamage(target: number, frames: number): number
}

/**
 * Turns track streams into a song's sound: the same code and numbers in the worklet, in bounce workers and in Node. All
 * audio is interleaved stereo float32 in the kernel's memory. `process` neither allocates nor throws.
 */
export class Engine {
  private readonly kernel: Kernel
  private readonly exports: EngineExports
  private readonly maxBlockFrames: number
  private readonly whole: boolean
  private readonly sampleRate: number
  private readonly scratch: TapScratch
  private readonly timeline: Timeline
  private files: DeviceFiles
  /** Frames since the first one or the last reset. */
  private rendered = 0
  private automated = false
  private damaged = false
  /** Float64 stereo sums of one stretch. */
  private readonly sums: number
  private readonly slots = new Map<string, StripSlot>()
  /** Finished signals by strip: slots and what the host delivers. */
  private readonly outputs = new Map<string, number>()
  private readonly externalBuffers: number[] = []
  /** The slots so that each stands behind all that feed it. */
  private order: StripSlot[] = []
  /** The order once all that leaves has faded, where old and new routes together would form a loop. */
  private orderAfterFades: StripSlot[] | null = null
  private rack: InsertChain | null = null
  private masterId: string
  private readonly output: number
  private offsetInCell = 0
  private plan: Plan
  private probes: readonly Probe[] = []
  private audition: AuditionRequest | null = null

  /** Throws RangeError if a strip to render is fed by one that is neither rendered nor delivered. */
  constructor(kernel: Kernel, plan: Plan, options: EngineOptions) {
    this.kernel = kernel
    this.exports = kernel.exports as unknown as EngineExports
    this.plan = plan
    this.sampleRate = plan.sampleRate
    this.maxBlockFrames = options.maxBlockFrames
    this.timeline = options.timeline ?? ((frame) => frame)
    this.files = options.files ?? {}
    this.whole = !options.subset && !options.external?.length
    const cellBytes = (CELL_FRAMES + PADDING_FRAMES) * FRAME_BYTES
    this.scratch = { tap: kernel.alloc(cellBytes), oldTap: kernel.alloc(cellBytes) }
    this.sums = kernel.alloc(RUN_FRAMES * 16)
    this.output = kernel.alloc(this.blockBytes())
    const external = new Set(options.external)
    for (const id of external) {
      const buffer = kernel.alloc(this.blockBytes())
      this.externalBuffers.push(buffer)
      this.outputs.set(id, buffer)
    }
    const rendered = plan.strips.filter(
      (strip) => !external.has(strip.id) && (!options.subset || options.subset.includes(strip.id)),
    )
    for (const strip of rendered) {
      const slot = this.addSlot(strip)
      for (const { stripId, tap } of strip.inputs)
        if (tap === 'pre' ? !this.slots.has(stripId) : !this.outputs.has(stripId)) throw missingFeed(strip.id, stripId)
      for (const stripId of slot.chain.keyStripIds) if (!this.slots.has(stripId)) throw missingFeed(strip.id, stripId)
      slot.connect(strip)
    }
    this.masterId = masterOf(plan)
    if (this.slots.has(this.masterId))
      this.rack = new InsertChain(kernel, this.scratch, plan.sampleRate, plan.rack, this.files)
    this.order = rendered.map((strip) => this.slot(strip.id))
    this.resolve()
    this.startAutomation()
  }

  /** Tells every route and listening device where the block lies that it reads. */
  private resolve(): void {
    const slots = [...this.slots.values()]
    const tapped = new Set(tappedStrips(this.plan))
    // A route that fades out takes its signal to the end.
    for (const { routes } of slots) for (const { pre, sourceId } of routes) if (pre) tapped.add(sourceId)
    for (const slot of slots) slot.setTapped(tapped.has(slot.id))
    for (const { routes } of slots)
      for (const route of routes)
        route.source = (route.pre ? this.slots.get(route.sourceId)?.tap : this.outputs.get(route.sourceId)) ?? 0
    const chains = slots.map(({ chain }) => chain)
    for (const { listeners } of this.rack ? [...chains, this.rack] : chains)
      for (const listener of listeners) listener.source = this.slots.get(listener.stripId)?.tap ?? 0
    this.automated = (this.rack?.isAutomated() ?? false) || slots.some((slot) => slot.isAutomated())
    this.placeProbes()
    if (this.audition) this.hear(this.audition)
  }

  /** Gives every probe to the strip or chain it looks at; one whose place is not there keeps what was written last. */
  private placeProbes(): void {
    const ofStrips = new Map<string, Probe[]>()
    const ofDevices: Probe[] = []
    for (const probe of this.probes) {
      const { place } = probe
      if (place.kind === 'strip') ofStrips.set(place.stripId, [...(ofStrips.get(place.stripId) ?? []), probe])
      else if (place.kind === 'device') ofDevices.push(probe)
    }
    for (const slot of this.slots.values()) {
      slot.probes = ofStrips.get(slot.id) ?? []
      slot.chain.probes = chainProbes(slot.chain, ofDevices)
    }
    if (this.rack) this.rack.probes = chainProbes(this.rack, ofDevices)
  }

  /**
   * Looks at places from the next block on, through every later plan that has them, until `removeProbes`. Call it between
   * two blocks; it reserves memory.
   */
  addProbes(places: readonly Place[]): Probe[] {
    const added = places.map((place) => new Probe(this.kernel, place, this.maxBlockFrames))
    this.probes = [...this.probes, ...added]
    this.placeProbes()
    return added
  }

  /**
   * Lets a stretch of a chain be listened to closely from the next block on, through every later plan that has its ends;
   * null ends that. Call it between two blocks; it may reserve memory.
   */
  hear(request: AuditionRequest | null): void {
    this.audition = request
    for (const slot of this.slots.values()) slot.chain.hear(request)
    this.rack?.hear(request)
  }

  /** Gives probes' memory back. */
  removeProbes(probes: readonly Probe[]): void {
    const gone = new Set(probes)
    this.probes = this.probes.filter((probe) => !gone.has(probe))
    this.placeProbes()
    for (const probe of gone) probe.release()
  }

  /** Puts everything that follows a curve where it stands at the first frame. */
  private startAutomation(): void {
    if (!this.automated) return
    this.automate(0)
    for (const slot of this.order) slot.reset()
    this.rack?.reset()
  }

  private automate(renderedFrame: number): void {
    for (let i = 0; i < this.order.length; i++) this.order[i]!.automate(this.timeline, renderedFrame)
    this.rack?.automate(this.timeline, renderedFrame)
  }

  /** Frames from an audio strip's input to the output, for the present plan. */
  get latencyFrames(): number {
    return this.plan.latencyFrames
  }

  private blockBytes(): number {
    return (this.maxBlockFrames + PADDING_FRAMES) * FRAME_BYTES
  }

  private addSlot(strip: PlanStrip): StripSlot {
    const slot = new StripSlot(this.kernel, this.scratch, this.sampleRate, strip, this.maxBlockFrames, this.files)
    this.slots.set(strip.id, slot)
    this.outputs.set(strip.id, slot.output)
    return slot
  }

  /** Whether the engine still plays a strip: one that was removed plays for 10 ms more and wants its input. */
  hasStrip(stripId: string): boolean {
    return this.slots.has(stripId)
  }

  /** Where the host writes an audio strip's next block. Throws RangeError for a strip that is not rendered here. */
  inputPointer(stripId: string): number {
    return this.slot(stripId).input
  }

  /** Takes the next block of an external strip, interleaved stereo. */
  deliver(stripId: string, block: Float32Array): void {
    this.kernel.f32(this.stripOutputPointer(stripId), block.length).set(block)
  }

  /** The last block of a strip behind its fader. */
  stripOutputPointer(stripId: string): number {
    const pointer = this.outputs.get(stripId)
    if (pointer === undefined) throw unknownStrip(stripId)
    return pointer
  }

  /** The last block of the song: behind the rack at the master stage, behind the master's fader at the mix stage. */
  outputPointer(): number {
    return this.output
  }

  private slot(stripId: string): StripSlot {
    const slot = this.slots.get(stripId)
    if (!slot) throw unknownStrip(stripId)
    return slot
  }

  /** Renders the next `frames` frames, at most `maxBlockFrames`. How a stretch is cut into blocks changes no bit. */
  process(frames: number): void {
    for (let done = 0; done < frames; ) {
      const stretch = Math.min(frames - done, RUN_FRAMES)
      this.runStrips(done * FRAME_BYTES, stretch)
      this.processStretch(done, stretch)
      done += stretch
    }
  }

  /** Strips that nothing moves from outside run over a whole stretch before the others pass it cell by cell. */
  private runStrips(at: number, frames: number): void {
    const isLong = frames > CELL_FRAMES
    for (let i = 0; i < this.order.length; i++) {
      const slot = this.order[i]!
      slot.ran = isLong && slot.canRun()
      if (slot.ran) slot.run(at, frames, this.offsetInCell)
      slot.summed = isLong && slot.summing && this.canSum(slot)
      if (!slot.summed) continue
      for (let r = 0; r < slot.routes.length; r++) slot.routes[r]!.addPlainly(this.sums, at, frames)
      slot.takeSums(this.sums, at, frames)
    }
  }

  /** Whether all that feeds a strip is there for the whole stretch, and is added as it is. */
  private canSum(slot: StripSlot): boolean {
    for (let r = 0; r < slot.routes.length; r++) {
      const route = slot.routes[r]!
      const source = this.slots.get(route.sourceId)
      // What has no slot was delivered.
      if (!route.isPlain() || (source !== undefined && !source.ran)) return false
    }
    return true
  }

  private processStretch(from: number, frames: number): void {
    for (let done = 0; done < frames; ) {
      const piece = Math.min(frames - done, CELL_FRAMES - this.offsetInCell)
      if (this.automated && this.offsetInCell === 0) this.automate(this.rendered + CELL_FRAMES)
      this.processPiece((from + done) * FRAME_BYTES, piece)
      this.rendered += piece
      this.offsetInCell = (this.offsetInCell + piece) % CELL_FRAMES
      done += piece
    }
  }

  private processPiece(at: number, frames: number): void {
    const offset = this.offsetInCell
    const order = this.order
    let faded = false
    for (let i = 0; i < order.length; i++) {
      const slot = order[i]!
      if (slot.ran) continue
      if (slot.summing && !slot.summed) {
        const routes = slot.routes
        for (let r = 0; r < routes.length; r++) {
          const route = routes[r]!
          route.addTo(this.sums, at, frames, offset)
          if (route.gain.restsAt(0)) faded = true
        }
        slot.takeSums(this.sums, at, frames)
      }
      slot.process(at, frames, offset)
    }
    if (this.rack) {
      this.exports.copyFrames(this.outputs.get(this.masterId)! + at, this.output + at, frames)
      this.rack.process(this.output + at, at, frames, offset)
      if (this.exports.silenceDamage(this.output + at, frames) !== 0) {
        this.rack.clear()
        this.damaged = true
      }
    }
    for (let i = 0; i < this.probes.length; i++)
      if (this.probes[i]!.place.kind === 'output') this.probes[i]!.take(this.output + at, at, frames)
    if (faded) this.dropFaded()
  }

  /** Lets routes that have faded out go, and the strips of no plan that feed nothing any more. */
  private dropFaded(): void {
    for (let i = 0; i < this.order.length; i++) this.order[i]!.dropFadedRoutes()
    while (this.dropUnheardStrip());
    if (this.orderAfterFades === null) return
    for (let i = 0; i < this.order.length; i++) if (this.order[i]!.hasLeavingRoutes()) return
    this.order = this.orderAfterFades
    this.orderAfterFades = null
  }

  /** Lets one strip go; its own routes may have been the last that heard another. */
  private dropUnheardStrip(): boolean {
    const order = this.order
    for (let i = 0; i < order.length; i++) {
      const slot = order[i]!
      if (slot.live || this.isHeard(slot.id)) continue
      for (let next = i + 1; next < order.length; next++) order[next - 1] = order[next]!
      order.length -= 1
      this.slots.delete(slot.id)
      this.outputs.delete(slot.id)
      this.silenceListeners(slot.tap)
      slot.release()
      return true
    }
    return false
  }

  /** A strip that goes is listened to no more by devices that are fading out. */
  private silenceListeners(tap: number): void {
    if (tap === 0) return
    for (let i = 0; i < this.order.length; i++)
      for (const listener of this.order[i]!.chain.listeners) if (listener.source === tap) listener.source = 0
    if (this.rack) for (const listener of this.rack.listeners) if (listener.source === tap) listener.source = 0
  }

  private isHeard(stripId: string): boolean {
    for (let i = 0; i < this.order.length; i++) {
      const routes = this.order[i]!.routes
      for (let r = 0; r < routes.length; r++) if (routes[r]!.sourceId === stripId) return true
    }
    return false
  }

  /**
   * Follows a structural edit between two blocks: strips and devices with the same id keep their state, everything added
   * fades in, everything removed fades out, in 10 ms. Not for engines that render a share.
   */
  updatePlan(plan: Plan, files: DeviceFiles = {}): void {
    if (!this.whole) throw new Error('An engine that renders a share of a bounce keeps its plan. Make a new engine.')
    if (plan.sampleRate !== this.sampleRate)
      throw new RangeError(
        `The engine runs at ${this.sampleRate} Hz and the plan at ${plan.sampleRate}. Make a new one.`,
      )
    this.files = files
    for (const slot of this.slots.values()) slot.live = false
    for (const strip of plan.strips) {
      const slot = this.slots.get(strip.id)
      if (slot) slot.update(strip, files)
      else this.addSlot(strip)
    }
    for (const strip of plan.strips) this.slot(strip.id).updateRoutes(strip)
    this.plan = plan
    this.masterId = masterOf(plan)
    this.rack?.update(plan.rack, files)
    this.resolve()
    const sorted = this.sortedSlots(this.slots.values())
    this.orderAfterFades = null
    if (sorted) this.order = sorted
    else {
      this.order.push(...[...this.slots.values()].filter((slot) => !this.order.includes(slot)))
      this.orderAfterFades = plan.strips.map((strip) => this.slot(strip.id))
      for (const slot of this.slots.values()) slot.postponeNewRoutes()
    }
    this.dropFaded()
  }

  /** The order in which the present routes can be rendered; null when some that fade out close a loop with new ones. */
  private sortedSlots(slots: Iterable<StripSlot>): StripSlot[] | null {
    const waiting = [...slots]
    const sorted: StripSlot[] = []
    while (waiting.length > 0) {
      const index = waiting.findIndex(
        (slot) =>
          !slot.routes.some((route) => waiting.some((other) => other.id === route.sourceId)) &&
          !slot.chain.keyStripIds.some((id) => waiting.some((other) => other.id === id)),
      )
      if (index < 0) return null
      sorted.push(...waiting.splice(index, 1))
    }
    return sorted
  }

  /** Moves one value of a strip; level and place glide for 10 ms. */
  setStripParam<Key extends keyof StripValues>(stripId: string, key: Key, value: StripValues[Key]): void {
    this.slot(stripId).setValue(key, value)
  }

  /** Moves one value of a way into a strip, a send's for example; it glides for 10 ms. */
  setInputParam<Key extends keyof InputValues>(
    stripId: string,
    inputId: string,
    key: Key,
    value: InputValues[Key],
  ): void {
    this.slot(stripId).setInputValue(inputId, key, value)
  }

  private chainOf(deviceId: string): InsertChain {
    if (this.rack?.find(deviceId)) return this.rack
    for (const { chain } of this.order) if (chain.find(deviceId)) return chain
    throw new RangeError(`There is no device ${deviceId} in the engine's plan.`)
  }

  private device(deviceId: string): DeviceProcessor {
    return this.chainOf(deviceId).find(deviceId)!
  }

  /** Moves a device's parameter; it glides for about 20 ms. A curve that moves it wins. */
  setDeviceParam(deviceId: string, paramId: string, value: number): void {
    const chain = this.chainOf(deviceId)
    if (!chain.isParamAutomated(deviceId, paramId)) chain.find(deviceId)!.setParam(paramId, value)
  }

  /** Bypasses a device or brings it back, in 10 ms. A curve that does so wins. */
  setDeviceBypass(deviceId: string, on: boolean): void {
    const chain = this.chainOf(deviceId)
    if (!chain.isParamAutomated(deviceId, BYPASS_TARGET)) chain.find(deviceId)!.setBypass(on)
  }

  /** As before the first frame: all states cleared, all values at their targets, a new control grid. For seeking. */
  reset(): void {
    this.offsetInCell = 0
    this.rendered = 0
    if (this.automated) this.automate(0)
    for (const slot of this.order) slot.reset()
    this.rack?.reset()
    this.dropFaded()
  }

  /** Whether a strip silenced samples that are no number since `clearDamage`. */
  isStripDamaged(stripId: string): boolean {
    return this.slot(stripId).isDamaged()
  }

  /** Whether the rack gave samples that are no number since the last look; they were silenced. */
  takeRackDamage(): boolean {
    const damaged = this.damaged
    this.damaged = false
    return damaged
  }

  /** Forgets a strip's damage that was told. */
  clearDamage(stripId: string): void {
    this.slot(stripId).clearDamage()
  }

  /** What a device tells about the last cell, by index of its spec's taps, in dB. */
  deviceTap(deviceId: string, index: number): number {
    return this.device(deviceId).tap(index)
  }

  /** Gives all kernel memory back; the engine is of no use afterwards. */
  release(): void {
    for (const slot of this.slots.values()) slot.release()
    this.rack?.release()
    for (const probe of this.probes) probe.release()
    for (const pointer of [this.scratch.tap, this.scratch.oldTap, this.sums, this.output, ...this.externalBuffers])
      this.kernel.release(pointer)
  }
}

function chainProbes(chain: InsertChain, probes: readonly Probe[]): Probe[] {
  return probes.filter(({ place }) => place.kind === 'device' && chain.find(place.deviceId) !== undefined)
}

function masterOf(plan: Plan): string {
  return plan.strips.find((strip) => strip.kind === 'master')?.id ?? ''
}

function missingFeed(stripId: string, feedId: string): RangeError {
  return new RangeError(`Strip ${stripId} needs strip ${feedId}, which is neither rendered nor delivered.`)
}

function unknownStrip(stripId: string): RangeError {
  return new RangeError(`There is no strip ${stripId} in the engine's plan.`)
}
