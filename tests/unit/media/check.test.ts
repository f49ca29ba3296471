import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkMedia } from '../../../main/media/media.ts'
import type { Asset } from '../../../shared/model/document.ts'
import { noise, temporaryFolder } from '../pool/sound-files.ts'
import { type PoolProject, poolProject } from './pool-project.ts'

const folder = temporaryFolder()

function check({ path }: PoolProject, assets: Asset[], more: { byHash?: boolean; repair?: boolean } = {}) {
  return checkMedia({ projectFolder: path, sampleRate: 48000, assets, byHash: false, repair: false, ...more })
}

/** Turns some bytes of a file over, so that its length stays. */
function damage(path: string): void {
  const bytes = readFileSync(path)
  for (let at = bytes.length - 400; at < bytes.length - 380; at++) bytes[at] = 255 - bytes[at]!
  writeFileSync(path, bytes)
}

describe('a look at the pool', () => {
  test('finds what is missing, what is too short and what begins otherwise', async () => {
    const here = poolProject(folder)
    const assets = (
      await Promise.all(['a', 'b', 'c', 'd'].map((name, index) => here.add(`${name}.wav`, noise(600, index), 1, false)))
    ).flat()
    rmSync(here.audio(assets[1]!))
    truncateSync(here.audio(assets[2]!), 500)
    const renamed = readFileSync(here.audio(assets[3]!))
    writeFileSync(here.audio(assets[3]!), Buffer.concat([Buffer.from('RIFX'), renamed.subarray(4)]))
    const { states } = await check(here, assets)
    expect(assets.map(({ poolHash }) => states[poolHash])).toEqual(['ok', 'missing', 'damaged', 'damaged'])
  })

  test('does not read the sound, which only its hash tells of', async () => {
    const here = poolProject(folder)
    const [asset] = await here.add('a.wav', noise(3000, 1), 2, false)
    damage(here.audio(asset!))
    expect((await check(here, [asset!])).states).toEqual({ [asset!.poolHash]: 'ok' })
    expect((await check(here, [asset!], { byHash: true })).states).toEqual({ [asset!.poolHash]: 'damaged' })
  })

  test('makes missing and cut peaks again, the same bytes', async () => {
    const here = poolProject(folder)
    const [a] = await here.add('a.wav', noise(9000, 1), 1)
    const [b] = await here.add('b.wav', noise(9000, 2), 1)
    const before = [a!, b!].map((asset) => readFileSync(here.peaks(asset)))
    rmSync(here.peaks(a!))
    truncateSync(here.peaks(b!), 50)
    expect(await check(here, [a!, b!], { repair: true })).toMatchObject({ peaksRebuilt: 2, faults: [] })
    expect([a!, b!].map((asset, index) => readFileSync(here.peaks(asset)).equals(before[index]!))).toEqual([true, true])
    expect(readdirSync(join(here.path, 'peaks'))).toHaveLength(2)
  })

  test('touches nothing where it may not repair', async () => {
    const here = poolProject(folder)
    const [asset] = await here.add('a.wav', noise(900, 1), 1)
    rmSync(here.peaks(asset!))
    rmSync(here.audio(asset!))
    expect(await check(here, [asset!])).toMatchObject({ peaksRebuilt: 0, remade: [] })
    expect(readdirSync(join(here.path, 'audio'))).toEqual([])
  })
})

describe('a sound whose original was kept', () => {
  test('is made from it again, bit for bit, every channel of a split file', async () => {
    const here = poolProject(folder)
    const assets = await here.add('Room.wav', noise(4 * 800, 3), 4)
    const before = assets.map(here.bytes)
    rmSync(here.audio(assets[0]!))
    damage(here.audio(assets[2]!))
    const { states, remade } = await check(here, assets, { byHash: true, repair: true })
    expect(Object.values(states)).toEqual(['ok', 'ok', 'ok', 'ok'])
    expect(new Set(remade)).toEqual(new Set([assets[0]!.poolHash, assets[2]!.poolHash]))
    expect(assets.map((asset, index) => here.bytes(asset).equals(before[index]!))).toEqual([true, true, true, true])
    expect(readdirSync(here.path).sort()).toEqual(['audio', 'originals', 'peaks'])
  })

  test('stays missing where the original is damaged too, and the sentence says so', async () => {
    const here = poolProject(folder)
    const [asset] = await here.add('a.wav', noise(900, 1), 1)
    rmSync(here.audio(asset!))
    damage(join(here.path, 'originals', readdirSync(join(here.path, 'originals'))[0]!))
    const { states, faults } = await check(here, [asset!], { repair: true })
    expect(states).toEqual({ [asset!.poolHash]: 'missing' })
    expect(faults).toEqual([expect.stringMatching(/kept of “a\.wav” no longer gives its sound\. Find/)])
    expect(readdirSync(join(here.path, 'audio'))).toEqual([])
  })
})

describe('verifying', () => {
  test('finds peaks that are as long as they must be and are not those of the sound', async () => {
    const here = poolProject(folder)
    const [asset] = await here.add('a.wav', noise(90_000, 1), 2)
    const before = readFileSync(here.peaks(asset!))
    damage(here.peaks(asset!))
    expect(await check(here, [asset!], { byHash: true, repair: true })).toMatchObject({ peaksRebuilt: 1 })
    expect(readFileSync(here.peaks(asset!)).equals(before)).toBe(true)
  })

  test('reads a sound once that several assets have, and tells how far it is', async () => {
    const here = poolProject(folder)
    const [asset] = await here.add('a.wav', noise(400_000, 1), 2)
    const shares: number[] = []
    const assets = [asset!, { ...asset!, id: 'twin' }]
    const request = { projectFolder: here.path, sampleRate: 48000, assets, byHash: true, repair: true }
    await checkMedia(request, { onProgress: (share) => shares.push(share) })
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
  })

  test('can be cancelled and then says so', async () => {
    const here = poolProject(folder)
    const [asset] = await here.add('a.wav', noise(800_000, 1), 2)
    const cancel = new AbortController()
    const request = { projectFolder: here.path, sampleRate: 48000, assets: [asset!], byHash: true, repair: true }
    const verifying = checkMedia(request, { signal: cancel.signal, onProgress: () => cancel.abort() })
    await expect(verifying).rejects.toMatchObject({ code: 'cancelled' })
  })
})
