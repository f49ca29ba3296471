/** A stretch of a test signal: seconds, and the sine's level in dBFS (of its peak); −Infinity for silence. */
export interface Segment {
  readonly seconds: number
  readonly levelDbfs: number
}

export const silence = (seconds: number): Segment => ({ seconds, levelDbfs: Number.NEGATIVE_INFINITY })
export const tone = (seconds: number, levelDbfs: number): Segment => ({ seconds, levelDbfs })

/** `count` times the same segments. */
export function repeat(count: number, segments: readonly Segment[]): Segment[] {
  return Array.from({ length: count }, () => segments).flat()
}

/** A 1 kHz sine through all segments without a break in phase, the same in `channels` interleaved channels. */
export function sineSegments(segments: readonly Segment[], rate: number, channels = 2): Float32Array {
  return perChannelSine(segments, rate, new Array(channels).fill(0))
}

/** The same with each channel's level shifted by `offsetsDb`. */
export function perChannelSine(segments: readonly Segment[], rate: number, offsetsDb: readonly number[]): Float32Array {
  const lengths = segments.map(({ seconds }) => Math.round(seconds * rate))
  const channels = offsetsDb.length
  const audio = new Float32Array(lengths.reduce((sum, length) => sum + length, 0) * channels)
  const gains = offsetsDb.map((db) => 10 ** (db / 20))
  let frame = 0
  for (const [index, { levelDbfs }] of segments.entries()) {
    const amplitude = 10 ** (levelDbfs / 20)
    for (const end = frame + lengths[index]!; frame < end; frame++) {
      const value = amplitude * Math.sin((2 * Math.PI * 1000 * frame) / rate)
      for (let channel = 0; channel < channels; channel++) audio[frame * channels + channel] = value * gains[channel]!
    }
  }
  return audio
}

/** Uniform noise in −1..1 that is the same on every machine. */
export function noise(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) / 2 ** 31
  }
}

/** Something like music: a bass, chords, a beat of noise bursts and kicks, and quieter stretches. Interleaved stereo. */
export function musicLike(seconds: number, rate: number, seed = 1): Float32Array {
  const random = noise(seed)
  const audio = new Float32Array(Math.round(seconds * rate) * 2)
  let smoothed = 0
  for (let frame = 0; frame < audio.length / 2; frame++) {
    const t = frame / rate
    const bar = Math.floor(t / 2)
    const root = 55 * 2 ** ([0, 5, 7, 3][bar % 4]! / 12)
    const dynamics = 0.35 + 0.65 * Math.sin((Math.PI * t) / 9) ** 2
    const beat = (t * 2) % 1
    const hat = random() * Math.exp(-((t * 4) % 1) * 14)
    smoothed += 0.3 * (hat - smoothed)
    const kick = Math.sin(2 * Math.PI * 50 * beat * 0.5 * (1 + Math.exp(-beat * 30))) * Math.exp(-beat * 9)
    const bass = Math.sin(2 * Math.PI * root * t)
    for (let side = 0; side < 2; side++) {
      const detune = 1 + (side ? 0.0017 : -0.0013)
      const chord =
        Math.sin(2 * Math.PI * root * 4 * detune * t) +
        Math.sin(2 * Math.PI * root * 5.04 * detune * t) +
        Math.sin(2 * Math.PI * root * 6 * detune * t)
      audio[frame * 2 + side] = dynamics * (0.25 * bass + 0.06 * chord + 0.22 * smoothed + 0.08 * hat + 0.35 * kick)
    }
  }
  return audio
}
