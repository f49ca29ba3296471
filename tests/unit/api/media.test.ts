import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { OpenedProject } from '../../../shared/contract/api.ts'
import type { Asset } from '../../../shared/model/document.ts'
import { noise, writeWav } from '../pool/sound-files.ts'
import { type TestApi, testApis } from './open-api.ts'

const openTestApi = testApis()

interface Rig extends TestApi {
  project: OpenedProject
  songId: string
  assets(): Asset[]
  audio(asset: Asset): string
}

async function rig(shell: Parameters<typeof openTestApi>[0] = {}): Promise<Rig> {
  const opened = openTestApi(shell)
  const project = await opened.create()
  return {
    ...opened,
    project,
    songId: Object.keys(project.document.songs)[0]!,
    assets: () => Object.values(opened.main.currentProject()!.document.assets),
    audio: ({ poolHash }) => join(project.path, 'audio', `${poolHash}.wav`),
  }
}

/** Imports noise under these names; the same seed for the same name. */
async function bringIn({ api, folder, songId, event }: Rig, ...names: string[]): Promise<string[]> {
  const jobId = names.join('-').replace(/\W/g, '_')
  const paths = names.map((name) => {
    const path = join(folder, `${name}.wav`)
    writeWav(path, noise(4000, name.length * 100 + name.charCodeAt(0)), { channels: 2, sampleRate: 48000 })
    return path
  })
  const files = paths.map((path, index) => ({ ref: `${index}`, name: `${names[index]}.wav`, source: { path } }))
  await api.call('import.begin', { jobId, songId, atFrame: 0, files })
  await event('import.finished', (payload) => payload.jobId === jobId)
  return paths
}

function loseOriginals({ project }: Rig): void {
  for (const name of readdirSync(join(project.path, 'originals'))) rmSync(join(project.path, 'originals', name))
}

describe('audio that went missing', () => {
  test('is named by a look, and made again from its original where that was kept', async () => {
    const here = await rig()
    await bringIn(here, 'Kick', 'Bass')
    const [kick, bass] = here.assets()
    const whole = readFileSync(here.audio(kick!))
    rmSync(here.audio(kick!))
    expect(await here.api.call('media.look', {})).toEqual({
      offline: [],
      remade: ['Kick'],
      peaksRebuilt: 0,
      faults: [],
    })
    expect(readFileSync(here.audio(kick!)).equals(whole)).toBe(true)
    loseOriginals(here)
    rmSync(here.audio(bass!))
    expect(await here.api.call('media.look', {})).toMatchObject({ offline: [{ assetId: bass!.id, state: 'missing' }] })
    const { sounds } = await here.api.call('media.list', {})
    expect(sounds.map(({ name, state, hasOriginal }) => [name, state, hasOriginal])).toEqual([
      ['Kick', 'ok', false],
      ['Bass', 'missing', false],
    ])
  })

  test('is found in a folder by its hash, and is as it was', async () => {
    const here = await rig()
    const [path] = await bringIn(here, 'Kick')
    loseOriginals(here)
    const [kick] = here.assets()
    const whole = readFileSync(here.audio(kick!))
    rmSync(here.audio(kick!))
    await here.api.call('media.look', {})
    mkdirSync(join(here.folder, 'moved'))
    renameSync(path!, join(here.folder, 'moved', 'Anders.wav'))
    const found = await here.api.call('media.find', { taskId: 't', folder: join(here.folder, 'moved') })
    expect(found).toMatchObject({
      outcomes: [{ name: 'Kick', path: join(here.folder, 'moved', 'Anders.wav') }],
      files: 1,
      offline: [],
    })
    expect(readFileSync(here.audio(kick!)).equals(whole)).toBe(true)
    expect(await here.api.call('media.look', {})).toMatchObject({ offline: [] })
  })

  test('is relinked by hand to the right file and to no other', async () => {
    const here = await rig()
    const [right, wrong] = await bringIn(here, 'Kick', 'Bass')
    loseOriginals(here)
    const [kick] = here.assets()
    rmSync(here.audio(kick!))
    await here.api.call('media.look', {})
    const relink = (path: string) => here.api.call('media.relink', { taskId: 't', assetId: kick!.id, path })
    await expect(relink(wrong!)).rejects.toMatchObject({
      code: 'audio-file',
      message: expect.stringContaining('“Bass.wav” is not the sound of “Kick”'),
    })
    await expect(relink('Kick.wav')).rejects.toMatchObject({ code: 'bad-request' })
    expect(await relink(right!)).toEqual({ restored: ['Kick'], offline: [] })
    expect(existsSync(here.audio(kick!))).toBe(true)
  })

  test('damage that only reading finds stays found by later looks, until the sound is back', async () => {
    const here = await rig()
    const [path] = await bringIn(here, 'Kick')
    loseOriginals(here)
    const [kick] = here.assets()
    const bytes = readFileSync(here.audio(kick!))
    bytes[5000]! ^= 255
    writeFileSync(here.audio(kick!), bytes)
    const damaged = [{ assetId: kick!.id, state: 'damaged' }]
    expect(await here.api.call('media.look', {})).toMatchObject({ offline: [] })
    expect(await here.api.call('media.verify', { taskId: 'v' })).toMatchObject({ offline: damaged, sounds: 1 })
    expect(await here.api.call('media.look', {})).toMatchObject({ offline: damaged })
    await here.api.call('media.relink', { taskId: 'r', assetId: kick!.id, path: path! })
    expect(await here.api.call('media.look', {})).toMatchObject({ offline: [] })
    expect(here.heard.some(({ name }) => name === 'task.progress')).toBe(true)
  })

  test('whose original gives another sound is tried once, and again when it is verified', async () => {
    const here = await rig()
    await bringIn(here, 'Kick')
    const [original] = readdirSync(join(here.project.path, 'originals'))
    const path = join(here.project.path, 'originals', original!)
    writeWav(path, noise(4000, 77), { channels: 2, sampleRate: 48000 })
    rmSync(here.audio(here.assets()[0]!))
    const faults = async () => (await here.api.call('media.look', {})).faults.length
    expect([await faults(), await faults()]).toEqual([1, 0])
    expect((await here.api.call('media.verify', { taskId: 'v' })).faults).toHaveLength(1)
    writeFileSync(path, readFileSync(join(here.folder, 'Kick.wav')))
    expect(await here.api.call('media.verify', { taskId: 'w' })).toMatchObject({ offline: [], remade: ['Kick'] })
  })

  test('is only told of, not repaired, where the project is open read-only', async () => {
    const here = await rig()
    await bringIn(here, 'Kick')
    const [kick] = here.assets()
    rmSync(here.audio(kick!))
    await here.api.call('project.open', { path: here.project.path, readOnly: true })
    expect(await here.api.call('media.look', {})).toMatchObject({ offline: [{ state: 'missing' }], remade: [] })
    const search = here.api.call('media.find', { taskId: 'f', folder: here.folder })
    await expect(search).rejects.toMatchObject({ code: 'read-only' })
  })
})

describe('audio that nothing uses', () => {
  test('is what neither the document nor any undo or redo can play', async () => {
    const here = await rig()
    await bringIn(here, 'Kick')
    const unused = async () => (await here.api.call('media.list', {})).unused
    expect(await unused()).toEqual({ sounds: [], files: 0, strays: 0, bytes: 0 })
    await here.api.call('edit.undo', {})
    expect(await unused(), 'redo brings it back').toMatchObject({ files: 0 })
    await here.api.call('edit.apply', {
      edit: { type: 'updateSong', songId: here.songId, set: { title: 'Another way' } },
    })
    expect(await unused(), 'nothing leads back to it').toMatchObject({ sounds: [], files: 3, strays: 3 })
  })

  test('counts as used while only the history plays it, and the list says so', async () => {
    const here = await rig()
    await bringIn(here, 'Kick')
    const [track] = Object.values(here.main.currentProject()!.document.tracks).filter(({ kind }) => kind === 'audio')
    await here.api.call('edit.apply', { edit: { type: 'removeTrack', trackId: track!.id } })
    const { sounds, unused } = await here.api.call('media.list', {})
    expect(sounds).toMatchObject([{ name: 'Kick', uses: [], inHistory: true }])
    expect(unused.files).toBe(0)
  })

  test('tells the songs that play it, and how', async () => {
    const here = await rig()
    await bringIn(here, 'Kick')
    const { sounds } = await here.api.call('media.list', {})
    expect(sounds[0]).toMatchObject({ uses: [{ songId: here.songId, title: 'Song 1', clips: 1, others: 0 }] })
  })

  async function withUnused(shell: Parameters<typeof openTestApi>[0] = {}) {
    const here = await rig(shell)
    await bringIn(here, 'Kick')
    const [kick] = here.assets()
    const snare = { ...kick!, id: 'snare', name: 'Snare', poolHash: 'a'.repeat(64), sourceHash: 'b'.repeat(64) }
    writeFileSync(here.audio(snare), 'sound')
    writeFileSync(join(here.project.path, 'peaks', `${'c'.repeat(64)}.dat`), 'stray')
    writeFileSync(join(here.project.path, 'audio', 'my notes.txt'), 'mine')
    await here.api.call('edit.apply', { edit: { type: 'addAsset', asset: snare } })
    return { here, kick: kick!, snare }
  }

  test('is deleted only where that was allowed, as one step of the history, and nothing else is', async () => {
    const { here, kick, snare } = await withUnused()
    const remove = (permanently: boolean) => here.api.call('media.removeUnused', { permanently })
    const refused = expect(remove(false)).rejects
    await refused.toMatchObject({ code: 'unsupported', message: expect.stringContaining('2 files (0.0 kB)') })
    expect(here.assets()).toHaveLength(2)
    expect(await remove(true)).toEqual({ sounds: 1, files: 2, bytes: 10, trashed: false })
    expect(here.assets().map(({ name }) => name)).toEqual(['Kick'])
    expect((await here.event('document.changed', ({ label }) => label.includes('unused'))).label).toBe(
      'Remove unused Snare',
    )
    expect(existsSync(here.audio(snare))).toBe(false)
    expect(existsSync(here.audio(kick))).toBe(true)
    expect(readdirSync(join(here.project.path, 'audio'))).toContain('my notes.txt')
    expect(await remove(true)).toEqual({ sounds: 0, files: 0, bytes: 0, trashed: true })
  })

  test('goes to the trash where the shell has one', async () => {
    const trashed: string[] = []
    const { here, snare } = await withUnused({
      trash: async (path) => {
        trashed.push(path)
        rmSync(path)
      },
    })
    expect(await here.api.call('media.list', {})).toMatchObject({ trash: true })
    const removed = await here.api.call('media.removeUnused', { permanently: false })
    expect(removed).toMatchObject({ files: 2, trashed: true })
    expect(trashed).toContain(here.audio(snare))
  })

  test('that the trash does not take is left as a stray that can be removed again', async () => {
    const { here } = await withUnused({
      trash: async () => {
        throw new Error('no trash on this disk')
      },
    })
    const removing = here.api.call('media.removeUnused', { permanently: false })
    await expect(removing).rejects.toMatchObject({ code: 'disk' })
    expect((await here.api.call('media.list', {})).unused).toMatchObject({ sounds: [], files: 2, strays: 2 })
    expect(await here.api.call('media.removeUnused', { permanently: true })).toMatchObject({ files: 2, trashed: false })
  })

  test('waits with its removal for an import that is on its way', async () => {
    const { here } = await withUnused()
    const files = [{ ref: 'u', name: 'Pad.wav', source: { uploadBytes: 10 } }]
    await here.api.call('import.begin', { jobId: 'slow', songId: here.songId, atFrame: 0, files })
    let isRemoved = false
    const removing = here.api.call('media.removeUnused', { permanently: true }).then(() => {
      isRemoved = true
    })
    await here.api.call('media.list', {})
    expect(isRemoved).toBe(false)
    await here.api.call('import.cancel', { jobId: 'slow' })
    await removing
  })
})

describe('a task', () => {
  test('ends when it is cancelled, and when its project is closed', async () => {
    const here = await rig()
    await bringIn(here, 'Kick')
    const [kick] = here.assets()
    const long = { ...kick!, id: 'long', poolHash: 'a'.repeat(64), frames: 4_000_000 }
    const sound = noise(8_000_000, 3)
    writeWav(here.audio(long), sound, { channels: 2, sampleRate: 48000, encoding: 'f32' })
    const { poolFileHeader } = await import('../../../shared/formats/pool-file.ts')
    writeFileSync(here.audio(long), Buffer.concat([poolFileHeader(2, 48000, 4_000_000), new Uint8Array(sound.buffer)]))
    await here.api.call('edit.apply', { edit: { type: 'addAsset', asset: long } })
    const verifying = expect(here.api.call('media.verify', { taskId: 'a' })).rejects.toMatchObject({
      code: 'cancelled',
    })
    await expect(here.api.call('media.verify', { taskId: 'a' })).rejects.toMatchObject({ code: 'exists' })
    await here.api.call('media.cancel', { taskId: 'a' })
    await verifying
    const again = expect(here.api.call('media.verify', { taskId: 'b' })).rejects.toMatchObject({ code: 'cancelled' })
    await here.api.call('project.close', {})
    await again
  })
})

test('originals are kept or not as the setting says, which is remembered', async () => {
  const here = await rig()
  expect((await here.api.call('media.list', {})).keepOriginals).toBe(true)
  await here.api.call('media.setKeepOriginals', { keepOriginals: false })
  await bringIn(here, 'Kick')
  expect(readdirSync(join(here.project.path, 'originals'))).toEqual([])
  expect((await here.api.call('media.list', {})).keepOriginals).toBe(false)
  expect(readFileSync(join(here.folder, 'config', 'settings.json'), 'utf8')).toContain('"keepOriginals": false')
})
