import type { DeviceKind } from '../../model/document.ts'
import { CELL_FRAMES, FRAME_BYTES, PADDING_FRAMES } from '../kernel/grid.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { DeviceFile, ParamValues } from './device.ts'
import { deviceLatencyFrames } from './latency.ts'
import { createDevice } from './registry.ts'

/** What a device is tried out with. */
export interface Rehearsal {
  readonly sampleRate: number
  readonly params: ParamValues
  readonly tempoBpm?: number
  readonly file?: DeviceFile | null
}

/**
 * What a new device of that kind makes of interleaved stereo, as many frames as come in, its latency taken off: for
 * pictures of what it does. The same kernel as the sound's.
 */
export function rehearse(kernel: Kernel, kind: DeviceKind, rehearsal: Rehearsal, input: Float32Array): Float32Array {
  const { sampleRate, params, tempoBpm = 120, file = null } = rehearsal
  const device = createDevice(kind, { kernel, sampleRate, params, bypass: false, tempoBpm, file })
  const pointer = kernel.alloc((CELL_FRAMES + PADDING_FRAMES) * FRAME_BYTES)
  const frames = input.length / 2
  const latency = deviceLatencyFrames(kind, params, sampleRate)
  const output = new Float32Array(input.length)
  for (let frame = 0; frame < frames + latency; frame += CELL_FRAMES) {
    // Memory may have grown since: a view is good for one call.
    const cell = kernel.f32(pointer, CELL_FRAMES * 2)
    cell.fill(0)
    if (frame < frames) cell.set(input.subarray(frame * 2, Math.min(frames, frame + CELL_FRAMES) * 2))
    device.process(pointer, CELL_FRAMES, 0, 0)
    const given = kernel.f32(pointer, CELL_FRAMES * 2)
    const from = Math.max(0, latency - frame)
    const to = Math.min(CELL_FRAMES, frames + latency - frame)
    if (from < to) output.set(given.subarray(from * 2, to * 2), (frame + from - latency) * 2)
  }
  device.release()
  kernel.release(pointer)
  return output
}
