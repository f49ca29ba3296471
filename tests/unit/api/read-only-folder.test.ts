import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { bounceToFile } from '../../../main/bounce/bounce-to-file.ts'
import { openProject } from '../../../main/store/project-store.ts'
import { noise, writeWav } from '../pool/sound-files.ts'
import { type TestApi, testApis } from './open-api.ts'

const mounts: string[] = []
afterEach(() => {
  // Lazily: threads that are kept warm after a bounce still hold its files.
  for (const path of mounts.splice(0)) {
    spawnSync('umount', ['-l', path])
    rmSync(path, { recursive: true, force: true })
  }
})
// What is registered last is done first: projects are closed before their disks go.
const openTestApi = testApis()

/** A disk that holds a folder's copy and takes no more; null where this machine lets nobody mount one. */
function readOnlyDisk(folder: string): string | null {
  const path = mkdtempSync(join(tmpdir(), 'mixwright-disk-'))
  const mount = (...args: string[]) => spawnSync('mount', [...args, path]).status === 0
  if (!mount('-t', 'tmpfs', 'tmpfs')) return null
  mounts.push(path)
  cpSync(folder, join(path, 'Song.mixwright'), { recursive: true })
  return mount('-o', 'remount,ro') ? join(path, 'Song.mixwright') : null
}

async function withStem({ api, create, event, folder }: TestApi) {
  const project = await create()
  const songId = Object.keys(project.document.songs)[0]!
  const path = join(folder, 'Kick.wav')
  writeWav(path, noise(9600, 1), { channels: 2, sampleRate: 48000 })
  const files = [{ ref: 'a', name: 'Kick.wav', source: { path } }]
  await api.call('import.begin', { jobId: 'j', songId, atFrame: 0, files })
  await event('import.finished')
  return { project, songId }
}

test('a project where nothing may be written opens read-only by itself, and bounces elsewhere', async ({ skip }) => {
  const here = openTestApi()
  const { project, songId } = await withStem(here)
  await here.api.call('project.close', {})
  const path = readOnlyDisk(project.path)
  if (path === null) return skip('no disk can be mounted here')
  const opened = await here.api.call('project.open', { path })
  expect(opened).toMatchObject({ readOnly: true, unwritable: true })
  expect(opened.document.assets).toEqual(here.main.currentProject()!.document.assets)
  expect(await here.api.call('media.look', {})).toMatchObject({ offline: [], faults: [] })
  const edit = { type: 'updateSong', songId, set: { title: 'Mine' } } as const
  await expect(here.api.call('edit.apply', { edit })).rejects.toMatchObject({ code: 'read-only' })
  const out = join(here.folder, 'out.wav')
  await bounceToFile({ project: here.main.currentProject()!, songId, stage: 'mix', depth: '32f', out })
  expect(existsSync(out)).toBe(true)
  await expect(
    here.api.call('bounce.begin', { bounceId: 'b', songId, stage: 'mix', depth: '16', path: join(path, 'x.wav') }),
  ).rejects.toMatchObject({ code: 'disk' })
  await here.api.call('media.copy', { taskId: 'c', path: join(here.folder, 'Mine'), withOriginals: true })
  const mine = await openProject(join(here.folder, 'Mine.mixwright'))
  expect(mine.readOnly).toBe(false)
  await mine.apply(edit)
  await mine.close()
})

test('what a killed program had not yet moved out of its log is read there too', async ({ skip }) => {
  const here = openTestApi()
  const { project, songId } = await withStem(here)
  await here.api.call('edit.apply', { edit: { type: 'updateSong', songId, set: { title: 'In the log' } } })
  // Copied while it is open, as a crash would leave it.
  const path = readOnlyDisk(project.path)
  if (path === null) return skip('no disk can be mounted here')
  expect(readdirSync(path)).toContain('project.db-wal')
  const store = await openProject(path)
  expect(store.unwritable).toBe(true)
  expect(store.document.songs[songId]!.title).toBe('In the log')
  expect(store.history.undoLabel).toContain('Rename')
  await store.close()
})

test('a folder that may be written beside one that is taken stays locked, not read-only', async () => {
  const here = openTestApi()
  const { project } = await withStem(here)
  await expect(openProject(project.path)).rejects.toMatchObject({ code: 'locked' })
})
