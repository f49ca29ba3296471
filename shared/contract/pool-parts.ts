import { isPoolHash } from '../formats/pool-file.ts'

/** Bytes of a sound that is served: of an asset, or of one rendered from the project. */
export interface PoolPart {
  readonly poolHash: string
  readonly offset: number
  readonly length: number
}

/** Where parts of several sounds are served in one answer, one after the other. */
export const poolPartsPrefix = '/pool-parts/'

/** What one answer holds at most. */
export const MOST_PARTS = 64

/** Its address: `/pool-parts/<hash>:<first byte>:<bytes>,…`. */
export function poolPartsPath(parts: readonly PoolPart[]): string {
  return poolPartsPrefix + parts.map(({ poolHash, offset, length }) => `${poolHash}:${offset}:${length}`).join(',')
}

/** What such an address names, from 1 to MOST_PARTS parts of at least a byte; null for any other text. */
export function parsePoolParts(pathname: string): PoolPart[] | null {
  if (!pathname.startsWith(poolPartsPrefix)) return null
  const parts: PoolPart[] = []
  for (const text of pathname.slice(poolPartsPrefix.length).split(',', MOST_PARTS + 1)) {
    const match = /^([^:]*):(\d{1,15}):(\d{1,15})$/.exec(text)
    const [, poolHash = '', offset, length] = match ?? []
    if (!isPoolHash(poolHash) || Number(length) === 0) return null
    parts.push({ poolHash, offset: Number(offset), length: Number(length) })
  }
  return parts.length <= MOST_PARTS ? parts : null
}
