import FFT from 'fft.js'
import type { ParamValues } from '../../shared/engine/devices/device.ts'
import { createDevice } from '../../shared/engine/devices/registry.ts'
import { CELL_FRAMES, FRAME_BYTES, PADDING_FRAMES } from '../../shared/engine/kernel/grid.ts'
import type { Kernel } from '../../shared/engine/kernel/kernel.ts'
import type { DeviceKind } from '../../shared/model/document.ts'

export const RATE = 48_000

type Points = readonly (readonly [number, number])[]

/** What a device makes of interleaved stereo, its latency dropped. */
export function through(kernel: Kernel, kind: DeviceKind, params: ParamValues, input: Float32Array): Float32Array {
  const device = createDevice(kind, { kernel, sampleRate: RATE, params, bypass: false, tempoBpm: 120, file: null })
  const late = device.latencyFrames
  const padded = new Float32Array(input.length + (late + CELL_FRAMES) * 2)
  padded.set(input)
  const output = new Float32Array(padded.length)
  const pointer = kernel.alloc((CELL_FRAMES + PADDING_FRAMES) * FRAME_BYTES)
  for (let at = 0; at < padded.length; at += CELL_FRAMES * 2) {
    const cell = padded.subarray(at, at + CELL_FRAMES * 2)
    kernel.f32(pointer, cell.length).set(cell)
    device.process(pointer, cell.length / 2, 0, 0)
    output.set(kernel.f32(pointer, cell.length), at)
  }
  device.release()
  kernel.release(pointer)
  return output.subarray(late * 2, late * 2 + input.length)
}

function stereo(frames: number, sample: (frame: number) => number): Float32Array {
  return Float32Array.from({ length: frames * 2 }, (_, i) => sample(i >> 1))
}

function powerSpectrum(left: ArrayLike<number>, size: number): Float64Array {
  const fft = new FFT(size)
  const spectrum = fft.createComplexArray()
  fft.realTransform(
    spectrum,
    Array.from({ length: size }, (_, i) => left[i] ?? 0),
  )
  return Float64Array.from({ length: size / 2 }, (_, k) => spectrum[2 * k]! ** 2 + spectrum[2 * k + 1]! ** 2)
}

const db = (power: number) => 10 * Math.log10(Math.max(power, 1e-30))

function leftOf(signal: Float32Array): Float32Array {
  return Float32Array.from({ length: signal.length / 2 }, (_, i) => signal[2 * i]!)
}

/** Magnitude in dB from 20 Hz to 20 kHz, read from the response to a click. `side`: the click is in anti-phase. */
export function magnitude(kernel: Kernel, kind: DeviceKind, params: ParamValues, side = false): Points {
  const size = 65_536
  const level = 0.001
  const click = new Float32Array(size * 2)
  // Late enough that what rings before a click at linear phase is heard too.
  click[size / 2] = level
  click[size / 2 + 1] = side ? -level : level
  const power = powerSpectrum(leftOf(through(kernel, kind, params, click)), size)
  return Array.from({ length: 300 }, (_, i) => {
    const hz = 20 * 1000 ** (i / 299)
    return [hz, db(power[Math.round((hz * size) / RATE)]! / level ** 2)] as const
  })
}

/** Output level against input level in dB, of a tone once everything has settled. */
export function transfer(kernel: Kernel, kind: DeviceKind, params: ParamValues, hz = 1000): Points {
  return Array.from({ length: 67 }, (_, i) => {
    const levelDb = -66 + i
    const peak = 10 ** (levelDb / 20)
    const tone = stereo(RATE, (frame) => peak * Math.sin((2 * Math.PI * hz * frame) / RATE))
    const settled = leftOf(through(kernel, kind, params, tone)).subarray(RATE / 2)
    return [
      levelDb,
      Math.max(-140, 20 * Math.log10(settled.reduce((most, x) => Math.max(most, Math.abs(x)), 1e-9))),
    ] as const
  })
}

/** Spectrum in dBFS of what a full-scale-related sine becomes; a whole number of its periods fits the window. */
export function harmonics(kernel: Kernel, kind: DeviceKind, params: ParamValues, hz: number, peak: number): Points {
  const size = 65_536
  const bin = Math.round((hz * size) / RATE)
  const tone = stereo(2 * size, (frame) => peak * Math.sin((2 * Math.PI * bin * frame) / size))
  const settled = leftOf(through(kernel, kind, params, tone)).subarray(size)
  const power = powerSpectrum(settled, size)
  return Array.from({ length: 500 }, (_, i) => {
    const edge = (step: number) => Math.round((20 * 1000 ** (step / 500) * size) / RATE)
    let most = 0
    for (let k = edge(i); k <= edge(i + 1); k++) most = Math.max(most, power[k]!)
    return [20 * 1000 ** ((i + 0.5) / 500), Math.max(-160, db(most / (size / 2) ** 2))] as const
  })
}

/** The peaks of every millisecond in dBFS over time in ms, of what a tone burst becomes. */
export function burst(kernel: Kernel, kind: DeviceKind | null, params: ParamValues, milliseconds: number): Points {
  const frames = (milliseconds * RATE) / 1000
  const loud = (frame: number) => frame > frames * 0.2 && frame < frames * 0.6
  const tone = stereo(frames, (frame) => (loud(frame) ? 0.5 : 0.05) * Math.sin((2 * Math.PI * 1000 * frame) / RATE))
  const output = leftOf(kind ? through(kernel, kind, params, tone) : tone)
  const cell = RATE / 1000
  return Array.from({ length: milliseconds }, (_, ms) => {
    const peak = output.subarray(ms * cell, (ms + 1) * cell).reduce((most, x) => Math.max(most, Math.abs(x)), 1e-7)
    return [ms, 20 * Math.log10(peak)] as const
  })
}
