import { poolByteRange } from '../../shared/formats/pool-file.ts'
import { fetchPoolRange } from '../document/pool-range.ts'

/** Reads frames of a pool file, interleaved. Rejects when the pool does not hold the file. */
export async function readSamples(
  poolHash: string,
  channels: 1 | 2,
  startFrame: number,
  frames: number,
  signal: AbortSignal,
): Promise<Float32Array> {
  const bytes = await fetchPoolRange(`/pool/${poolHash}`, poolByteRange(channels, startFrame, frames), signal)
  if (!bytes) throw new Error('The pool does not hold the file.')
  return new Float32Array(bytes, 0, Math.floor(bytes.byteLength / 4))
}
