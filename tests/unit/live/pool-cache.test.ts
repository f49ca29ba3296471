import { expect, test } from 'vitest'
import { type PoolAsset, PoolCache } from '../../../renderer/live/stream/pool-cache.ts'
import type { PoolPart } from '../../../shared/contract/pool-parts.ts'
import { poolByteRange } from '../../../shared/formats/pool-file.ts'
import { poolInMemory } from './pool-in-memory.ts'

const RATE = 48000
const asset: PoolAsset = { name: 'Kick', poolHash: 'k', channels: 2, frames: 10 * RATE }

/** Files whose every sample is its own number. */
function countingPool(log: (readonly PoolPart[])[] = []) {
  return poolInMemory((_hash, first, count) => Float32Array.from({ length: count }, (_, i) => first + i), log)
}

const second = (poolHash: string, index: number) => ({ poolHash, ...poolByteRange(2, index * RATE, RATE) })
const blocksOf = (log: readonly (readonly PoolPart[])[]) => log.map((parts) => parts.length)

test('a stretch is fetched by seconds, once, and read to the sample', async () => {
  const log: (readonly PoolPart[])[] = []
  const cache = new PoolCache(countingPool(log), RATE, 1e9, () => {})
  cache.setAssets({ a: asset })
  const need = { assetId: 'a', startFrame: 47_990, frames: 100 }
  await Promise.all([cache.prepare([need]), cache.prepare([need])])
  await cache.prepare([need])
  expect(log).toEqual([[second('k', 0), second('k', 1)]])
  const samples = new Float32Array(200)
  cache.read('a', 47_990, 100, samples)
  expect([...samples]).toEqual(Array.from({ length: 200 }, (_, i) => 95_980 + i))
})

const manyIds = Array.from({ length: 80 }, (_, index) => `track${index}`)
const manyAssets = Object.fromEntries(manyIds.map((id) => [id, { ...asset, poolHash: id }]))
const manyNeeds = manyIds.map((assetId) => ({ assetId, startFrame: 0, frames: 1000 }))

test('what many tracks need now comes in a few requests, each with its own sound', async () => {
  const log: (readonly PoolPart[])[] = []
  const ofTrack = (hash: string, count: number) => new Float32Array(count).fill(Number(hash.slice('track'.length)))
  const cache = new PoolCache(
    poolInMemory((hash, _first, count) => ofTrack(hash, count), log),
    RATE,
    1e9,
    () => {},
  )
  cache.setAssets(manyAssets)
  await cache.prepare(manyNeeds)
  expect(blocksOf(log)).toEqual(Array.from({ length: 10 }, () => 8))
  for (const id of manyIds) {
    const samples = new Float32Array(200)
    cache.read(id, 100, 100, samples)
    expect(samples, id).toEqual(ofTrack(id, 200))
  }
})

test('what many tracks need later is fetched a few at a time, so that their next blocks do not come all at once', async () => {
  const log: (readonly PoolPart[])[] = []
  const cache = new PoolCache(countingPool(log), RATE, 1e9, () => {})
  cache.setAssets(manyAssets)
  for (let call = 0; call < 8; call++) {
    cache.prepareAhead(manyNeeds)
    // What is under way is not asked for again.
    cache.prepareAhead(manyNeeds)
    expect(log).toHaveLength(call + 1)
    await new Promise((resolve) => setTimeout(resolve))
  }
  expect(blocksOf(log)).toEqual(Array.from({ length: 8 }, () => 10))
  await cache.prepare(manyNeeds)
  expect(log).toHaveLength(8)
})

test('one file that is gone leaves those sounding that were asked for with it', async () => {
  const missing: string[] = []
  const there = countingPool()
  const cache = new PoolCache(
    async (parts, into) => {
      if (parts.some(({ poolHash }) => poolHash === 'gone')) throw new Error('404')
      return there(parts, into)
    },
    RATE,
    1e9,
    ({ name }) => missing.push(name),
  )
  cache.setAssets({ a: asset, b: { ...asset, name: 'Snare', poolHash: 'gone' }, c: { ...asset, poolHash: 'h' } })
  await cache.prepare(['a', 'b', 'c'].map((assetId) => ({ assetId, startFrame: 0, frames: 100 })))
  const first = (assetId: string) => {
    const samples = new Float32Array(4)
    cache.read(assetId, 1, 2, samples)
    return [...samples]
  }
  expect(['a', 'b', 'c'].map(first)).toEqual([
    [2, 3, 4, 5],
    [0, 0, 0, 0],
    [2, 3, 4, 5],
  ])
  expect(missing).toEqual(['Snare'])
})

test('nothing is asked for beyond the end of a file', async () => {
  const log: (readonly PoolPart[])[] = []
  const cache = new PoolCache(countingPool(log), RATE, 1e9, () => {})
  cache.setAssets({ a: { ...asset, frames: 54_000 } })
  await cache.prepare([{ assetId: 'a', startFrame: 40_000, frames: 50_000 }])
  expect(log.at(-1)?.at(-1)).toEqual({ poolHash: 'k', ...poolByteRange(2, RATE, 6000) })
})

test('an hour of sound passes through the memory of a few seconds', async () => {
  const cache = new PoolCache(countingPool(), RATE, 3_000_000, () => {})
  cache.setAssets({ a: { ...asset, frames: 3600 * RATE } })
  let most = 0
  for (let second = 0; second < 100; second++) {
    await cache.prepare([{ assetId: 'a', startFrame: second * 36 * RATE, frames: RATE }])
    cache.trim()
    most = Math.max(most, cache.bytes)
  }
  expect(most).toBeLessThanOrEqual(3_000_000)
})

test('memory that a longer sound was in holds nothing of it when a shorter one comes', async () => {
  let there = RATE * 8
  const cache = new PoolCache(
    async (parts, into) => {
      for (const memory of into) new Float32Array(memory.buffer).fill(0.5, 0, Math.min(memory.length, there) / 4)
      return Math.min(parts[0]!.length, there)
    },
    RATE,
    RATE * 8,
    () => {},
  )
  cache.setAssets({ a: asset })
  for (const block of [0, 1]) await cache.prepare([{ assetId: 'a', startFrame: block * RATE, frames: 1 }])
  cache.trim()
  there = 800
  await cache.prepare([{ assetId: 'a', startFrame: 2 * RATE, frames: 1 }])
  const samples = new Float32Array(RATE * 2)
  cache.read('a', 2 * RATE, RATE, samples)
  expect([...samples.subarray(0, 200)].every((sample) => sample === 0.5)).toBe(true)
  expect(samples.subarray(200).every((sample) => sample === 0)).toBe(true)
})

test('what was read last is kept longest', async () => {
  const log: (readonly PoolPart[])[] = []
  const cache = new PoolCache(countingPool(log), RATE, 2 * RATE * 8, () => {})
  cache.setAssets({ a: asset })
  const read = (index: number) => cache.prepare([{ assetId: 'a', startFrame: index * RATE, frames: 1 }])
  for (const index of [0, 1, 0, 2]) await read(index)
  cache.trim()
  log.length = 0
  for (const index of [0, 2]) await read(index)
  expect(log).toEqual([])
  await read(1)
  expect(log).toHaveLength(1)
})

test('a file that is gone is silent, named once, and not asked for at every turn', async () => {
  const missing: string[] = []
  let asked = 0
  const cache = new PoolCache(
    () => {
      asked++
      return Promise.reject(new Error('404'))
    },
    RATE,
    1e9,
    ({ name }) => missing.push(name),
  )
  cache.setAssets({ a: asset })
  const samples = new Float32Array(200).fill(1)
  for (let i = 0; i < 5; i++) await cache.prepare([{ assetId: 'a', startFrame: i * RATE, frames: 100 }])
  cache.read('a', 0, 100, samples)
  expect(samples.every((sample) => sample === 0)).toBe(true)
  expect(missing).toEqual(['Kick'])
  expect(asked).toBe(1)
})

test('a file that was named no longer is read anew when it comes back', async () => {
  let isThere = false
  let asked = 0
  const there = poolInMemory((_hash, _first, count) => new Float32Array(count).fill(0.5))
  const cache = new PoolCache(
    (parts, into) => {
      asked++
      return isThere ? there(parts, into) : Promise.reject(new Error('404'))
    },
    RATE,
    1e9,
    () => {},
  )
  const samples = new Float32Array(2)
  const heard = async () => {
    await cache.prepare([{ assetId: 'a', startFrame: 0, frames: 1 }])
    cache.read('a', 0, 1, samples)
    return samples[0]
  }
  cache.setAssets({ a: asset })
  expect(await heard()).toBe(0)
  isThere = true
  expect(await heard(), 'not asked for again at once').toBe(0)
  cache.setAssets({})
  cache.setAssets({ a: asset })
  expect(await heard()).toBe(0.5)
  expect(asked).toBe(2)
  cache.setAssets({})
  expect(cache.bytes).toBe(0)
})
