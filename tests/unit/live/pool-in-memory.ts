import type { FetchParts } from '../../../renderer/document/fetch-parts.ts'
import type { PoolPart } from '../../../shared/contract/pool-parts.ts'
import { poolByteRange } from '../../../shared/formats/pool-file.ts'

/** A pool of stereo sounds whose samples `read` gives, from a sample on so many. `log` is told of every request. */
export function poolInMemory(
  read: (poolHash: string, first: number, count: number) => Float32Array,
  log: (readonly PoolPart[])[] = [],
): FetchParts {
  return async (parts, into) => {
    log.push(parts)
    for (const [index, { poolHash, offset, length }] of parts.entries()) {
      const samples = read(poolHash, (offset - poolByteRange(2, 0, 0).offset) / 4, length / 4)
      into[index]!.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength))
    }
    return parts.reduce((sum, { length }) => sum + length, 0)
  }
}
