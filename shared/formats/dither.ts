import { type NoiseShape, shapingTaps } from './noise-shaping.ts'

/**
 * Integer output with TPDF dither. The noise of a sample is a hash of its absolute frame and channel, so that the bytes
 * depend neither on how the stream was cut into calls nor on when it was rendered.
 */

export type IntegerBits = 16 | 24

/** A bijective mix of 32 bits whose output bits each depend on every input bit (“lowbias32”, C. Wellons). */
function mix(value: number): number {
  let x = value
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d)
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b)
  return (x ^ (x >>> 16)) >>> 0
}

/** Triangular noise in LSB, from −1 to 1: the sum of two uniforms of ±½ LSB. */
export function tpdfNoise(frame: number, channel: number): number {
  const low = frame >>> 0
  const high = Math.floor(frame / 4294967296)
  const key = mix(Math.imul(channel + 1, 0x9e3779b1) ^ Math.imul(high, 0x85ebca77))
  const first = mix(low ^ key)
  const second = mix(first ^ 0xc2b2ae3d)
  return (first + second) / 4294967296 - 1
}

/** Index of the first sample that no integer of so many bits stands for exactly; −1 where all lie on the grid. */
export function firstOffGrid(samples: Float32Array, bits: IntegerBits): number {
  const scale = bits === 16 ? 32768 : 8388608
  for (let i = 0; i < samples.length; i++) {
    const scaled = samples[i]! * scale
    if (Math.trunc(scaled) !== scaled || scaled >= scale || scaled < -scale) return i
  }
  return -1
}

export interface QuantiserOptions {
  readonly bits: IntegerBits
  readonly channels: number
  /** Where the error of dithered frames goes. */
  readonly shape: NoiseShape
}

/** Turns one stream into integers; shaped noise remembers the errors of the frames before. */
export interface Quantiser {
  /** Interleaved float32 that lies on the grid, to little-endian integers. Returns the bytes. */
  plain(samples: Float32Array): Uint8Array
  /**
   * Interleaved float32 to little-endian integers with dither, rounded to nearest and held within full scale; what is no
   * number becomes 0. Flat, the total error is Δ/2 RMS whatever the signal (−96.33 dBFS at 16 bit). `startFrame` is the
   * first frame's place in the whole stream; shaped streams are given in order. Returns the bytes.
   */
  dithered(samples: Float32Array, startFrame: number): Uint8Array
}

/** Makes a quantiser for the start of a stream. */
export function createQuantiser({ bits, channels, shape }: QuantiserOptions): Quantiser {
  const scale = bits === 16 ? 32768 : 8388608
  const sampleBytes = bits / 8
  const taps = shapingTaps[shape]
  /** The last errors in LSB, newest first, channel after channel. */
  const errors = new Float64Array(taps.length * channels)

  function put(bytes: Uint8Array, at: number, rounded: number): void {
    const value = Math.min(scale - 1, Math.max(-scale, rounded)) | 0
    bytes[at] = value
    bytes[at + 1] = value >> 8
    if (sampleBytes === 3) bytes[at + 2] = value >> 16
  }

  /** What a sample becomes. The error is that before the value is held within full scale: an over shapes no noise. */
  function shaped(scaled: number, noise: number, channel: number): number {
    const first = channel * taps.length
    let wanted = scaled
    for (let k = 0; k < taps.length; k++) wanted -= taps[k]! * errors[first + k]!
    const rounded = Math.floor(wanted + noise + 0.5)
    const error = rounded - wanted
    errors.copyWithin(first + 1, first, first + taps.length - 1)
    errors[first] = error - error === 0 ? error : 0
    return rounded
  }

  return {
    plain(samples) {
      const bytes = new Uint8Array(samples.length * sampleBytes)
      for (let i = 0; i < samples.length; i++) put(bytes, i * sampleBytes, Math.floor(samples[i]! * scale + 0.5))
      return bytes
    },
    dithered(samples, startFrame) {
      const bytes = new Uint8Array(samples.length * sampleBytes)
      for (let i = 0, frame = startFrame; i < samples.length; frame++)
        for (let channel = 0; channel < channels; channel++, i++) {
          const scaled = samples[i]! * scale
          const noise = tpdfNoise(frame, channel)
          put(
            bytes,
            i * sampleBytes,
            taps.length > 0 ? shaped(scaled, noise, channel) : Math.floor(scaled + noise + 0.5),
          )
        }
      return bytes
    },
  }
}
