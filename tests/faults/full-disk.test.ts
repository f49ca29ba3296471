import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createApi, type MainApi } from '../../main/api/api.ts'
import { listBackups } from '../../main/store/backup-files.ts'
import { createProject, openProject } from '../../main/store/project-store.ts'
import type { EventPayload } from '../../shared/contract/api.ts'
import { newTrack } from '../../shared/model/defaults.ts'
import type { Edit, SingleEdit } from '../../shared/model/edits/edit.ts'
import { newSongEdit } from '../../shared/model/new-song.ts'
import { temporaryFolders } from '../unit/store/temporary-folder.ts'
import { checkProject } from './check-project.ts'
import { digestOf } from './digest.ts'
import { makeSounds } from './projects.ts'
import { seededRandom } from './random.ts'
import { mountSmallDisk } from './small-disk.ts'

const disk = mountSmallDisk(16)
afterAll(() => disk?.remove())
const elsewhere = temporaryFolders()

const nothing = new Uint8Array()
const fader = (faderDb: number): Edit => ({ type: 'updateTrack', trackId: 't1', set: { faderDb } })
const furnishing: SingleEdit[] = [
  newSongEdit({ songId: 's1', masterId: 'm', title: 'Song', order: 0 }),
  { type: 'addTrack', track: newTrack('t1', 's1', 'audio', 'Kick', 1, 'm', 1) },
]
/** What a full disk is answered with: what does not fit, and what to do. */
const full = { code: 'disk', message: expect.stringMatching(/full/), remedy: 'Free some space and try again.' }

describe.skipIf(!disk)('on a full disk', () => {
  const path = join(disk?.folder ?? '', 'Test.mixwright')
  const fill = (freeBytes = 0) => disk!.fill(freeBytes)
  const free = () => disk!.free()

  beforeEach(async () => {
    free()
    rmSync(path, { recursive: true, force: true })
    await (
      await createProject({ path, id: 'project', name: 'Test', sampleRate: 48000, firstEdits: furnishing })
    ).close()
    const other = elsewhere()
    process.env.MIXWRIGHT_PROJECTS = join(other, 'projects')
    process.env.MIXWRIGHT_CONFIG = join(other, 'config')
  })

  test('an edit is refused with a remedy, every one before it is kept, and the next one works when there is space', async () => {
    let store = await openProject(path)
    for (let db = 1; db <= 5; db++) await store.apply(fader(-db))
    fill()
    const name = 'A long name. '.repeat(15)
    let refused: unknown = null
    // What SQLite and the log have room for in pages they have already is still taken.
    let kept = 5
    for (let attempt = 0; attempt < 200 && refused === null; attempt++)
      await store.apply({ type: 'updateTrack', trackId: 't1', set: { name: `${name}${attempt}` } }).then(
        () => kept++,
        (error) => {
          refused = error
        },
      )
    expect(refused).toMatchObject(full)
    await expect(store.undo().then(() => store.redo())).rejects.toMatchObject(full)
    const { document } = store
    expect(store.seq).toBe(kept)
    free()
    await store.apply(fader(-20))
    expect(store.seq).toBe(kept + 1)
    await store.close()
    store = await openProject(path)
    expect(store.document).toEqual({
      ...document,
      tracks: { ...document.tracks, t1: { ...document.tracks.t1!, faderDb: -20 } },
    })
    await store.close()
    // The log tells the same as the database: nothing of what was refused.
    const digest = digestOf(store.document)
    rmSync(join(path, 'project.db'))
    for (const { path: backup } of listBackups(path).slice(0, -1)) rmSync(backup)
    expect(await checkProject(path, { seq: kept + 1, digest }, [])).toMatchObject({ faults: [] })
  })

  test('a backup fails with a note, and editing goes on', async () => {
    const heard: string[] = []
    const store = await openProject(path, { backupEveryMs: 50, onNote: (sentence) => heard.push(sentence) })
    fill(100_000)
    await store.apply(fader(-1))
    while (heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(heard[0]).toMatch(/could not be backed up .*full.*Every edit is kept all the same; free some space/)
    await store.apply(fader(-2))
    free()
    await store.close()
    expect(listBackups(path)[0]!.seq).toBe(2)
    expect(readdirSync(join(path, 'backups')).filter((name) => name.startsWith('.'))).toEqual([])
  })

  /** An open project behind the API. */
  async function openedApi(): Promise<{ api: MainApi; finished: () => Promise<EventPayload<'import.finished'>> }> {
    let finish: (payload: EventPayload<'import.finished'>) => void = () => {}
    const emit = (name: string, payload: unknown) => {
      if (name === 'import.finished') finish(payload as EventPayload<'import.finished'>)
    }
    const api = createApi({ emit, shell: { kind: 'loopback' } })
    await api.handlers['project.open']({ path }, nothing)
    const finished = () => new Promise<EventPayload<'import.finished'>>((resolve) => (finish = resolve))
    return { api, finished }
  }

  test('an import is refused with a remedy and leaves nothing, and works when there is space', async () => {
    const sound = makeSounds(elsewhere(), seededRandom(1))[2]!
    const { api, finished } = await openedApi()
    const { seq } = (await api.handlers['project.current']({}, nothing)).project!
    const before = digestOf(api.currentProject()!.document)
    const files = [{ ref: 'a', name: 'Pad.wav', source: { path: sound } }]
    fill(500_000)
    let end = finished()
    await api.handlers['import.begin']({ jobId: 'j', songId: 's1', atFrame: 0, files }, nothing)
    expect((await end).results[0]!.error).toEqual({ message: expect.stringMatching(/full/), remedy: full.remedy })
    for (const name of ['audio', 'peaks', 'originals']) expect(readdirSync(join(path, name))).toEqual([])
    free()
    end = finished()
    await api.handlers['import.begin']({ jobId: 'k', songId: 's1', atFrame: 0, files }, nothing)
    expect((await end).results[0]!.error).toBeNull()
    await api.handlers['edit.undo']({}, nothing)
    expect(digestOf(api.currentProject()!.document)).toBe(before)
    await api.close()
    expect(await checkProject(path, { seq: seq + 2, digest: before }, [])).toMatchObject({ faults: [] })
  })

  test('a bounce is refused with a remedy and leaves nothing, and works when there is space', async () => {
    const { api } = await openedApi()
    const bounce = {
      bounceId: 'b',
      songId: 's1',
      stage: 'mix',
      depth: '32f',
      path: join(path, 'renders', 'a.wav'),
    } as const
    const chunk = new Uint8Array(400_000)
    fill(500_000)
    await api.handlers['bounce.begin'](bounce, nothing)
    const writing = (async () => {
      for (let count = 0; count < 10; count++) await api.handlers['bounce.chunk']({ bounceId: 'b' }, chunk)
    })()
    await expect(writing).rejects.toMatchObject(full)
    expect(readdirSync(join(path, 'renders'))).toEqual([])
    await api.handlers['bounce.cancel']({ bounceId: 'b' }, nothing)
    free()
    await api.handlers['bounce.begin'](bounce, nothing)
    await api.handlers['bounce.chunk']({ bounceId: 'b' }, chunk)
    expect(await api.handlers['bounce.finish']({ bounceId: 'b' }, nothing)).toMatchObject({ frames: 50_000 })
    await api.close()
  })
})
