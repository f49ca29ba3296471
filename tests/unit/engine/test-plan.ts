import type { ParamValues } from '../../../shared/engine/devices/device.ts'
import { deviceLatencyFrames } from '../../../shared/engine/devices/latency.ts'
import { Engine, type EngineOptions } from '../../../shared/engine/engine.ts'
import type { Kernel } from '../../../shared/engine/kernel/kernel.ts'
import type { Plan, PlanDevice, PlanInput, PlanStrip, StripValues } from '../../../shared/engine/mixer/plan.ts'
import type { DeviceKind } from '../../../shared/model/document.ts'

const RATE = 48000

/** A device as `compilePlan` lists it. */
export function device(id: string, kind: DeviceKind, params: ParamValues = {}, bypass = false): PlanDevice {
  return {
    id,
    kind,
    params,
    bypass,
    latencyFrames: deviceLatencyFrames(kind, params, RATE),
    tempoBpm: 120,
    key: null,
    fileAssetId: null,
    automation: [],
  }
}

/** The way of a strip's output into a summing point. */
export function feed(stripId: string, delayFrames = 0): PlanInput {
  return { id: `out-${stripId}`, stripId, tap: 'post', delayFrames, levelDb: 0, pan: 0, on: true, automation: [] }
}

/** An audio strip at its defaults but for `values`. */
export function strip(id: string, values: Partial<StripValues> = {}, devices: readonly PlanDevice[] = []): PlanStrip {
  return {
    id,
    kind: 'audio',
    devices,
    inputs: [],
    inputDelayFrames: 0,
    automation: [],
    trimDb: 0,
    polarityInverted: false,
    channelMode: 'stereo',
    faderDb: 0,
    faderTrimDb: 0,
    pan: 0,
    panWidth: 1,
    panLaw: -3,
    panMode: 'balance',
    mute: false,
    silencedBySolo: false,
    ...values,
  }
}

/** Strips into a bus or, for `master`, into the end of the plan. */
export function bus(
  id: string,
  inputs: readonly PlanInput[],
  values: Partial<StripValues> = {},
  devices: readonly PlanDevice[] = [],
): PlanStrip {
  return { ...strip(id, values, devices), kind: id === 'master' ? 'master' : 'bus', inputs }
}

/** A plan of strips; without a master among them all feed one. */
export function planOf(strips: readonly PlanStrip[], rack: readonly PlanDevice[] = []): Plan {
  const hasMaster = strips.some((candidate) => candidate.kind === 'master')
  const master = bus(
    'master',
    strips.map(({ id }) => feed(id)),
  )
  return {
    songId: 'song',
    sampleRate: RATE,
    stage: 'master',
    strips: hasMaster ? strips : [...strips, master],
    rack,
    latencyFrames: rack.reduce((frames, { latencyFrames }) => frames + latencyFrames, 0),
  }
}

/** Renders inputs by strip id through a plan in blocks; `before` is called ahead of each. */
export function renderPlan(
  kernel: Kernel,
  plan: Plan,
  inputs: Readonly<Record<string, Float32Array>>,
  blockFrames = 128,
  before?: (engine: Engine, frame: number) => void,
  options: Omit<EngineOptions, 'maxBlockFrames'> = {},
  outputOf?: string,
): Float32Array {
  const engine = new Engine(kernel, plan, { maxBlockFrames: blockFrames, ...options })
  const frames = Object.values(inputs)[0]!.length / 2
  const output = new Float32Array(frames * 2)
  for (let frame = 0; frame < frames; frame += blockFrames) {
    before?.(engine, frame)
    const count = Math.min(blockFrames, frames - frame)
    for (const [id, input] of Object.entries(inputs)) {
      const block = input.subarray(frame * 2, (frame + count) * 2)
      if (options.external?.includes(id)) engine.deliver(id, block)
      else if (engine.hasStrip(id)) kernel.f32(engine.inputPointer(id), count * 2).set(block)
    }
    engine.process(count)
    const pointer = outputOf === undefined ? engine.outputPointer() : engine.stripOutputPointer(outputOf)
    output.set(kernel.f32(pointer, count * 2), frame * 2)
  }
  engine.release()
  return output
}
