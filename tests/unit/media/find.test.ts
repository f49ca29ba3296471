import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findMedia, relinkMedia } from '../../../main/media/media.ts'
import type { Asset } from '../../../shared/model/document.ts'
import { noise, temporaryFolder, writeWav } from '../pool/sound-files.ts'
import { type PoolProject, poolProject } from './pool-project.ts'

const folder = temporaryFolder()

function find(here: PoolProject, searched: string, wanted: readonly Asset[]) {
  return findMedia({ projectFolder: here.path, sampleRate: 48000, folder: searched, wanted })
}

function relink(here: PoolProject, path: string, asset: Asset, others: readonly Asset[] = []) {
  const name = path.split('/').pop()!
  return relinkMedia({ projectFolder: here.path, sampleRate: 48000, path, name, asset, others })
}

/** Puts a file elsewhere, in folders that are made. */
function move(from: string, to: string): string {
  mkdirSync(dirname(to), { recursive: true })
  renameSync(from, to)
  return to
}

describe('a search', () => {
  test('finds an original that was moved deep down and renamed, and restores the pool file exactly', async () => {
    const here = poolProject(folder)
    const [asset] = await here.add('Kick.wav', noise(5000, 1), 2, false)
    const whole = here.bytes(asset!)
    const moved = move(here.source('Kick.wav'), here.source('a/b/Bassdrum old.wav'))
    rmSync(here.audio(asset!))
    rmSync(here.peaks(asset!))
    const { outcomes, restored } = await find(here, here.source('.'), [asset!])
    expect(outcomes).toEqual([{ assetId: asset!.id, path: moved, otherSound: null }])
    expect(restored).toEqual([asset!.poolHash])
    expect(here.bytes(asset!).equals(whole)).toBe(true)
    expect(readFileSync(here.peaks(asset!)).length).toBeGreaterThan(0)
  })

  test('finds every channel of a split file in the one file', async () => {
    const here = poolProject(folder)
    const assets = await here.add('Room.wav', noise(6 * 400, 2), 6, false)
    const whole = assets.map(here.bytes)
    for (const asset of assets) rmSync(here.audio(asset))
    const { outcomes } = await find(here, here.source('.'), assets)
    expect(outcomes.map(({ path }) => path)).toEqual(assets.map(() => here.source('Room.wav')))
    expect(assets.map((asset, index) => here.bytes(asset).equals(whole[index]!))).not.toContain(false)
  })

  test("finds a pool's own file in a backup of the project, whatever it is called there", async () => {
    const here = poolProject(folder)
    const [asset] = await here.add('Kick.wav', noise(5000, 3), 1, false)
    const whole = here.bytes(asset!)
    rmSync(here.source('Kick.wav'))
    mkdirSync(here.source('backup'))
    const backup = move(here.audio(asset!), here.source('backup/rescued 17.tmp'))
    const { outcomes } = await find(here, here.source('.'), [asset!])
    expect(outcomes[0]!.path).toBe(backup)
    expect(here.bytes(asset!).equals(whole)).toBe(true)
  })

  test('takes the same sound under the same name though its bytes differ, and names one that sounds otherwise', async () => {
    const here = poolProject(folder)
    const sound = noise(3000, 4).map((value) => Math.round(value * 8_000_000) / 8_388_608)
    const [same] = await here.add('Same.wav', sound, 2, false)
    const [other] = await here.add('Other.wav', noise(3000, 5), 2, false)
    for (const asset of [same!, other!]) rmSync(here.audio(asset))
    writeWav(here.source('Same.wav'), sound, { channels: 2, sampleRate: 48000, encoding: 'f32' })
    writeWav(here.source('Other.wav'), noise(3000, 6), { channels: 2, sampleRate: 48000, encoding: 's24' })
    const { outcomes } = await find(here, here.source('.'), [same!, other!])
    expect(outcomes).toEqual([
      { assetId: same!.id, path: here.source('Same.wav'), otherSound: null },
      { assetId: other!.id, path: null, otherSound: here.source('Other.wav') },
    ])
  })

  test('follows links, goes round no circle and looks at each file once', async () => {
    const here = poolProject(folder)
    const [asset] = await here.add('Kick.wav', noise(900, 7), 1, false)
    rmSync(here.audio(asset!))
    const elsewhere = poolProject(folder)
    move(here.source('Kick.wav'), elsewhere.source('Kick.wav'))
    mkdirSync(here.source('a'))
    symlinkSync(here.source('.'), here.source('a/round'))
    symlinkSync(elsewhere.source('.'), here.source('a/away'))
    symlinkSync(elsewhere.source('.'), here.source('a/away again'))
    symlinkSync(here.source('a/self'), here.source('a/self'))
    const { outcomes, files, isComplete } = await find(here, here.source('.'), [asset!])
    expect(outcomes[0]!.path).toMatch(/Kick\.wav$/)
    expect({ files, isComplete }).toEqual({ files: 1, isComplete: true })
  })

  test('can be cancelled, and leaves the pool as it was', async () => {
    const here = poolProject(folder)
    const [asset] = await here.add('Kick.wav', noise(900, 8), 1, false)
    rmSync(here.audio(asset!))
    // The right one lies deepest, behind many of its name that have to be read.
    move(here.source('Kick.wav'), here.source('a/b/c/Kick.wav'))
    for (let index = 0; index < 60; index++) {
      mkdirSync(here.source(`${index}`))
      writeWav(here.source(`${index}/Kick.wav`), noise(20_000, index), { channels: 1, sampleRate: 48000 })
    }
    const cancel = new AbortController()
    const request = { projectFolder: here.path, sampleRate: 48000, folder: here.source('.'), wanted: [asset!] }
    const searching = findMedia(request, { signal: cancel.signal, onProgress: () => cancel.abort() })
    await expect(searching).rejects.toMatchObject({ code: 'cancelled' })
    expect(() => here.bytes(asset!)).toThrow()
  })

  test('of a folder that is not there is refused', async () => {
    const here = poolProject(folder)
    await expect(find(here, join(folder, 'nowhere'), [])).rejects.toMatchObject({ code: 'missing' })
  })
})

describe('a file chosen by hand', () => {
  test('is taken for its sound: other bytes, the same samples', async () => {
    const here = poolProject(folder)
    const sound = noise(3000, 9).map((value) => Math.round(value * 30_000) / 32_768)
    const [asset] = await here.add('Pad.wav', sound, 2, false)
    const whole = here.bytes(asset!)
    rmSync(here.audio(asset!))
    const other = here.source('Anything.wav')
    writeWav(other, sound, { channels: 2, sampleRate: 48000, encoding: 's16' })
    expect(await relink(here, other, asset!)).toEqual([asset!.poolHash])
    expect(here.bytes(asset!).equals(whole)).toBe(true)
  })

  test('brings back the others that it holds', async () => {
    const here = poolProject(folder)
    const assets = await here.add('Room.wav', noise(4 * 300, 10), 4, false)
    for (const asset of assets) rmSync(here.audio(asset))
    const restored = await relink(here, here.source('Room.wav'), assets[1]!, [assets[0]!, assets[3]!])
    expect(new Set(restored)).toEqual(new Set([0, 1, 3].map((index) => assets[index]!.poolHash)))
  })

  test.each([
    ['longer', noise(3200, 11), 1, /lasts 0\.067 s instead of 0\.063 s/],
    ['louder', noise(3000, 12), 1, /as long, and its samples differ/],
    ['wider', noise(6000, 13), 2, /another number of channels/],
  ] as const)('is refused where it is %s, with the pool as it was', async (_, sound, channels, sentence) => {
    const here = poolProject(folder)
    const [asset] = await here.add('Vox.wav', noise(3000, 14), 1, false)
    rmSync(here.audio(asset!))
    const other = here.source('Vox v2.wav')
    writeWav(other, sound, { channels, sampleRate: 48000, encoding: 's24' })
    const refused = relink(here, other, asset!)
    await expect(refused).rejects.toMatchObject({ code: 'other-sound', message: expect.stringMatching(sentence) })
    await expect(refused).rejects.toMatchObject({ remedy: expect.stringContaining('“Vox.wav”') })
    expect(readdirSync(join(here.path, 'audio'))).toEqual([])
  })

  test("that is the pool's own file in another project is copied exactly", async () => {
    const here = poolProject(folder)
    const there = poolProject(folder)
    const [asset] = await here.add('Vox.wav', noise(3000, 15), 1, false)
    copyFileSync(here.audio(asset!), there.source('x.wav'))
    rmSync(here.audio(asset!))
    expect(await relink(here, there.source('x.wav'), asset!)).toEqual([asset!.poolHash])
    expect(here.bytes(asset!).equals(readFileSync(there.source('x.wav')))).toBe(true)
  })

  test('that is no sound is refused as an import would', async () => {
    const here = poolProject(folder)
    const [asset] = await here.add('Vox.wav', noise(300, 16), 1, false)
    writeFileSync(here.source('words.wav'), 'these are words')
    await expect(relink(here, here.source('words.wav'), asset!)).rejects.toMatchObject({ code: 'not-audio' })
  })
})
