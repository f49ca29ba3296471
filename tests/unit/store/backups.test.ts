import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type BackupFile, listBackups, superfluousBackups } from '../../../main/store/backup-files.ts'
import { backUp, backUpNow } from '../../../main/store/make-backup.ts'
import { createStore, openStore } from '../../../main/store/open-store.ts'
import { createProject, openProject } from '../../../main/store/project-store.ts'
import type { Edit } from '../../../shared/model/edits/edit.ts'
import { furnishing } from '../model/random-edits.ts'
import { temporaryFolders } from './temporary-folder.ts'

const newFolder = temporaryFolders()
afterEach(() => {
  vi.useRealTimers()
})

const fader = (faderDb: number): Edit => ({ type: 'updateTrack', trackId: 't1', set: { faderDb } })
const minute = 60_000
const hour = 60 * minute

function newProject(): string {
  const path = join(newFolder(), 'Test.mixwright')
  createStore({ path, id: 'project', name: 'Test', sampleRate: 48000, firstEdits: furnishing }).close()
  return path
}

/** Makes an edit and a backup with it. */
function editAndBackUp(path: string, edit: Edit): void {
  const store = openStore(path, false)
  store.apply(edit)
  store.close()
  const db = new Database(join(path, 'project.db'))
  backUpNow(path, db)
  db.close()
}

const segmentsOf = (path: string) =>
  readdirSync(join(path, 'edits')).map((name) => name.replace(/^\d+-(.*)\.jsonl$/, '$1'))
const seqs = (backups: readonly BackupFile[]) => backups.map(({ seq }) => seq)

describe('which backups stay', () => {
  const madeEvery = (everyMs: number, count: number): BackupFile[] =>
    Array.from({ length: count }, (_, index) => {
      const seq = count - index
      return { path: '', seq, time: Date.UTC(2026, 0, 1) + seq * everyMs, checksum: '' }
    })
  const kept = (backups: BackupFile[]) => {
    const gone = new Set(superfluousBackups(backups))
    return backups.filter((backup) => !gone.has(backup))
  }

  test('of one every three minutes for three weeks: the last six, then one an hour, then one a day', () => {
    const backups = kept(madeEvery(3 * minute, 3 * 7 * 24 * 20))
    expect(backups).toHaveLength(6 + 24 + 14)
    const apart = backups.slice(1).map(({ time }, index) => backups[index]!.time - time)
    expect(apart.slice(0, 5)).toEqual(Array(5).fill(3 * minute))
    expect(apart.slice(6, 28).every((ms) => ms === hour)).toBe(true)
    expect(apart.slice(30).every((ms) => ms === 24 * hour)).toBe(true)
  })

  test('all, while there are few', () => {
    expect(kept(madeEvery(minute, 6))).toHaveLength(6)
  })

  test('as many after a pause of a year as without it', () => {
    const old = madeEvery(hour, 30)
    const today: BackupFile = { path: '', seq: 31, time: Date.UTC(2027, 0, 1), checksum: '' }
    expect(seqs(kept([today, ...old]))).toEqual(seqs([today, ...old]).slice(0, 6 + 24))
  })

  test('the newest changes, though the clock went back or far ahead', () => {
    for (const jump of [-10 * 365 * 24 * hour, 10 * 365 * 24 * hour]) {
      const old = madeEvery(hour, 20)
      const jumped = madeEvery(minute, 26)
        .slice(0, 6)
        .map((backup) => ({ ...backup, time: backup.time + jump }))
      expect(seqs(kept([...jumped, ...old]))).toEqual(seqs([...jumped, ...old]))
    }
  })
})

describe('a backup', () => {
  test('is made with the project, so that there is always one', () => {
    const path = newProject()
    expect(seqs(listBackups(path))).toEqual([0])
    expect(readdirSync(join(path, 'backups'))).toEqual([expect.stringMatching(/^0{12}-\d{8}T\d{6}Z-[0-9a-f]{8}\.db$/)])
  })

  test('holds everything that was made before it began, while editing goes on', async () => {
    const path = newProject()
    const store = openStore(path, false)
    for (let db = 1; db <= 20; db++) store.apply(fader(-db))
    const making = backUp(path)
    await new Promise((resolve) => setImmediate(resolve))
    store.apply(fader(-30))
    expect((await making).seq).toBe(20)
    store.close()
    const copy = new Database(listBackups(path)[0]!.path, { readonly: true })
    expect(copy.prepare("SELECT fader_db FROM tracks WHERE id = 't1'").pluck().get()).toBe(-20)
    expect(copy.pragma('journal_mode', { simple: true })).toBe('delete')
    copy.close()
  })

  test('is the newest by its changes, whatever the clock says', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-06-01T12:00:00Z') })
    const path = newProject()
    editAndBackUp(path, fader(-1))
    vi.setSystemTime(new Date('1999-12-31T23:00:00Z'))
    editAndBackUp(path, fader(-2))
    editAndBackUp(path, fader(-3))
    expect(seqs(listBackups(path))).toEqual([3, 2, 1, 0])
    rmSync(join(path, 'project.db'))
    const store = openStore(path, false)
    expect(store.document.tracks.t1!.faderDb).toBe(-3)
    expect(store.notes[0]).toContain('its backup of 1999-12-31 23:00 UTC and 0 changes')
    store.close()
  })

  test('lets the log go that lies before the backup before it', () => {
    const path = newProject()
    for (let db = 1; db <= 4; db++) editAndBackUp(path, fader(-db))
    expect(segmentsOf(path)).toEqual(['after-3'])
  })

  test('that is bad keeps the log, so that the one before it still leads to now', () => {
    const path = newProject()
    for (let db = 1; db <= 4; db++) editAndBackUp(path, fader(-db))
    writeFileSync(listBackups(path)[0]!.path, 'bad')
    editAndBackUp(path, fader(-5))
    expect(segmentsOf(path)).toEqual(['after-3', 'after-4'])
    writeFileSync(listBackups(path)[0]!.path, 'bad')
    rmSync(join(path, 'project.db'))
    const store = openStore(path, false)
    expect(store.document.tracks.t1!.faderDb).toBe(-5)
    expect(store.notes[0]).toMatch(/and 2 changes made after it.* 2 newer backups were bad\. Nothing is missing\./)
    store.close()
    expect(seqs(listBackups(path))).toEqual([3, 2, 1, 0])
  })
})

describe('an open project', () => {
  const edits = async (store: Awaited<ReturnType<typeof openProject>>) => {
    for (let db = 1; db <= 3; db++) await store.apply(fader(-db))
  }

  test('is backed up after a while and when it is closed, if something changed', async () => {
    const path = join(newFolder(), 'Test.mixwright')
    const project = { path, id: 'project', name: 'Test', sampleRate: 48000 as const, firstEdits: furnishing }
    const store = await createProject(project, { backupEveryMs: 50 })
    await edits(store)
    while (listBackups(path)[0]!.seq < 3) await new Promise((resolve) => setTimeout(resolve, 20))
    await store.close()
    expect(listBackups(path)[0]!.seq).toBe(3)
    const count = listBackups(path).length
    await (await openProject(path)).close()
    expect(listBackups(path)).toHaveLength(count)
    const again = await openProject(path)
    await again.apply(fader(-9))
    await again.close()
    expect(listBackups(path)[0]!.seq).toBe(4)
  })

  test('that cannot be backed up says so once and takes every edit', async () => {
    const path = newProject()
    const heard: string[] = []
    const store = await openProject(path, { backupEveryMs: 30, onNote: (sentence) => heard.push(sentence) })
    // Root may write everywhere, but nobody into a file as if it were a folder.
    rmSync(join(path, 'backups'), { recursive: true })
    writeFileSync(join(path, 'backups'), '')
    await edits(store)
    while (heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    for (let db = 4; db <= 6; db++) await store.apply(fader(-db))
    await store.close()
    expect(heard).toEqual([
      expect.stringMatching(/^The project could not be backed up \(.*Every edit is kept all the same/),
    ])
    rmSync(join(path, 'backups'))
    const again = await openProject(path)
    expect(again.document.tracks.t1!.faderDb).toBe(-6)
    expect(listBackups(path)[0]!.seq).toBe(6)
    await again.close()
  })

  test('removes what a killed backup left', () => {
    const path = newProject()
    for (const name of ['.new-1.db', '.new-1.db-journal']) writeFileSync(join(path, 'backups', name), 'half')
    openStore(path, false).close()
    expect(readdirSync(join(path, 'backups'))).toHaveLength(1)
  })
})
