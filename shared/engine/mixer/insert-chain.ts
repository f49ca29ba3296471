import { BYPASS_TARGET } from '../../model/document.ts'
import type { DeviceFile, DeviceProcessor } from '../devices/device.ts'
import { paramValue } from '../devices/param-values.ts'
import { createDevice } from '../devices/registry.ts'
import { deviceSpecs } from '../devices/specs.ts'
import { CellRamp } from '../kernel/cell-ramp.ts'
import { CELL_FRAMES, cellsFor, FRAME_BYTES, SWITCH_MS } from '../kernel/grid.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { Audition, type AuditionRequest } from './audition.ts'
import { Automation, type Timeline } from './automation.ts'
import { DelayTap, type TapScratch } from './delay-tap.ts'
import type { PlanDevice } from './plan.ts'
import { type Probe, takeDevice } from './probe.ts'

/** Audio that devices play, by asset id. */
export type DeviceFiles = Readonly<Record<string, DeviceFile>>

/** What a device listens to, on its way from another strip. */
export interface Listener {
  readonly stripId: string
  /** Where that strip's block before the fader lies; 0: nowhere, and the device listens to its own input. */
  source: number
}

interface ChainExports {
  copyFrames(source: number, target: number, frames: number): void
  crossfade(wet: number, dry: number, frames: number, offsetInCell: number, from: number, to: number): void
}

/** A stretch of the chain that is listened to closely. */
interface Heard {
  readonly first: Insert
  readonly last: Insert
  readonly audition: Audition
}

/** A device in a chain and how far it is faded in. */
interface Insert {
  readonly id: string
  readonly kind: string
  readonly device: DeviceProcessor
  /** As the newest plan that has it says. */
  plan: PlanDevice
  readonly presence: CellRamp
  readonly automation: Automation
  key: (Listener & { readonly delay: DelayTap }) | null
  /** Whether its file was there when it was made. */
  readonly hasFile: boolean
}

function fileOf({ fileAssetId }: PlanDevice, files: DeviceFiles): DeviceFile | null {
  return fileAssetId === null ? null : (files[fileAssetId] ?? null)
}

/** Whether a value differs that a running device cannot take. */
function needsRebuild(before: PlanDevice, after: PlanDevice): boolean {
  const spec = deviceSpecs[after.kind]
  return (
    before.fileAssetId !== after.fileAssetId ||
    spec.params.some(
      ({ id, update }) =>
        update === 'rebuild' && paramValue(spec, before.params, id) !== paramValue(spec, after.params, id),
    )
  )
}

/** Where a parameter stands in its device's specification. */
function paramIndex(kind: PlanDevice['kind'], id: string): number {
  return deviceSpecs[kind].params.findIndex((param) => param.id === id)
}

/** The indices of the longest ascending run inside `positions`, which are distinct. */
function longestAscending(positions: readonly number[]): Set<number> {
  const length: number[] = []
  const previous: number[] = []
  let best = -1
  positions.forEach((position, index) => {
    length[index] = 1
    previous[index] = -1
    for (let earlier = 0; earlier < index; earlier++) {
      if (positions[earlier]! < position && length[earlier]! + 1 > length[index]!) {
        length[index] = length[earlier]! + 1
        previous[index] = earlier
      }
    }
    if (best < 0 || length[index]! > length[best]!) best = index
  })
  const kept = new Set<number>()
  for (let index = best; index >= 0; index = previous[index]!) kept.add(index)
  return kept
}

/**
 * Devices in a row. A structural edit lets every device that stays keep its state; a new one fades in from what comes
 * into it, a removed one fades out to that, and a moved one does both.
 */
export class InsertChain {
  private readonly kernel: Kernel
  private readonly exports: ChainExports
  private readonly sampleRate: number
  private readonly cells: number
  private readonly dry: number
  private readonly scratch: TapScratch
  private inserts: Insert[] = []
  /** What looks at the devices. */
  probes: readonly Probe[] = []
  /** The stretch that is listened to closely, and one whose audition fades out. */
  private heard: Heard | null = null
  private unheard: Heard | null = null

  constructor(
    kernel: Kernel,
    scratch: TapScratch,
    sampleRate: number,
    devices: readonly PlanDevice[],
    files: DeviceFiles,
  ) {
    this.kernel = kernel
    this.scratch = scratch
    this.exports = kernel.exports as unknown as ChainExports
    this.sampleRate = sampleRate
    this.cells = cellsFor(SWITCH_MS, sampleRate)
    this.dry = kernel.alloc(CELL_FRAMES * FRAME_BYTES)
    this.inserts = devices.map((device) => this.make(device, files, 1))
  }

  private make(plan: PlanDevice, files: DeviceFiles, presence: number): Insert {
    const file = fileOf(plan, files)
    const device = createDevice(plan.kind, {
      kernel: this.kernel,
      sampleRate: this.sampleRate,
      params: plan.params,
      bypass: plan.bypass,
      tempoBpm: plan.tempoBpm,
      file,
    })
    if (device.latencyFrames !== plan.latencyFrames)
      throw new Error(
        `Device ${plan.id} (${plan.kind}) has ${device.latencyFrames} frames of latency and its plan says ` +
          `${plan.latencyFrames}. Compile the plan with this version of the engine.`,
      )
    const insert: Insert = {
      id: plan.id,
      kind: plan.kind,
      device,
      plan,
      presence: new CellRamp(presence),
      automation: new Automation(this.kernel, plan.automation),
      key: null,
      hasFile: file !== null,
    }
    this.listen(insert, plan)
    return insert
  }

  /** Lets an insert listen to what its plan says. */
  private listen(insert: Insert, { key }: PlanDevice): void {
    const known = insert.key
    if (known && key && known.stripId === key.stripId) {
      known.delay.setDelay(key.delayFrames, this.cells)
      return
    }
    known?.delay.release()
    insert.key = key && {
      stripId: key.stripId,
      source: 0,
      delay: new DelayTap(this.kernel, this.scratch, key.delayFrames),
    }
  }

  private drop(insert: Insert): void {
    insert.device.release()
    insert.automation.release()
    insert.key?.delay.release()
  }

  /** What the inserts listen to. */
  get listeners(): readonly Listener[] {
    return this.inserts.flatMap(({ key }) => (key ? [key] : []))
  }

  /** The strips that devices of the present plan listen to. */
  get keyStripIds(): readonly string[] {
    return this.inserts.flatMap(({ key, presence }) => (key && presence.target === 1 ? [key.stripId] : []))
  }

  isAutomated(): boolean {
    return this.inserts.some(({ automation }) => automation.size > 0)
  }

  /** Lets the curves move the devices to where they stand at `renderedFrame`, in the next cell. */
  automate(timeline: Timeline, renderedFrame: number): void {
    for (let i = 0; i < this.inserts.length; i++) {
      const { automation, device, plan } = this.inserts[i]!
      if (automation.size === 0 || !automation.evaluate(timeline, renderedFrame)) continue
      for (let c = 0; c < automation.size; c++) {
        const param = automation.param(c)
        if (param === BYPASS_TARGET) device.setBypass(plan.bypass || automation.value(c) >= 0.5)
        else device.rampParam(paramIndex(plan.kind, param), automation.value(c))
      }
    }
  }

  private isSame(insert: Insert, plan: PlanDevice, files: DeviceFiles): boolean {
    return (
      insert.id === plan.id &&
      insert.kind === plan.kind &&
      insert.device.latencyFrames === plan.latencyFrames &&
      insert.hasFile === (fileOf(plan, files) !== null) &&
      !needsRebuild(insert.plan, plan) &&
      insert.presence.target === 1
    )
  }

  /** Follows a structural edit. Call between two `process` calls, never inside one. */
  update(devices: readonly PlanDevice[], files: DeviceFiles): void {
    const survivors = devices.flatMap((plan) => {
      const position = this.inserts.findIndex((insert) => this.isSame(insert, plan, files))
      return position < 0 ? [] : [{ plan, position }]
    })
    const ascending = longestAscending(survivors.map((survivor) => survivor.position))
    const staying = new Map(
      survivors.filter((_, index) => ascending.has(index)).map(({ plan, position }) => [plan.id, position]),
    )
    const chain: Insert[] = []
    let taken = 0
    const takeOldUpTo = (end: number) => {
      for (; taken < end; taken++) {
        const insert = this.inserts[taken]!
        insert.presence.glide(0, this.cells)
        chain.push(insert)
      }
    }
    for (const plan of devices) {
      const position = staying.get(plan.id)
      if (position === undefined) {
        const insert = this.make(plan, files, 0)
        // A device with latency is silent until its lines are full, and fades in only then.
        insert.presence.glide(1, this.cells, Math.ceil(plan.latencyFrames / CELL_FRAMES))
        chain.push(insert)
        continue
      }
      takeOldUpTo(position)
      const insert = this.inserts[position]!
      taken = position + 1
      insert.plan = plan
      insert.automation.update(plan.automation)
      this.listen(insert, plan)
      for (const param of deviceSpecs[plan.kind].params)
        if (!insert.automation.has(param.id)) insert.device.setParam(param.id, plan.params[param.id] ?? param.default)
      if (!insert.automation.has(BYPASS_TARGET)) insert.device.setBypass(plan.bypass)
      insert.device.setTempo(plan.tempoBpm)
      chain.push(insert)
    }
    takeOldUpTo(this.inserts.length)
    this.inserts = chain
  }

  private findInsert(deviceId: string): Insert | undefined {
    return this.inserts.find((insert) => insert.id === deviceId && insert.presence.target === 1)
  }

  /** The processor of a device that stands in the chain or fades in; undefined for any other. */
  find(deviceId: string): DeviceProcessor | undefined {
    return this.findInsert(deviceId)?.device
  }

  /** Whether a curve moves a device's parameter, so that a hand does not. */
  isParamAutomated(deviceId: string, param: string): boolean {
    return this.findInsert(deviceId)?.automation.has(param) ?? false
  }

  /** Processes at most one cell in place; the blocks that devices listen to begin `at` bytes into theirs. */
  process(pointer: number, at: number, frames: number, offsetInCell: number): void {
    const inserts = this.inserts
    let gone = 0
    for (let i = 0; i < inserts.length; i++) {
      const insert = inserts[i]!
      const { presence, device } = insert
      if (offsetInCell === 0) presence.advance()
      if (presence.restsAt(0)) {
        this.drop(insert)
        gone++
        continue
      }
      inserts[i - gone] = insert
      const listened = insert.key
      const key =
        listened === null || listened.source === 0
          ? 0
          : listened.delay.through(listened.source + at, frames, offsetInCell)
      const looked = this.probes.length > 0 && presence.target === 1
      if (looked) takeDevice(this.probes, insert.id, 'input', pointer, at, frames)
      this.beforeHeard(insert, pointer, frames, offsetInCell)
      const whole = presence.value === 1 && presence.next === 1
      if (!whole) this.exports.copyFrames(pointer, this.dry, frames)
      device.process(pointer, frames, offsetInCell, key)
      if (looked) takeDevice(this.probes, insert.id, 'output', pointer, at, frames)
      this.afterHeard(insert, pointer, frames, offsetInCell)
      if (!whole) this.exports.crossfade(pointer, this.dry, frames, offsetInCell, presence.value, presence.next)
    }
    inserts.length -= gone
    if (this.unheard && (this.unheard.audition.isSilent() || !this.standsIn(this.unheard))) this.dropUnheard()
  }

  private beforeHeard(insert: Insert, pointer: number, frames: number, offsetInCell: number): void {
    if (this.heard?.first === insert) this.heard.audition.before(pointer, frames, offsetInCell)
    if (this.unheard?.first === insert) this.unheard.audition.before(pointer, frames, offsetInCell)
  }

  private afterHeard(insert: Insert, pointer: number, frames: number, offsetInCell: number): void {
    if (this.unheard?.last === insert) this.unheard.audition.after(pointer, frames, offsetInCell)
    if (this.heard?.last === insert) this.heard.audition.after(pointer, frames, offsetInCell)
  }

  private standsIn({ first, last }: Heard): boolean {
    return this.inserts.includes(first) && this.inserts.includes(last)
  }

  private dropUnheard(): void {
    this.unheard?.audition.release()
    this.unheard = null
  }

  /** The stretch that is asked for as it stands in the chain now; null where an end of it is not here. */
  private stretch({ firstId, lastId }: AuditionRequest): (Omit<Heard, 'audition'> & { latencyFrames: number }) | null {
    const first = this.findInsert(firstId)
    const last = this.findInsert(lastId)
    if (!first || !last) return null
    const passed = this.inserts.slice(this.inserts.indexOf(first), this.inserts.indexOf(last) + 1)
    if (passed.length === 0) return null
    const staying = passed.filter(({ presence }) => presence.target === 1)
    return { first, last, latencyFrames: staying.reduce((sum, { device }) => sum + device.latencyFrames, 0) }
  }

  /**
   * Lets a stretch of this chain be listened to closely; null, or one that is not here, ends that. Call it between two
   * blocks; it may reserve memory. What is heard so is no part of the mix.
   */
  hear(request: AuditionRequest | null): void {
    const wanted = request && this.stretch(request)
    const isOf = (heard: Heard | null) =>
      heard !== null &&
      heard.first === wanted?.first &&
      heard.last === wanted.last &&
      heard.audition.latencyFrames === wanted.latencyFrames
    if (this.heard && !isOf(this.heard)) {
      this.dropUnheard()
      this.unheard = this.heard
      this.heard = null
      this.unheard.audition.set(null)
    }
    if (!wanted) return
    if (isOf(this.unheard)) {
      this.heard = this.unheard
      this.unheard = null
    }
    const { first, last, latencyFrames } = wanted
    this.heard ??= { first, last, audition: new Audition(this.kernel, latencyFrames, this.sampleRate) }
    this.heard.audition.set(request)
  }

  /** Whether nothing but the devices themselves can move, unseen: no fades, no keys, no curves, no probes. */
  standsStill(): boolean {
    if (this.probes.length > 0 || this.heard || this.unheard) return false
    for (let i = 0; i < this.inserts.length; i++) {
      const { presence, key, automation } = this.inserts[i]!
      if (key !== null || automation.size > 0 || !presence.restsAt(1)) return false
    }
    return true
  }

  /** Any number of frames in place, while it stands still. */
  run(pointer: number, frames: number, offsetInCell: number): void {
    for (let i = 0; i < this.inserts.length; i++) {
      const { device } = this.inserts[i]!
      if (device.run(pointer, frames, offsetInCell)) continue
      let offset = offsetInCell
      for (let done = 0; done < frames; ) {
        const count = Math.min(frames - done, CELL_FRAMES - offset)
        device.process(pointer + done * FRAME_BYTES, count, offset, 0)
        offset = (offset + count) % CELL_FRAMES
        done += count
      }
    }
  }

  /** Clears the devices' states and nothing else. */
  clear(): void {
    for (let i = 0; i < this.inserts.length; i++) this.inserts[i]!.device.reset()
  }

  /** Clears every state, snaps every parameter, and lets what was leaving go. */
  reset(): void {
    this.heard?.audition.reset()
    this.inserts = this.inserts.filter((insert) => {
      if (insert.presence.target === 0) {
        this.drop(insert)
        return false
      }
      insert.presence.jump(1)
      insert.key?.delay.reset()
      insert.device.snap()
      insert.device.reset()
      return true
    })
  }

  release(): void {
    for (const insert of this.inserts) this.drop(insert)
    this.heard?.audition.release()
    this.dropUnheard()
    this.kernel.release(this.dry)
  }
}
