import type { DeviceProcessor } from '../devices/device.ts'
import { paramValue } from '../devices/param-values.ts'
import { createDevice } from '../devices/registry.ts'
import { deviceSpecs } from '../devices/specs.ts'
import { CellRamp } from '../kernel/cell-ramp.ts'
import { CELL_FRAMES, cellsFor, FRAME_BYTES, SWITCH_MS } from '../kernel/grid.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { PlanDevice } from './plan.ts'

interface ChainExports {
  copyFrames(source: number, target: number, frames: number): void
  crossfade(wet: number, dry: number, frames: number, offsetInCell: number, from: number, to: number): void
}

/** A device in a chain and how far it is faded in. */
interface Insert {
  readonly id: string
  readonly kind: string
  readonly device: DeviceProcessor
  readonly plan: PlanDevice
  readonly presence: CellRamp
}

/** Whether a value differs that a running device cannot take. */
function needsRebuild(before: PlanDevice, after: PlanDevice): boolean {
  const spec = deviceSpecs[after.kind]
  return spec.params.some(
    ({ id, update }) =>
      update === 'rebuild' && paramValue(spec, before.params, id) !== paramValue(spec, after.params, id),
  )
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
  private inserts: Insert[] = []

  constructor(kernel: Kernel, sampleRate: number, devices: readonly PlanDevice[]) {
    this.kernel = kernel
    this.exports = kernel.exports as unknown as ChainExports
    this.sampleRate = sampleRate
    this.cells = cellsFor(SWITCH_MS, sampleRate)
    this.dry = kernel.alloc(CELL_FRAMES * FRAME_BYTES)
    this.inserts = devices.map((device) => this.make(device, 1))
  }

  private make(plan: PlanDevice, presence: number): Insert {
    const device = createDevice(plan.kind, {
      kernel: this.kernel,
      sampleRate: this.sampleRate,
      params: plan.params,
      bypass: plan.bypass,
      tempoBpm: plan.tempoBpm,
      file: null,
    })
    if (device.latencyFrames !== plan.latencyFrames)
      throw new Error(
        `Device ${plan.id} (${plan.kind}) has ${device.latencyFrames} frames of latency and its plan says ` +
          `${plan.latencyFrames}. Compile the plan with this version of the engine.`,
      )
    return { id: plan.id, kind: plan.kind, device, plan, presence: new CellRamp(presence) }
  }

  private isSame(insert: Insert, plan: PlanDevice): boolean {
    return (
      insert.id === plan.id &&
      insert.kind === plan.kind &&
      insert.device.latencyFrames === plan.latencyFrames &&
      !needsRebuild(insert.plan, plan) &&
      insert.presence.target === 1
    )
  }

  /** Follows a structural edit. Call between two `process` calls, never inside one. */
  update(devices: readonly PlanDevice[]): void {
    const survivors = devices.flatMap((plan) => {
      const position = this.inserts.findIndex((insert) => this.isSame(insert, plan))
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
        const insert = this.make(plan, 0)
        // A device with latency is silent until its lines are full, and fades in only then.
        insert.presence.glide(1, this.cells, Math.ceil(plan.latencyFrames / CELL_FRAMES))
        chain.push(insert)
        continue
      }
      takeOldUpTo(position)
      const insert = this.inserts[position]!
      taken = position + 1
      for (const param of deviceSpecs[plan.kind].params)
        insert.device.setParam(param.id, plan.params[param.id] ?? param.default)
      insert.device.setBypass(plan.bypass)
      insert.device.setTempo(plan.tempoBpm)
      chain.push(insert)
    }
    takeOldUpTo(this.inserts.length)
    this.inserts = chain
  }

  /** The processor of a device that stands in the chain or fades in; undefined for any other. */
  find(deviceId: string): DeviceProcessor | undefined {
    return this.inserts.find((insert) => insert.id === deviceId && insert.presence.target === 1)?.device
  }

  /** Processes at most one cell in place. */
  process(pointer: number, frames: number, offsetInCell: number): void {
    const inserts = this.inserts
    let gone = 0
    for (let i = 0; i < inserts.length; i++) {
      const insert = inserts[i]!
      const presence = insert.presence
      if (offsetInCell === 0) presence.advance()
      if (presence.restsAt(0)) {
        insert.device.release()
        gone++
        continue
      }
      inserts[i - gone] = insert
      if (presence.value === 1 && presence.next === 1) {
        insert.device.process(pointer, frames, offsetInCell, 0)
        continue
      }
      this.exports.copyFrames(pointer, this.dry, frames)
      insert.device.process(pointer, frames, offsetInCell, 0)
      this.exports.crossfade(pointer, this.dry, frames, offsetInCell, presence.value, presence.next)
    }
    inserts.length -= gone
  }

  /** Clears every state, snaps every parameter, and lets what was leaving go. */
  reset(): void {
    this.inserts = this.inserts.filter((insert) => {
      if (insert.presence.target === 0) {
        insert.device.release()
        return false
      }
      insert.presence.jump(1)
      insert.device.snap()
      insert.device.reset()
      return true
    })
  }

  release(): void {
    for (const insert of this.inserts) insert.device.release()
    this.kernel.release(this.dry)
  }
}
