import { poolByteRange } from '../../../shared/formats/pool-file.ts'
import type { PoolAsset } from '../stream/pool-cache.ts'

/** Fetches frames of an asset from the pool, interleaved. `base` ends in a slash. Rejects with a sentence where they are missing. */
export async function fetchPoolPiece(
  base: string,
  asset: PoolAsset,
  frame: number,
  frames: number,
): Promise<Float32Array> {
  const { offset, length } = poolByteRange(asset.channels, frame, frames)
  const response = await fetch(`${base}${asset.poolHash}`, {
    headers: { Range: `bytes=${offset}-${offset + length - 1}` },
  })
  const bytes = response.status === 206 ? await response.arrayBuffer() : null
  if (bytes?.byteLength !== length)
    throw new Error(`The sound of “${asset.name}” is missing from the project’s pool. Find it again under Media.`)
  return new Float32Array(bytes)
}
