import { createHash, type Hash } from 'node:crypto'

/**
 * The hash that names a sound in the pool: SHA-256 over a line with its shape and its float32 samples (little-endian,
 * interleaved). Without the shape a mono file would share its name with a stereo file of half its length.
 */
export function startPoolHash(channels: number, sampleRate: number): Hash {
  return createHash('sha256').update(`f32le ${channels} ${sampleRate}\n`)
}
