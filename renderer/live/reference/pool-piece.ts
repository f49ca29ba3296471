import { poolByteRange } from '../../../shared/formats/pool-file.ts'
import { fetchPoolRange } from '../../document/pool-range.ts'
import type { PoolAsset } from '../stream/pool-cache.ts'

/** Fetches frames of an asset from the pool, interleaved. `base` ends in a slash. Rejects with a sentence where they are missing. */
export async function fetchPoolPiece(
  base: string,
  asset: PoolAsset,
  frame: number,
  frames: number,
): Promise<Float32Array> {
  const range = poolByteRange(asset.channels, frame, frames)
  const bytes = await fetchPoolRange(`${base}${asset.poolHash}`, range)
  if (bytes?.byteLength !== range.length)
    throw new Error(`The sound of “${asset.name}” is missing from the project’s pool. Find it again under Media.`)
  return new Float32Array(bytes)
}
