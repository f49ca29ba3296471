import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { importFiles } from '../../../main/api/import-files.ts'
import { checkMedia, copyMedia, findMedia } from '../../../main/media/media.ts'
import { importFile } from '../../../main/pool/pool.ts'
import { coverFileName } from '../../../main/store/project-folder.ts'
import { createProject, openProject, type ProjectStore } from '../../../main/store/project-store.ts'
import { newSongEdit } from '../../../shared/model/new-song.ts'
import { noise, temporaryFolder, writeWav } from '../pool/sound-files.ts'

const root = temporaryFolder()
let folder = ''
let store: ProjectStore

/** A project with a song of two stems, of which undo brought one in and took it out again. */
beforeEach(async () => {
  folder = mkdtempSync(join(root, 'test-'))
  const firstEdits = [newSongEdit({ songId: 's', masterId: 'm', title: 'Song', order: 0 })]
  store = await createProject({ path: join(folder, 'Album.mixwright'), name: 'Album', sampleRate: 48000, firstEdits })
  await bringIn('Kick')
  await bringIn('Undone')
  await store.undo()
})
afterEach(() => store.close())

async function bringIn(name: string): Promise<void> {
  const path = join(folder, `${name}.wav`)
  writeWav(path, noise(200_000, name.length), { channels: 2, sampleRate: 48000, encoding: 's24' })
  await importFiles({
    store,
    songId: 's',
    atFrame: 0,
    files: [{ ref: name, name: `${name}.wav`, source: async () => ({ path }) }],
    signal: new AbortController().signal,
    onProgress: () => undefined,
  })
}

test('a copy takes the cover along, also one that undo brings back', async () => {
  const name = coverFileName('e'.repeat(64), 'png')
  writeFileSync(join(store.path, name), 'a picture')
  writeFileSync(join(store.path, 'notes.txt'), 'no part of the project')
  await copy()
  expect(readFileSync(join(folder, 'Copy.mixwright', name), 'utf8')).toBe('a picture')
  expect(existsSync(join(folder, 'Copy.mixwright', 'notes.txt'))).toBe(false)
})

function copy(target = join(folder, 'Copy.mixwright'), more: Partial<Parameters<typeof copyMedia>[0]> = {}) {
  return copyMedia({ projectFolder: store.path, target, sampleRate: 48000, withOriginals: true, ...more })
}

/** Every file below a folder. */
/** What of a project's folder is audio: a copy has a database, backups and a log of its own. */
function files(of: string): string[] {
  return readdirSync(of, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.db(-wal|-shm|-journal)?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(of.length + 1))
    .filter((path) => !/^(backups|edits|project\.seal)/.test(path))
    .sort()
}

test('a copy opens as a project of its own, with its history and all that the history plays', async () => {
  const shares: number[] = []
  const target = join(folder, 'Copy.mixwright')
  const request = { projectFolder: store.path, target, sampleRate: 48000, withOriginals: true }
  const { notes, files: count } = await copyMedia(request, { onProgress: (share) => shares.push(share) })
  expect(notes).toEqual([])
  expect(files(target)).toEqual(files(store.path))
  expect(count).toBe(files(target).length + 1)
  expect(shares.at(-1)).toBeGreaterThan(0.98)
  const copied = await openProject(target)
  try {
    expect(copied.readOnly).toBe(false)
    expect(copied.document).toEqual({ ...store.document, project: { ...store.document.project, name: 'Copy' } })
    await copied.redo()
    expect(Object.values(copied.document.assets).map(({ name }) => name)).toEqual(['Kick', 'Undone'])
    expect(Object.values(store.document.assets)).toHaveLength(1)
  } finally {
    await copied.close()
  }
})

test('is made while the project is edited, and is as it was at one moment', async () => {
  const copying = copy()
  await store.apply({ type: 'updateSong', songId: 's', set: { title: 'Later' } })
  await copying
  const copied = await openProject(join(folder, 'Copy.mixwright'), { readOnly: true })
  expect(['Song', 'Later']).toContain(copied.document.songs.s!.title)
  await copied.close()
})

test('leaves the originals behind where that is wanted', async () => {
  await copy(undefined, { withOriginals: false })
  expect(files(join(folder, 'Copy.mixwright')).filter((name) => name.startsWith('originals'))).toEqual([])
})

test('says what is missing and what is damaged, and copies the rest', async () => {
  const [kick] = Object.values(store.document.assets)
  const audio = join(store.path, 'audio', `${kick!.poolHash}.wav`)
  truncateSync(audio, 5000)
  expect((await copy(join(folder, 'One.mixwright'))).notes).toEqual([
    'The sound of “Kick” is damaged, and was copied as it is.',
  ])
  rmSync(audio)
  expect((await copy(join(folder, 'Two.mixwright'))).notes).toEqual([
    'The sound of “Kick” is missing, and so it is in the copy.',
  ])
})

test('that is cancelled leaves nothing', async () => {
  const [original] = readdirSync(join(store.path, 'originals'))
  truncateSync(join(store.path, 'originals', original!), 400_000_000)
  const cancel = new AbortController()
  const target = join(folder, 'Copy.mixwright')
  const copying = copyMedia(
    { projectFolder: store.path, target, sampleRate: 48000, withOriginals: true },
    { signal: cancel.signal, onProgress: () => cancel.abort() },
  )
  await expect(copying).rejects.toMatchObject({ code: 'cancelled' })
  expect(readdirSync(folder).filter((name) => name.includes('Copy'))).toEqual([])
})

/** A disk of so many kilobytes; null where this machine lets nobody mount one. */
function smallDisk(kilobytes: number): { path: string; end(): void } | null {
  const path = join(folder, 'disk')
  mkdirSync(path)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', path]).status === 0
  return mounted ? { path, end: () => spawnSync('umount', [path]) } : null
}

describe('a full disk', () => {
  test('is found out before a copy is begun', async ({ skip }) => {
    const disk = smallDisk(2000)
    if (!disk) return skip('no disk can be mounted here')
    try {
      const copying = copy(join(disk.path, 'Copy.mixwright'))
      await expect(copying).rejects.toMatchObject({
        code: 'disk-full',
        message: expect.stringMatching(/MB are free on/),
      })
      expect(readdirSync(disk.path)).toEqual([])
    } finally {
      disk.end()
    }
  })

  test('ends an import with a sentence and leaves no half sound', async ({ skip }) => {
    const disk = smallDisk(500)
    if (!disk) return skip('no disk can be mounted here')
    try {
      const projectFolder = join(disk.path, 'Full.mixwright')
      mkdirSync(projectFolder)
      const path = join(folder, 'Kick.wav')
      const importing = importFile({ projectFolder, projectRate: 48000, path, displayName: 'Kick.wav' })
      await expect(importing).rejects.toMatchObject({ code: 'disk-full' })
      expect(files(projectFolder)).toEqual([])
    } finally {
      disk.end()
    }
  })

  test('lets a verification go on, which says why it could not repair', async ({ skip }) => {
    const disk = smallDisk(900)
    if (!disk) return skip('no disk can be mounted here')
    try {
      const [kick] = Object.values(store.document.assets)
      const projectFolder = join(disk.path, 'Full.mixwright')
      mkdirSync(join(projectFolder, 'originals'), { recursive: true })
      const original = join('originals', `${kick!.sourceHash}.wav`)
      copyFileSync(join(store.path, original), join(projectFolder, original))
      const request = { projectFolder, sampleRate: 48000, assets: [kick!], byHash: true, repair: true }
      const { states, faults } = await checkMedia(request)
      expect(states).toEqual({ [kick!.poolHash]: 'missing' })
      expect(faults).toEqual([expect.stringMatching(/does not fit: the disk is full\. Free some space/)])
      expect(files(projectFolder)).toEqual([original])
    } finally {
      disk.end()
    }
  })

  test('ends a search with a sentence and leaves no half sound', async ({ skip }) => {
    const disk = smallDisk(500)
    if (!disk) return skip('no disk can be mounted here')
    try {
      const [kick] = Object.values(store.document.assets)
      const projectFolder = join(disk.path, 'Full.mixwright')
      mkdirSync(projectFolder)
      const finding = findMedia({ projectFolder, sampleRate: 48000, folder, wanted: [kick!] })
      await expect(finding).rejects.toMatchObject({ code: 'disk-full', remedy: expect.stringContaining('Free some') })
      expect(files(projectFolder)).toEqual([])
    } finally {
      disk.end()
    }
  })
})

test('the database of the copy holds no trace of the folder it came from', async () => {
  await copy()
  const bytes = readFileSync(join(folder, 'Copy.mixwright', 'project.db'))
  expect(bytes.includes(store.path)).toBe(false)
  expect(existsSync(join(folder, 'Copy.mixwright', 'lock.db'))).toBe(false)
})
