import { readFileSync } from 'node:fs'
import type { DeviceFactory, DeviceProcessor, ParamValues } from '../../../shared/engine/devices/device.ts'
import { instantiateKernel, type Kernel } from '../../../shared/engine/kernel/kernel.ts'

const wasmFile = new URL('../../../out/kernel/kernel.wasm', import.meta.url)

/** A fresh kernel. Throws, naming the build, when it was not compiled. */
export function testKernel(): Kernel {
  try {
    return instantiateKernel(new WebAssembly.Module(readFileSync(wasmFile)))
  } catch (cause) {
    throw new Error('out/kernel/kernel.wasm is missing or damaged. Run: node .setup/build-kernel.mjs', { cause })
  }
}

/** A device at 120 BPM without a file. */
export function make(
  create: DeviceFactory,
  kernel: Kernel,
  sampleRate: number,
  params: ParamValues = {},
  bypass = false,
): DeviceProcessor {
  return create({ kernel, sampleRate, params, bypass, tempoBpm: 120, file: null })
}

/** Uniform noise between −level and level, the same on every machine. */
export function noise(frames: number, level = 0.5, seed = 1): Float32Array {
  let state = seed >>> 0
  return Float32Array.from({ length: frames * 2 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state / 2 ** 31 - 1) * level
  })
}

/** A stereo sine, alike on both sides. */
export function tone(frames: number, hertz: number, sampleRate: number, level = 0.5): Float32Array {
  return Float32Array.from(
    { length: frames * 2 },
    (_, i) => level * Math.sin((2 * Math.PI * hertz * (i >> 1)) / sampleRate),
  )
}

/**
 * Runs a device over interleaved stereo in blocks; `before` is called ahead of each with its first frame. It listens to
 * `key` where there is one.
 */
export function run(
  kernel: Kernel,
  device: DeviceProcessor,
  input: Float32Array,
  blockFrames = 128,
  before?: (frame: number) => void,
  key?: Float32Array,
): Float32Array {
  const frames = input.length / 2
  const pointer = kernel.alloc((128 + 4) * 8)
  const keyPointer = kernel.alloc((128 + 4) * 8)
  const output = new Float32Array(input.length)
  for (let frame = 0; frame < frames; ) {
    if (frame % blockFrames === 0) before?.(frame)
    const count = Math.min(blockFrames - (frame % blockFrames), 128 - (frame % 128), frames - frame)
    kernel.f32(pointer, count * 2).set(input.subarray(frame * 2, (frame + count) * 2))
    if (key) kernel.f32(keyPointer, count * 2).set(key.subarray(frame * 2, (frame + count) * 2))
    device.process(pointer, count, frame % 128, key ? keyPointer : 0)
    output.set(kernel.f32(pointer, count * 2), frame * 2)
    frame += count
  }
  kernel.release(pointer)
  kernel.release(keyPointer)
  return output
}

/** The greatest difference of two signals in dB relative to full scale; −999 if they are the same. */
export function differenceDb(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let most = 0
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!))
  return most === 0 ? -999 : 20 * Math.log10(most)
}

/** The largest step from one frame to the next on the left side, within frames. */
export function largestStep(signal: Float32Array, from: number, to: number): number {
  let most = 0
  for (let frame = from + 1; frame < to; frame++)
    most = Math.max(most, Math.abs(signal[frame * 2]! - signal[frame * 2 - 2]!))
  return most
}

/** The largest third difference on the left side, within frames: what a click leaves above a low tone. */
export function roughness(signal: Float32Array, from: number, to: number): number {
  let most = 0
  for (let frame = from + 3; frame < to; frame++) {
    const [a, b, c, d] = [3, 2, 1, 0].map((back) => signal[(frame - back) * 2]!)
    most = Math.max(most, Math.abs(d! - 3 * c! + 3 * b! - a!))
  }
  return most
}
