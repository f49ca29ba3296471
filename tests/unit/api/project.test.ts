import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { demoAlbumTitle } from '../../../main/demo/demo-songs.ts'
import { devicesOfOwner, songsInOrder } from '../../../shared/model/selectors.ts'
import { testApis } from './open-api.ts'

const openTestApi = testApis()

describe('a new project', () => {
  test('has a first song ready to work on, and nothing to undo', async () => {
    const { api, folder } = openTestApi()
    const opened = await api.call('project.create', { name: 'Night: Trains', sampleRate: 44100 })
    expect(opened.path).toBe(join(folder, 'projects', 'Night- Trains.mixwright'))
    expect(opened.document.project).toMatchObject({ name: 'Night: Trains', sampleRate: 44100 })
    const [song] = songsInOrder(opened.document)
    expect(song!.title).toBe('Song 1')
    const rack = devicesOfOwner(opened.document, song!.id)
    expect(rack.map(({ kind, bypass }) => [kind, bypass])).toEqual([
      ['eq', false],
      ['multiband', true],
      ['exciter', true],
      ['imager', false],
      ['limiter', false],
    ])
    expect(opened.history.undoLabel).toBeNull()
  })

  test('is listed, newest first, and opens as it was left', async () => {
    const { api, folder } = openTestApi()
    const { path } = await api.call('project.create', { name: 'Test', sampleRate: 48000 })
    const elsewhere = join(folder, 'elsewhere')
    mkdirSync(elsewhere)
    await api.call('project.create', { name: 'Other', folder: elsewhere, sampleRate: 48000 })
    const { projects } = await api.call('project.list', {})
    expect(projects.map(({ name }) => name).sort()).toEqual(['Other', 'Test'])
    const opened = await api.call('project.open', { path: path.replace('.mixwright', '') })
    const songId = Object.keys(opened.document.songs)[0]!
    await api.call('edit.apply', { edit: { type: 'updateSong', songId, set: { title: 'Harbour' } } })
    await api.call('project.close', {})
    const again = await api.call('project.open', { path })
    expect(again.document.songs[songId]!.title).toBe('Harbour')
    expect(again.history.undoLabel).toBe('Rename: Song 1')
    rmSync(join(elsewhere, 'Other.mixwright'), { recursive: true })
    expect((await api.call('project.list', {})).projects.map(({ name }) => name)).toEqual(['Test'])
  })

  test('of a name that is taken is refused, and the open one stays open', async () => {
    const { api, create } = openTestApi()
    const { path } = await create()
    await expect(create()).rejects.toMatchObject({ code: 'exists' })
    expect((await api.call('project.current', {})).project?.path).toBe(path)
  })
})

test('a project that is open in this program is shown again after a reload, not opened twice', async () => {
  const { api, create } = openTestApi()
  const { path } = await create()
  expect((await api.call('project.open', { path })).path).toBe(path)
  expect((await api.call('project.open', { path, readOnly: true })).readOnly).toBe(true)
  await expect(api.call('edit.undo', {})).rejects.toMatchObject({ code: 'read-only' })
})

test('calls without a project say so', async () => {
  const { api } = openTestApi()
  await expect(api.call('edit.undo', {})).rejects.toMatchObject({ code: 'no-project' })
  await expect(api.call('project.open', { path: '/nowhere/None' })).rejects.toMatchObject({ code: 'not-found' })
  await expect(api.call('project.open', { path: 'relative' })).rejects.toMatchObject({ code: 'bad-request' })
  expect((await api.call('project.current', {})).project).toBeNull()
})

test('what a killed program left in a project is removed when it opens', async () => {
  const { api, create } = openTestApi()
  const { path } = await create()
  await api.call('project.close', {})
  mkdirSync(join(path, 'incoming', 'job'), { recursive: true })
  mkdirSync(join(path, '.import-1234'))
  writeFileSync(join(path, '.import-1234', 'original'), 'half')
  await api.call('project.open', { path })
  expect(readdirSync(path).filter((name) => name.startsWith('.import') || name === 'incoming')).toEqual([])
})

describe('what a shell cannot do', () => {
  test('is answered with the way round it', async () => {
    const { api } = openTestApi()
    expect(await api.call('app.info', {})).toMatchObject({ shell: 'loopback', nativeDialogs: false, version: '0.1.0' })
    await expect(api.call('dialog.openProject', {})).rejects.toMatchObject({ code: 'unsupported' })
    await expect(api.call('dialog.chooseFolder', { title: 'Where' })).rejects.toMatchObject({ code: 'unsupported' })
    await expect(api.call('dialog.chooseAudio', { title: 'What' })).rejects.toMatchObject({ code: 'unsupported' })
    await expect(api.call('shell.showInFolder', { path: '/a' })).rejects.toMatchObject({ code: 'unsupported' })
  })

  test('is done by one that can', async () => {
    const { api } = openTestApi({
      kind: 'electron',
      openProjectDialog: async () => '/a/B.mixwright',
      saveAudioDialog: async (suggested) => suggested,
      chooseFolderDialog: async (title) => `/${title}`,
      chooseAudioDialog: async (title) => `/${title}.wav`,
    })
    expect(await api.call('app.info', {})).toMatchObject({ shell: 'electron', nativeDialogs: true })
    expect(await api.call('dialog.openProject', {})).toEqual({ path: '/a/B.mixwright' })
    expect(await api.call('dialog.chooseFolder', { title: 'Stems' })).toEqual({ path: '/Stems' })
    expect(await api.call('dialog.chooseAudio', { title: 'Kick' })).toEqual({ path: '/Kick.wav' })
    expect(await api.call('dialog.saveAudio', { suggestedPath: '/a/b.wav' })).toEqual({ path: '/a/b.wav' })
  })
})

test('settings and projects go where the environment says', async () => {
  const { create, folder } = openTestApi()
  await create()
  expect(existsSync(join(folder, 'config', 'settings.json'))).toBe(true)
})

test('the demo that is there already is opened, not made again', async () => {
  const { api, folder, heard } = openTestApi()
  await api.call('project.create', { name: demoAlbumTitle, sampleRate: 48000 })
  await api.call('project.close', {})
  const opened = await api.call('project.demo', { taskId: 'demo' })
  expect(opened.path).toBe(join(folder, 'projects', `${demoAlbumTitle}.mixwright`))
  expect(heard.filter(({ name }) => name === 'task.progress')).toEqual([])
})
