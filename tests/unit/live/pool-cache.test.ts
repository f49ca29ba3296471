import { expect, test } from 'vitest'
import { type PoolAsset, PoolCache } from '../../../renderer/live/stream/pool-cache.ts'
import { poolByteRange } from '../../../shared/formats/pool-file.ts'

const RATE = 48000
const asset: PoolAsset = { name: 'Kick', poolHash: 'k', channels: 2, frames: 10 * RATE }

/** A file whose every sample is its own number. */
function countingPool(log: { offset: number; length: number }[]) {
  return async (_hash: string, offset: number, length: number): Promise<ArrayBuffer> => {
    log.push({ offset, length })
    const first = (offset - poolByteRange(2, 0, 0).offset) / 4
    return Float32Array.from({ length: length / 4 }, (_, i) => first + i).buffer
  }
}

test('a stretch is fetched by seconds, once, and read to the sample', async () => {
  const log: { offset: number; length: number }[] = []
  const cache = new PoolCache(countingPool(log), RATE, 1e9, () => {})
  cache.setAssets({ a: asset })
  const need = { assetId: 'a', startFrame: 47_990, frames: 100 }
  await Promise.all([cache.prepare([need]), cache.prepare([need])])
  await cache.prepare([need])
  expect(log).toEqual([poolByteRange(2, 0, RATE), poolByteRange(2, RATE, RATE)])
  const samples = new Float32Array(200)
  cache.read('a', 47_990, 100, samples)
  expect([...samples]).toEqual(Array.from({ length: 200 }, (_, i) => 95_980 + i))
})

test('what many tracks need later is fetched a few at a time, so that their next blocks do not come all at once', async () => {
  const log: { offset: number; length: number }[] = []
  const cache = new PoolCache(countingPool(log), RATE, 1e9, () => {})
  const ids = Array.from({ length: 32 }, (_, index) => `track${index}`)
  cache.setAssets(Object.fromEntries(ids.map((id) => [id, { ...asset, poolHash: id }])))
  const needs = ids.map((assetId) => ({ assetId, startFrame: 0, frames: 1000 }))
  const counts: number[] = []
  for (let call = 0; call < 16; call++) {
    cache.prepareAhead(needs)
    counts.push(log.length)
    // What is under way is not asked for again.
    cache.prepareAhead(needs)
    expect(log).toHaveLength(counts.at(-1)!)
    await new Promise((resolve) => setTimeout(resolve))
  }
  expect(counts).toEqual(Array.from({ length: 16 }, (_, call) => 2 * call + 2))
  await cache.prepare(needs)
  expect(log).toHaveLength(32)
})

test('nothing is asked for beyond the end of a file', async () => {
  const log: { offset: number; length: number }[] = []
  const cache = new PoolCache(countingPool(log), RATE, 1e9, () => {})
  cache.setAssets({ a: { ...asset, frames: 54_000 } })
  await cache.prepare([{ assetId: 'a', startFrame: 40_000, frames: 50_000 }])
  expect(log.at(-1)).toEqual(poolByteRange(2, RATE, 6000))
})

test('an hour of sound passes through the memory of a few seconds', async () => {
  const cache = new PoolCache(countingPool([]), RATE, 3_000_000, () => {})
  cache.setAssets({ a: { ...asset, frames: 3600 * RATE } })
  let most = 0
  for (let second = 0; second < 100; second++) {
    await cache.prepare([{ assetId: 'a', startFrame: second * 36 * RATE, frames: RATE }])
    cache.trim()
    most = Math.max(most, cache.bytes)
  }
  expect(most).toBeLessThanOrEqual(3_000_000)
})

test('what was read last is kept longest', async () => {
  const log: { offset: number; length: number }[] = []
  const cache = new PoolCache(countingPool(log), RATE, 2 * RATE * 8, () => {})
  cache.setAssets({ a: asset })
  const second = (index: number) => cache.prepare([{ assetId: 'a', startFrame: index * RATE, frames: 1 }])
  for (const index of [0, 1, 0, 2]) await second(index)
  cache.trim()
  log.length = 0
  for (const index of [0, 2]) await second(index)
  expect(log).toEqual([])
  await second(1)
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
  const cache = new PoolCache(
    (_hash, _offset, length) => {
      asked++
      return isThere ? Promise.resolve(new Float32Array(length / 4).fill(0.5).buffer) : Promise.reject(new Error('404'))
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
