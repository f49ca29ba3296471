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

/**
 * Interleaved float32 to little-endian integers, rounded to nearest and held within full scale; what is no number becomes
 * 0. With `dither` the total error is Δ/2 RMS whatever the signal (−96.33 dBFS at 16 bit).
 * `startFrame` is the first frame's place in the whole stream. Returns the bytes.
 */
export function quantise(
  samples: Float32Array,
  options: { bits: IntegerBits; channels: number; startFrame: number; dither: boolean },
): Uint8Array {
  const { bits, channels, startFrame, dither } = options
  const scale = bits === 16 ? 32768 : 8388608
  const sampleBytes = bits / 8
  const bytes = new Uint8Array(samples.length * sampleBytes)
  let at = 0
  for (let i = 0, frame = startFrame; i < samples.length; frame++) {
    for (let channel = 0; channel < channels; channel++, i++) {
      const noise = dither ? tpdfNoise(frame, channel) : 0
      const rounded = Math.floor(samples[i]! * scale + noise + 0.5)
      const value = Math.min(scale - 1, Math.max(-scale, rounded)) | 0
      bytes[at] = value
      bytes[at + 1] = value >> 8
      if (sampleBytes === 3) bytes[at + 2] = value >> 16
      at += sampleBytes
    }
  }
  return bytes
}
