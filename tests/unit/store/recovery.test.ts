import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listBackups } from '../../../main/store/backup-files.ts'
import { logLine } from '../../../main/store/edit-log-files.ts'
import { createStore, openStore } from '../../../main/store/open-store.ts'
import { ApiError } from '../../../shared/contract/errors.ts'
import type { Document } from '../../../shared/model/document.ts'
import type { Edit } from '../../../shared/model/edits/edit.ts'
import { furnishing } from '../model/random-edits.ts'
import { noise } from '../pool/sound-files.ts'
import { secondByEdit } from './second-by-edit.ts'
import { temporaryFolders } from './temporary-folder.ts'

const newFolder = temporaryFolders()
const fader = (faderDb: number): Edit => ({ type: 'updateTrack', trackId: 't1', set: { faderDb } })

/** A project with a backup at change 0 and `changes` edits after it, closed and sealed. */
function workedProject(folder: string, changes: number): { path: string; document: Document } {
  const path = join(folder, 'Test.mixwright')
  const project = { path, id: 'project', name: 'Test', sampleRate: 48000 as const, firstEdits: furnishing }
  const store = createStore(project, { now: secondByEdit() })
  for (let change = 1; change <= changes; change++) store.apply(fader(-change / 10))
  store.close({ sealed: true })
  return { path, document: store.document }
}

function refusal(path: string, readOnly: boolean): ApiError {
  try {
    openStore(path, readOnly).close()
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
  throw new Error('The project was opened.')
}

/** What a file would be after somebody's disk had its way with it. */
type Harm = (database: string) => void

const harms: [string, Harm][] = [
  ['is missing', (path) => rmSync(path)],
  ['is empty', (path) => truncateSync(path, 0)],
  ['is cut in the middle of a page', (path) => truncateSync(path, 10_000)],
  ['is cut at the end of a page', (path) => truncateSync(path, 16_384)],
  ['holds text', (path) => writeFileSync(path, 'text '.repeat(10_000))],
  ['holds a page of rubbish', (path) => overwrite(path, 4096, Buffer.alloc(4096, 0xa5))],
  ['is another program’s', (path) => overwrite(path, 68, Buffer.from([1, 2, 3, 4]))],
  ['has a row that no edit could have made', (path) => execute(path, 'UPDATE clips SET length_frames = 100000000')],
  ['has an orphan', (path) => execute(path, "DELETE FROM songs WHERE id = 's2'")],
]

function overwrite(path: string, at: number, bytes: Buffer): void {
  const content = readFileSync(path)
  bytes.copy(content, at)
  writeFileSync(path, content)
}

function execute(path: string, sql: string): void {
  const db = new Database(path)
  db.pragma('foreign_keys = OFF')
  db.exec(sql)
  db.close()
}

describe.each(harms)('a project.db that %s', (_name, harm) => {
  test('is restored with every change, and kept aside as it was', () => {
    const { path, document } = workedProject(newFolder(), 12)
    const database = join(path, 'project.db')
    harm(database)
    const harmed = existsSync(database) ? readFileSync(database) : null
    const store = openStore(path, false)
    expect(store.document).toEqual(document)
    expect(store.seq).toBe(12)
    expect(store.notes).toEqual([
      expect.stringMatching(
        /^The project “Test” is damaged: .*12 changes .* last of them “Fader: Kick”\. Nothing is missing\./,
      ),
    ])
    store.undo()
    expect(store.document.tracks.t1!.faderDb).toBe(-1.1)
    store.close()
    const [aside] = readdirSync(join(path, 'damaged'))
    if (harmed) expect(readFileSync(join(path, 'damaged', aside!, 'project.db')).equals(harmed)).toBe(true)
  })

  test('is refused for reading, and left as it is', () => {
    const { path } = workedProject(newFolder(), 1)
    harm(join(path, 'project.db'))
    const before = readdirSync(path)
    expect(refusal(path, true)).toMatchObject({
      code: 'damaged',
      remedy: 'Open it for writing, which restores it from its backups; the sound in the folder is untouched.',
    })
    // SQLite's own files beside it may come, as with every reader.
    expect(readdirSync(path).filter((name) => !/-(wal|shm)$/.test(name))).toEqual(before)
  })
})

describe('one flipped bit or a cut anywhere', () => {
  let folder = ''
  let worked: ReturnType<typeof workedProject>
  beforeAll(() => {
    folder = join('/tmp', `mixwright-flips-${process.pid}`)
    mkdirSync(folder)
    worked = workedProject(folder, 40)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const seed = Number(process.env.MIXWRIGHT_SEED ?? 20261125)
  const places = [...noise(90, seed)].map((value) => (value + 1) / 2)

  test(`of a database that was closed is seen, and nothing is lost by it (seed ${seed})`, () => {
    for (const [index, place] of places.entries()) {
      const path = join(newFolder(), 'Test.mixwright')
      cpSync(worked.path, path, { recursive: true })
      const database = join(path, 'project.db')
      const content = readFileSync(database)
      const at = Math.floor(place * content.length)
      if (index % 3 === 0) truncateSync(database, at)
      else {
        content[at]! ^= 1 << (index % 8)
        writeFileSync(database, content)
      }
      const store = openStore(path, false)
      expect(store.document, `byte ${at}`).toEqual(worked.document)
      expect(store.historyList().entries).toHaveLength(40)
      expect(store.notes, `byte ${at}`).toEqual([expect.stringContaining('Nothing is missing.')])
      store.close()
    }
  }, 240_000)

  test(`of a backup is seen, and the one before it is taken (seed ${seed})`, () => {
    for (const place of places.slice(0, 30)) {
      const path = join(newFolder(), 'Test.mixwright')
      cpSync(worked.path, path, { recursive: true })
      const backup = listBackups(path)[0]!
      // The newest backup, at change 20, is harmed; the one at 0 and the log are good.
      const newer = join(path, 'backups', backup.path.split('/').at(-1)!.replace(/^0+/, '000000000020'))
      cpSync(backup.path, newer)
      const content = readFileSync(newer)
      content[Math.floor(place * content.length)]! ^= 4
      writeFileSync(newer, content)
      rmSync(join(path, 'project.db'))
      const store = openStore(path, false)
      expect(store.document).toEqual(worked.document)
      expect(store.notes[0]).toContain('A newer backup was bad.')
      store.close()
    }
  })
})

test('a restoring that was killed begins again, wherever it was', () => {
  const { path, document } = workedProject(newFolder(), 5)
  // The damaged files are aside and the new database is not in its place yet.
  mkdirSync(join(path, 'damaged', '20260101T000000Z'), { recursive: true })
  renameSync(join(path, 'project.db'), join(path, 'damaged', '20260101T000000Z', 'project.db'))
  writeFileSync(join(path, '.recovering-1.db'), 'half')
  const store = openStore(path, false)
  expect(store.document).toEqual(document)
  store.close()
  expect(readdirSync(path).filter((name) => name.startsWith('.'))).toEqual([])
})

test('a log that leads to nothing sound does not keep the backup from being restored', () => {
  const { path } = workedProject(newFolder(), 2)
  const [segment] = readdirSync(join(path, 'edits'))
  // A log of this project with a change that breaks it, as a fault of the program might write.
  const file = join(path, 'edits', segment!)
  const [head] = readFileSync(file, 'utf8').split('\n')
  writeFileSync(file, `${head}\n${logLine({ seq: 1, label: 'Break', rows: {}, gone: { songs: [['s2']] } })}`)
  rmSync(join(path, 'project.db'))
  const store = openStore(path, false)
  expect(store.document.songs.s2).toBeDefined()
  expect(store.notes[0]).toContain('1 change could not be brought back.')
  store.close()
})

test('where no backup is good, the sentence says what is there and what to do, and nothing is touched', () => {
  const { path } = workedProject(newFolder(), 2)
  writeFileSync(join(path, 'originals', 'kick.wav'), 'sound')
  for (const backup of listBackups(path)) writeFileSync(backup.path, 'bad')
  truncateSync(join(path, 'project.db'), 100)
  const before = readdirSync(path, { recursive: true })
  expect(refusal(path, false)).toMatchObject({
    code: 'damaged',
    message: expect.stringContaining('There is no good backup to restore it from.'),
    remedy: expect.stringContaining('Its sound is untouched: 1 original files are in “originals”'),
  })
  expect(readdirSync(path, { recursive: true })).toEqual(before)
  expect(() => openStore(path, false)).toThrow(ApiError)
})
