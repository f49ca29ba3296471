import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newTrack } from '../../../shared/model/defaults.ts'
import { chords } from '../pool/sound-files.ts'
import { type TestApi, testApis } from './open-api.ts'

const openTestApi = testApis()

/** A project with one empty audio track, and a freeze of it begun. */
async function begun(here: TestApi): Promise<string> {
  const { document, path } = await here.create()
  const [song] = Object.values(document.songs)
  const master = Object.values(document.tracks).find(({ kind }) => kind === 'master')!
  const track = newTrack('bass', song!.id, 'audio', 'Bass', 0, master.id, 1)
  await here.api.call('edit.apply', { edit: { type: 'addTrack', track } })
  await here.api.call('freeze.begin', { freezeId: 'f', trackId: 'bass' })
  return path
}

const bytesOf = (sound: Float32Array) => new Uint8Array(sound.buffer)

test('a freeze brings its sound into the pool bit for bit and freezes the track, in one step that is undone', async () => {
  const here = openTestApi()
  const path = await begun(here)
  const sound = chords(48000, 2, 48000)
  await here.api.call('freeze.chunk', { freezeId: 'f' }, bytesOf(sound.slice(0, 50_000)))
  await here.api.call('freeze.chunk', { freezeId: 'f' }, bytesOf(sound.slice(50_000)))
  await here.api.call('freeze.finish', { freezeId: 'f', startFrame: 0, state: 'as it was' })
  const { assets, tracks } = here.main.currentProject()!.document
  const [asset] = Object.values(assets)
  expect(asset).toMatchObject({ name: 'Bass (frozen)', frames: 48_000, channels: 2, sourceRate: 48_000 })
  expect(tracks.bass!.frozen).toEqual({ assetId: asset!.id, startFrame: 0, state: 'as it was' })
  expect(existsSync(join(path, 'audio', `${asset!.poolHash}.wav`))).toBe(true)
  expect(readdirSync(join(path, 'incoming'))).toEqual([])
  expect(readdirSync(join(path, 'originals'))).toEqual([])

  await here.api.call('edit.undo', {})
  expect(here.main.currentProject()!.document.tracks.bass!.frozen).toBeNull()
  expect(here.main.currentProject()!.document.assets).toEqual({})
})

test('a freeze that is cancelled, or whose project is closed, leaves nothing', async () => {
  for (const end of ['freeze.cancel', 'project.close'] as const) {
    const here = openTestApi()
    const path = await begun(here)
    await here.api.call('freeze.chunk', { freezeId: 'f' }, bytesOf(new Float32Array(2000)))
    await (end === 'freeze.cancel' ? here.api.call(end, { freezeId: 'f' }) : here.api.call(end, {}))
    expect(readdirSync(join(path, 'incoming'))).toEqual([])
    await expect(here.api.call('freeze.finish', { freezeId: 'f', startFrame: 0, state: 'x' })).rejects.toMatchObject({
      code: end === 'freeze.cancel' ? 'not-found' : 'no-project',
    })
  }
})

test('what is no audio track is not frozen', async () => {
  const here = openTestApi()
  const { document } = await here.create()
  const master = Object.values(document.tracks).find(({ kind }) => kind === 'master')!
  for (const trackId of [master.id, 'nobody'])
    await expect(here.api.call('freeze.begin', { freezeId: 'f', trackId })).rejects.toMatchObject({ code: 'not-found' })
})

test('track templates outlive the program, the newer of a name wins, and one that is none is not shown', async () => {
  const here = openTestApi()
  const track = newTrack('t', 's', 'audio', 'Vocal', 0, 'm', 1)
  await here.api.call('templates.save', { template: { name: 'Vocal', track, devices: [] } })
  await here.api.call('templates.save', { template: { name: 'Vocal', track: { ...track, trimDb: -6 }, devices: [] } })
  await here.api.call('templates.save', { template: { name: 'Bass', track, devices: [] } })
  const names = async () => (await here.api.call('templates.list', {})).templates.map(({ name }) => name)
  expect(await names()).toEqual(['Bass', 'Vocal'])
  expect((await here.api.call('templates.list', {})).templates[1]!.track.trimDb).toBe(-6)
  await here.api.call('templates.remove', { name: 'Bass' })
  expect(await names()).toEqual(['Vocal'])
  const wrong = { name: 'Odd', track: { ...track, faderDb: 900 }, devices: [] }
  await expect(here.api.call('templates.save', { template: wrong })).rejects.toMatchObject({ code: 'bad-request' })
})
