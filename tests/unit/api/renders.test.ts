import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openPoolReader } from '../../../main/pool/pool-reader.ts'
import { folderOfSound } from '../../../main/serve/project-sound.ts'
import type { RenderFacts } from '../../../shared/engine/album/album-host.ts'
import { measure } from '../engine/album-rig.ts'
import { chords } from '../pool/sound-files.ts'
import { type TestApi, testApis } from './open-api.ts'

const openTestApi = testApis()
const key = 'ab'.repeat(32)
const sound = chords(48_000, 2, 48_000)
const bytesOf = (samples: Float32Array) => new Uint8Array(samples.slice().buffer)
const facts: RenderFacts = {
  key,
  frames: 48_000,
  measurement: measure(sound),
  driveDb: 3.5,
  lastLimiter: null,
  notes: ['As it should be.'],
}

async function begun(here: TestApi): Promise<string> {
  const { path } = await here.create()
  await here.api.call('render.begin', { renderId: 'r', key })
  await here.api.call('render.chunk', { renderId: 'r' }, bytesOf(sound.subarray(0, 50_000)))
  return path
}

async function kept(here: TestApi): Promise<string> {
  const path = await begun(here)
  await here.api.call('render.chunk', { renderId: 'r' }, bytesOf(sound.subarray(50_000)))
  await here.api.call('render.finish', { renderId: 'r', facts: { ...facts, notes: [...facts.notes] } })
  return path
}

async function found(here: TestApi): Promise<unknown> {
  return (await here.api.call('render.find', { keys: [key] })).renders[0]
}

const left = (path: string) => readdirSync(join(path, 'renders'))

describe('a render', () => {
  test('is kept with its facts and read like a sound of the pool, bit for bit', async () => {
    const here = openTestApi()
    const path = await kept(here)
    expect(await found(here)).toEqual(facts)
    expect(left(path).sort()).toEqual([`${key}.dat`, `${key}.json`, `${key}.wav`])
    const reader = openPoolReader(path, [{ id: 'x', name: 'x', poolHash: key }])
    const read = new Float32Array(sound.length)
    reader.read('x', 0, 48_000, read)
    reader.close()
    expect(read).toEqual(sound)
    expect(folderOfSound(here.main, key)).toBe(path)
    expect(folderOfSound(here.main, 'cd'.repeat(32))).toBeNull()
  })

  test('is not there before it is whole, and leaves nothing when it is cancelled or its project is closed', async () => {
    for (const end of ['render.cancel', 'project.close'] as const) {
      const here = openTestApi()
      const path = await begun(here)
      expect(await found(here)).toBeNull()
      expect(folderOfSound(here.main, key)).toBeNull()
      await (end === 'render.cancel' ? here.api.call(end, { renderId: 'r' }) : here.api.call(end, {}))
      expect(left(path)).toEqual([])
    }
  })

  test('of another length than its facts say is refused', async () => {
    const here = openTestApi()
    const path = await begun(here)
    const finish = here.api.call('render.finish', { renderId: 'r', facts: { ...facts, notes: [] } })
    await expect(finish).rejects.toMatchObject({ code: 'bad-request' })
    expect(left(path)).toEqual([])
  })

  test.each<[string, (path: string) => void]>([
    ['whose sound was cut', (path) => truncateSync(join(path, 'renders', `${key}.wav`), 1000)],
    [
      'whose header was overwritten',
      (path) => writeFileSync(join(path, 'renders', `${key}.wav`), Buffer.alloc(384_128)),
    ],
    ['whose peaks are gone', (path) => truncateSync(join(path, 'renders', `${key}.dat`), 0)],
    ['whose facts are nonsense', (path) => writeFileSync(join(path, 'renders', `${key}.json`), '{"version":1}')],
    [
      'whose facts are another’s',
      (path) => {
        const file = join(path, 'renders', `${key}.json`)
        writeFileSync(file, readFileSync(file, 'utf8').replace(key, 'cd'.repeat(32)))
      },
    ],
  ])('%s is none, and is made again', async (_, harm) => {
    const here = openTestApi()
    harm(await kept(here))
    expect(await found(here)).toBeNull()
    await here.api.call('render.begin', { renderId: 'again', key })
    await here.api.call('render.chunk', { renderId: 'again' }, bytesOf(sound))
    await here.api.call('render.finish', { renderId: 'again', facts: { ...facts, notes: [...facts.notes] } })
    expect(await found(here)).toEqual(facts)
  })

  test('that nothing needs is counted and removed, what lies beside it is the user’s', async () => {
    const here = openTestApi()
    const path = await kept(here)
    writeFileSync(join(path, 'renders', 'My mix.wav'), 'mine')
    const other = 'cd'.repeat(32)
    await here.api.call('render.keepFacts', { facts: { ...facts, key: other, frames: 0, notes: [] } })
    const usage = await here.api.call('render.usage', { needed: [other] })
    expect(usage).toMatchObject({ renders: 2, stale: 1 })
    expect(usage.staleBytes).toBeGreaterThan(384_000)
    expect(await here.api.call('render.tidy', { needed: [other] })).toEqual({ renders: 1, bytes: usage.staleBytes })
    expect(left(path).sort()).toEqual(['My mix.wav', `${other}.json`].sort())
  })

  test('that is no key is refused', async () => {
    const here = openTestApi()
    await here.create()
    for (const wrong of ['../x', 'AB'.repeat(32), ''])
      await expect(here.api.call('render.begin', { renderId: 'r', key: wrong })).rejects.toMatchObject({
        code: 'bad-request',
      })
  })
})

describe('the album', () => {
  const cuts = (itemId: string) => [
    { itemId, number: 1, startFrame: 0, endFrame: 20_000 },
    { itemId, number: 2, startFrame: 20_000, endFrame: 48_000 },
  ]

  async function opened(here: TestApi) {
    const { document, path } = await here.create()
    const [song] = Object.values(document.songs)
    const { newAlbumItem } = await import('../../../shared/model/defaults.ts')
    const item = { ...newAlbumItem('one', song!, 0), title: 'A/B: "Tides"' }
    await here.api.call('edit.apply', { edit: { type: 'addAlbumItem', item } })
    const folder = join(here.folder, 'out')
    const begin = (depth: '16' | '32f') =>
      here.api.call('album.begin', { albumId: 'a', folder, depth, frames: 48_000, cuts: cuts('one') })
    return { path, folder, begin }
  }

  test('is cut where its tracks begin, each file named by number and title', async () => {
    const here = openTestApi()
    const { folder, begin } = await opened(here)
    await begin('32f')
    await here.api.call('album.chunk', { albumId: 'a' }, bytesOf(sound))
    expect(readdirSync(folder).filter((name) => !name.startsWith('.'))).toEqual([])
    const { files } = await here.api.call('album.finish', { albumId: 'a' })
    expect(readdirSync(folder).sort()).toEqual(['01 A-B- -Tides-.wav', '02 A-B- -Tides-.wav'])
    expect(files.map(({ frames }) => frames)).toEqual([20_000, 28_000])
    const joined = files.flatMap(({ path }) => {
      const bytes = readFileSync(path)
      const at = bytes.indexOf('data', 36) + 8
      return [...new Float32Array(bytes.buffer.slice(bytes.byteOffset + at, bytes.byteOffset + bytes.length))]
    })
    expect(Buffer.from(new Float32Array(joined).buffer).equals(Buffer.from(bytesOf(sound)))).toBe(true)
    expect(files[0]!.measurement.integratedLufs).not.toBeNull()
  })

  test('that is cancelled or comes too short leaves nothing, and what stood there still stands', async () => {
    const here = openTestApi()
    const { folder, begin } = await opened(here)
    await begin('16')
    writeFileSync(join(folder, '01 A-B- -Tides-.wav'), 'before')
    await here.api.call('album.chunk', { albumId: 'a' }, bytesOf(sound.subarray(0, 4000)))
    await here.api.call('album.cancel', { albumId: 'a' })
    await begin('16')
    await here.api.call('album.chunk', { albumId: 'a' }, bytesOf(sound.subarray(0, 4000)))
    await expect(here.api.call('album.finish', { albumId: 'a' })).rejects.toMatchObject({ code: 'disk' })
    expect(readdirSync(folder)).toEqual(['01 A-B- -Tides-.wav'])
    expect(readFileSync(join(folder, '01 A-B- -Tides-.wav'), 'utf8')).toBe('before')
  })

  test('goes to no folder that the project lives in', async () => {
    const here = openTestApi()
    const { path } = await opened(here)
    const begin = (folder: string) =>
      here.api.call('album.begin', { albumId: 'a', folder, depth: '16', frames: 48_000, cuts: cuts('one') })
    await expect(begin(join(path, 'audio'))).rejects.toMatchObject({ code: 'bad-request' })
    await expect(begin('out')).rejects.toMatchObject({ code: 'bad-request' })
    expect(existsSync(join(path, 'audio', '01.wav'))).toBe(false)
  })
})
