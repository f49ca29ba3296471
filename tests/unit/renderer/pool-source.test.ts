import { describe, expect, test } from 'vitest'
import { poolSource } from '../../../renderer/bounce/pool-source.ts'
import type { FetchParts } from '../../../renderer/document/fetch-parts.ts'
import type { PoolPart } from '../../../shared/contract/pool-parts.ts'
import type { PlaylistRegion } from '../../../shared/engine/playlist/playlist.ts'
import { poolInMemory } from '../live/pool-in-memory.ts'

const AHEAD = 1000

/** Every sample of a file says which it is, in a million for each file. */
function count(poolHash: string, first: number, length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => Number(poolHash) * 1_000_000 + first + i)
}

function region(assetId: string, startFrame: number, lengthFrames: number, more: Partial<PlaylistRegion> = {}) {
  return { assetId, channels: 2, startFrame, lengthFrames, offsetFrames: 0, reversed: false, ...more } as PlaylistRegion
}

function source(fetch?: FetchParts, log: (readonly PoolPart[])[] = []) {
  const hashes = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`a${i}`, `${i}`]))
  const { prepare, read } = poolSource(hashes, fetch ?? poolInMemory(count, log), AHEAD)
  const samplesOf = (assetId: string, startFrame: number, frames: number) => {
    const samples = new Float32Array(frames * 2)
    read(assetId, startFrame, frames, samples)
    return samples
  }
  return { prepare, samplesOf, log }
}

describe('the pool as a bounce in the page reads it', () => {
  test('gives each sound its own samples to its end, whatever memory had before, and fetches ahead', async () => {
    const { prepare, samplesOf, log } = source()
    const regions = [region('a1', 0, 2500), region('a2', 300, 4000, { offsetFrames: 7 }), region('a3', 2600, 500)]
    for (let at = 0; at < 4300; at += 100) {
      await prepare(regions, at, 100)
      for (const { assetId, startFrame, lengthFrames, offsetFrames } of regions) {
        const from = Math.max(at, startFrame)
        const frames = Math.min(at + 100, startFrame + lengthFrames) - from
        if (frames <= 0) continue
        const first = from - startFrame + offsetFrames
        expect(samplesOf(assetId, first, frames)).toEqual(count(assetId.slice(1), 2 * first, 2 * frames))
      }
    }
    // Three, four and one pieces of a thousand frames; they never began together.
    expect(log.flat().length).toBe(8)
  })

  test('fetches what begins together in few answers', async () => {
    const { prepare, samplesOf, log } = source()
    await prepare(
      Array.from({ length: 20 }, (_, i) => region(`a${i}`, 0, 5000)),
      0,
      100,
    )
    expect(log.map(({ length }) => length)).toEqual([8, 8, 4])
    expect(samplesOf('a19', 42, 10)).toEqual(count('19', 84, 20))
  })

  test('reads what is heard backwards from behind', async () => {
    const { prepare, samplesOf } = source()
    const regions = [region('a4', 0, 1000, { reversed: true })]
    await prepare(regions, 0, 100)
    expect(samplesOf('a4', 900, 100)).toEqual(count('4', 1800, 200))
    await prepare(regions, 100, 100)
    expect(samplesOf('a4', 800, 100)).toEqual(count('4', 1600, 200))
  })

  test('says so where the pool gives nothing or too little', async () => {
    const nothing = source(() => Promise.reject(new Error('gone')))
    await expect(nothing.prepare([region('a1', 0, 100)], 0, 100)).rejects.toThrow('does not give audio')
    const little = source(async (parts) => parts[0]!.length - 8)
    await expect(little.prepare([region('a1', 0, 100)], 0, 100)).rejects.toThrow('shorter than the song says')
  })
})
