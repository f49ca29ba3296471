import type { ByteRange } from './byte-source.ts'
import { wavHeader } from './wav-write.ts'

/**
 * The pool keeps every asset as a float32 WAV of one or two channels (RF64 past 4 GiB) whose first sample always lies at
 * this byte, so that whoever knows an asset's channels can ask for its frames by byte range without reading a header.
 */
export const poolDataOffset = 128

export function poolFileHeader(channels: 1 | 2, sampleRate: number, frames: number): Uint8Array {
  return wavHeader({ encoding: 'f32', channels, sampleRate, frames, dataOffset: poolDataOffset })
}

/** Where frames lie in a pool file: little-endian float32, interleaved where there are two channels. */
export function poolByteRange(channels: 1 | 2, startFrame: number, frames: number): ByteRange {
  return { offset: poolDataOffset + startFrame * channels * 4, length: frames * channels * 4 }
}

/** A pool file's name is the hash of its sound; anything else is refused before it can name a path. */
export function isPoolHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}
