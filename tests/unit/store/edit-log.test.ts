import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DocumentStore } from '../../../main/store/document-store.ts'
import { createStore, openStore } from '../../../main/store/open-store.ts'
import { ApiError } from '../../../shared/contract/errors.ts'
import type { Edit } from '../../../shared/model/edits/edit.ts'
import { anyEdit, furnishing } from '../model/random-edits.ts'
import { temporaryFolders } from './temporary-folder.ts'

const newFolder = temporaryFolders()
const fader = (faderDb: number): Edit => ({ type: 'updateTrack', trackId: 't1', set: { faderDb } })

function newProject(): string {
  const path = join(newFolder(), 'Test.mixwright')
  createStore({ path, id: 'project', name: 'Test', sampleRate: 48000, firstEdits: furnishing }).close()
  return path
}

/** Every row of every table, as the file holds them. */
function rowsOf(path: string): Record<string, unknown[]> {
  const db = new Database(join(path, 'project.db'), { readonly: true })
  const tables = db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .pluck()
    .all() as string[]
  const rows = Object.fromEntries(tables.map((name) => [name, db.prepare(`SELECT * FROM "${name}"`).all()]))
  db.close()
  return rows
}

function segments(path: string): string[] {
  return readdirSync(join(path, 'edits')).map((name) => join(path, 'edits', name))
}

function tryApply(store: DocumentStore, edit: Edit): void {
  try {
    store.apply(edit)
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'edit-refused')) throw error
  }
}

describe('a project whose database is gone', () => {
  test('comes back from its first backup and the log as it was left, row for row, after any edits, undone and redone', () => {
    const step = fc.oneof(
      { weight: 8, arbitrary: anyEdit.map((edit) => ({ kind: 'apply' as const, edit })) },
      { weight: 2, arbitrary: fc.constant({ kind: 'undo' as const }) },
      { weight: 1, arbitrary: fc.constant({ kind: 'redo' as const }) },
      { weight: 1, arbitrary: fc.constant({ kind: 'reopen' as const }) },
    )
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
        const path = newProject()
        let store = openStore(path, false)
        for (const each of steps) {
          if (each.kind === 'apply') tryApply(store, each.edit)
          else if (each.kind !== 'reopen') store[each.kind]()
          else {
            store.close()
            store = openStore(path, false)
          }
        }
        const { document, seq } = store
        store.close()
        const rows = rowsOf(path)
        rmSync(join(path, 'project.db'))

        store = openStore(path, false)
        expect(store.document).toEqual(document)
        expect(store.seq).toBe(seq)
        store.close()
        expect(rowsOf(path)).toEqual(rows)
      }),
      { numRuns: 40 },
    )
  })

  test('says from which backup it came and which change was the last', () => {
    const path = newProject()
    let store = openStore(path, false)
    store.apply(fader(-3))
    store.apply({ type: 'removeTrack', trackId: 't2' })
    store.close()
    rmSync(join(path, 'project.db'))
    store = openStore(path, false)
    expect(store.notes).toEqual([
      expect.stringMatching(
        /^The project “Test” is damaged: its project\.db is missing\. It was restored from its backup of \d{4}-\d\d-\d\d \d\d:\d\d UTC and 2 changes made after it, the last of them “Remove track: Bass”\. Nothing is missing\./,
      ),
    ])
    store.close()
    const again = openStore(path, false)
    expect(again.notes).toEqual([])
    again.close()
  })
})

test('a change that could not be committed is not in the log', () => {
  const path = newProject()
  const breaking = new Database(join(path, 'project.db'))
  breaking.exec("CREATE TRIGGER no_more BEFORE INSERT ON meta WHEN new.value = 2 BEGIN SELECT RAISE(ABORT, 'no'); END")
  breaking.close()
  let store = openStore(path, false)
  store.apply(fader(-3))
  expect(() => store.apply(fader(-4))).toThrow('no')
  const { document } = store
  store.close()
  rmSync(join(path, 'project.db'))
  store = openStore(path, false)
  expect(store.document).toEqual(document)
  expect(store.seq).toBe(1)
  store.close()
})

test('a line that was half written when the program was killed is no line', () => {
  const path = newProject()
  let store = openStore(path, false)
  for (const db of [-1, -2, -3]) store.apply(fader(db))
  store.close()
  const [segment] = segments(path)
  const text = readFileSync(segment!, 'utf8')
  writeFileSync(segment!, text.slice(0, -20))
  rmSync(join(path, 'project.db'))
  store = openStore(path, false)
  expect(store.document.tracks.t1!.faderDb).toBe(-2)
  store.close()
})

test('a log with a damaged line brings back what stands before it, says how much is lost, and is kept aside', () => {
  const path = newProject()
  let store = openStore(path, false)
  for (const db of [-1, -2, -3, -4]) store.apply(fader(db))
  store.close()
  const [segment] = segments(path)
  const lines = readFileSync(segment!, 'utf8').split('\n')
  lines[3] = lines[3]!.replace('Kick', 'Kick?')
  writeFileSync(segment!, lines.join('\n'))
  rmSync(join(path, 'project.db'))
  store = openStore(path, false)
  expect(store.document.tracks.t1!.faderDb).toBe(-2)
  expect(store.notes[0]).toContain('2 changes could not be brought back.')
  store.apply(fader(-9))
  store.apply(fader(-10))
  store.close()
  const [aside] = readdirSync(join(path, 'damaged'))
  expect(readdirSync(join(path, 'damaged', aside!, 'edits'))).toHaveLength(1)

  // What was made since counts on from there, and what was lost does not come back in between.
  rmSync(join(path, 'project.db'))
  store = openStore(path, false)
  expect(store.document.tracks.t1!.faderDb).toBe(-10)
  expect(store.seq).toBe(4)
  store.close()
})

test('a database that lost its WAL gets the changes back that were in it', () => {
  const path = newProject()
  const store = openStore(path, false)
  for (const db of [-1, -2, -3]) store.apply(fader(db))
  // As a copy of the folder looks that was made while the project was open, without the files of SQLite's log.
  const copy = join(newFolder(), 'Test.mixwright')
  expect(existsSync(join(path, 'project.db-wal'))).toBe(true)
  copyWithout(path, copy, ['project.db-wal', 'project.db-shm'])
  store.close()
  const reopened = openStore(copy, false)
  expect(reopened.document).toEqual(store.document)
  expect(reopened.notes).toEqual([
    'The project.db of “Test” lacked 3 changes that had been made: 3 changes came back from its log, the last of them “Fader: Kick”.',
  ])
  expect(reopened.undo()?.label).toBe('Fader: Kick')
  reopened.close()
})

function copyWithout(from: string, to: string, left: string[]): void {
  cpSync(from, to, { recursive: true, filter: (path) => !left.includes(basename(path)) })
}
