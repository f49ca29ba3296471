import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { createStore, openStore } from '../../../main/store/open-store.ts'
import { createProject, openProject } from '../../../main/store/project-store.ts'
import { ApiError } from '../../../shared/contract/errors.ts'
import { checkDocument } from '../../../shared/model/check-document.ts'
import { furnishing } from '../model/random-edits.ts'
import { temporaryFolders } from './temporary-folder.ts'

const newFolder = temporaryFolders()

function closedProject(): string {
  const path = join(newFolder(), 'Test.mixwright')
  createStore({ path, id: 'project', name: 'Test', sampleRate: 48000, firstEdits: furnishing }).close()
  return path
}

/** What opening is refused with. */
function refusal(path: string): ApiError {
  try {
    openStore(path, false).close()
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
  throw new Error('The project was opened.')
}

describe('one writer', () => {
  test('a second opening is refused, and reading beside the writer works', async () => {
    const path = closedProject()
    const writer = await openProject(path)
    await expect(openProject(path)).rejects.toMatchObject({ code: 'locked' })
    await writer.apply({ type: 'updateTrack', trackId: 't1', set: { faderDb: -4 } })
    const reader = await openProject(path, { readOnly: true })
    expect(reader.document).toEqual(writer.document)
    await expect(reader.apply({ type: 'removeTrack', trackId: 't1' })).rejects.toMatchObject({ code: 'read-only' })
    await reader.close()
    await writer.close()
    const next = await openProject(path)
    expect(next.document.tracks.t1!.faderDb).toBe(-4)
    await next.close()
  })

  test('a killed writer leaves every edit and no lock', async () => {
    const path = closedProject()
    const script = `
      const { openProject } = await import(${JSON.stringify(new URL('../../../main/store/project-store.ts', import.meta.url).href)})
      const store = await openProject(${JSON.stringify(path)})
      await store.apply({ type: 'updateTrack', trackId: 't1', set: { faderDb: -7 } })
      process.stdout.write('kept')
      setInterval(() => {}, 1000)`
    const file = join(newFolder(), 'writer.mjs')
    writeFileSync(file, script)
    const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = new Promise((resolve) => child.on('exit', resolve))
    await new Promise((resolve) => child.stdout.on('data', resolve))
    await expect(openProject(path)).rejects.toMatchObject({ code: 'locked' })
    child.kill('SIGKILL')
    await ended
    const store = await openProject(path)
    expect(store.document.tracks.t1!.faderDb).toBe(-7)
    expect(store.history.undoLabel).toBe('Fader: Kick')
    await store.close()
  })
})

test('the copy of the document follows edits made without waiting', async () => {
  const store = await openProject(closedProject())
  const changes = await Promise.all([
    store.apply({ type: 'updateTrack', trackId: 't1', set: { faderDb: -4 } }),
    store.apply({ type: 'removeTrack', trackId: 'b1' }),
    store.undo(),
    store.apply({ type: 'updateTrack', trackId: 't1', set: { pan: 1 } }),
  ])
  expect(changes.map((change) => change?.seq)).toEqual([1, 2, 3, 4])
  expect(store.document.tracks.t1).toMatchObject({ faderDb: -4, pan: 1, outputId: 'b1' })
  expect(checkDocument(store.document)).toEqual([])
  await store.close()
  await expect(store.undo()).rejects.toMatchObject({ code: 'no-project' })
})

describe('what cannot be opened says why', () => {
  test('a folder that is not there, and one that is no project', async () => {
    const folder = newFolder()
    expect(refusal(join(folder, 'None.mixwright'))).toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('None.mixwright'),
    })
    await expect(openProject(folder)).rejects.toMatchObject({ code: 'not-found' })
    writeFileSync(join(folder, 'file'), '')
    expect(refusal(join(folder, 'file'))).toMatchObject({ code: 'not-found' })
    expect(readdirSync(folder)).toEqual(['file'])
  })

  test('a project from a newer program is refused with a sentence and left alone', () => {
    const path = closedProject()
    const db = new Database(join(path, 'project.db'))
    db.pragma('user_version = 99')
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.close()
    const before = readFileSync(join(path, 'project.db'))
    expect(refusal(path)).toMatchObject({
      code: 'newer-version',
      message: expect.stringMatching(/“Test” was made by a newer Mixwright/),
      remedy: 'Update Mixwright to open it.',
    })
    expect(readFileSync(join(path, 'project.db')).equals(before)).toBe(true)
  })

  test.each([
    ['text', 'This is no database, but long enough to be looked at. '.repeat(100)],
    ['nothing', ''],
  ])('a database that holds %s, and that has no backup, is damaged', (_what, content) => {
    const path = join(newFolder(), 'Text.mixwright')
    mkdirSync(path)
    writeFileSync(join(path, 'project.db'), content)
    expect(refusal(path)).toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('There is no good backup to restore it from.'),
    })
    expect(readFileSync(join(path, 'project.db'), 'utf8')).toBe(content)
  })
})

test('a new project never replaces what is there, and a failed one leaves nothing', async () => {
  const path = closedProject()
  const again = { path, name: 'Test', sampleRate: 48000 as const }
  await expect(createProject(again)).rejects.toMatchObject({ code: 'exists' })
  const folder = newFolder()
  writeFileSync(join(folder, 'file'), '')
  await expect(createProject({ ...again, path: join(folder, 'file', 'X.mixwright') })).rejects.toMatchObject({
    code: 'disk',
  })
  expect(readdirSync(folder)).toEqual(['file'])
})
