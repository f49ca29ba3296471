import { join } from 'node:path'
import Database from 'better-sqlite3'
import { getTableConfig } from 'drizzle-orm/sqlite-core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DocumentStore } from '../../../main/store/document-store.ts'
import { createStore, openStore } from '../../../main/store/open-store.ts'
import * as schema from '../../../main/store/schema.ts'
import { ApiError } from '../../../shared/contract/errors.ts'
import type { Edit } from '../../../shared/model/edits/edit.ts'
import { anyEdit, furnishing, songEdit } from '../model/random-edits.ts'
import { secondByEdit } from './second-by-edit.ts'
import { temporaryFolders } from './temporary-folder.ts'

const newFolder = temporaryFolders()

function newStore(firstEdits: Edit[] = furnishing): DocumentStore {
  const path = join(newFolder(), 'Test.mixwright')
  return createStore({ path, id: 'project', name: 'Test', sampleRate: 48000, firstEdits }, { now: secondByEdit() })
}

/** Applies an edit unless it does not fit; tells whether it did. */
function tryApply(store: DocumentStore, edit: Edit): boolean {
  try {
    store.apply(edit)
    return true
  } catch (error) {
    if (error instanceof ApiError && error.code === 'edit-refused') return false
    throw error
  }
}

describe('after any edits, undone and redone', () => {
  test('a project opens again exactly as it was left, undoes to its first state and redoes to its last', () => {
    const step = fc.oneof(
      { weight: 8, arbitrary: anyEdit.map((edit) => ({ kind: 'apply' as const, edit })) },
      { weight: 1, arbitrary: fc.constant({ kind: 'undo' as const }) },
      { weight: 1, arbitrary: fc.constant({ kind: 'redo' as const }) },
      { weight: 1, arbitrary: fc.nat(20).map((position) => ({ kind: 'walk' as const, position })) },
      // A fader is often ridden, so that entries join.
      {
        weight: 3,
        arbitrary: fc.integer({ min: -30, max: 6 }).map((faderDb) => ({
          kind: 'apply' as const,
          edit: { type: 'updateTrack', trackId: 't1', set: { faderDb, pan: faderDb > 0 ? 0.5 : 0 } } as Edit,
        })),
      },
      { weight: 3, arbitrary: fc.constantFrom(300, 800, 801).map((ms) => ({ kind: 'wait' as const, ms })) },
    )
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
        const folder = newFolder()
        const path = join(folder, 'Test.mixwright')
        let time = 1_800_000_000_000
        const now = () => time
        let store = createStore(
          { path, id: 'project', name: 'Test', sampleRate: 48000, firstEdits: furnishing },
          { now },
        )
        const first = store.document
        for (const each of steps) {
          if (each.kind === 'apply') tryApply(store, each.edit)
          else if (each.kind === 'walk') store.walkTo(each.position)
          else if (each.kind === 'wait') time += each.ms
          else store[each.kind]()
        }
        const { document: left, seq } = store
        const labels = store.historyList()
        store.close()

        store = openStore(path, false)
        expect(store.document).toEqual(left)
        expect(store.seq).toBe(seq)
        expect(store.historyList()).toEqual(labels)

        while (store.redo());
        const last = store.document
        while (store.undo());
        expect(store.document).toEqual(first)
        store.close()

        store = openStore(path, false)
        expect(store.document).toEqual(first)
        const { length } = store.historyList().entries
        store.walkTo(length)
        expect(store.document).toEqual(last)
        store.walkTo(0)
        expect(store.document).toEqual(first)
        store.close()
      }),
      { numRuns: 40 },
    )
  })
})

describe('the history', () => {
  const fader = (faderDb: number): Edit => ({ type: 'updateTrack', trackId: 't1', set: { faderDb } })

  test('names what undo takes back and what redo brings back', () => {
    const store = newStore()
    expect(store.history()).toEqual({ undoLabel: null, redoLabel: null })
    store.apply(fader(-3))
    store.apply(fader(-6))
    expect(store.undo()?.label).toBe('Fader: Kick')
    expect(store.document.tracks.t1!.faderDb).toBe(-3)
    expect(store.history()).toEqual({ undoLabel: 'Fader: Kick', redoLabel: 'Fader: Kick' })
    store.close()
  })

  test('is walked to any of its entries as one change', () => {
    const store = newStore()
    for (const db of [-1, -2, -3, -4]) store.apply(fader(db))
    const change = store.walkTo(1)
    expect(change).toMatchObject({ seq: 5, history: { undoLabel: 'Fader: Kick', redoLabel: 'Fader: Kick' } })
    expect(store.document.tracks.t1!.faderDb).toBe(-1)
    expect(store.historyList().position).toBe(1)
    expect(store.walkTo(1)).toBeNull()
    store.walkTo(4)
    expect(store.document.tracks.t1!.faderDb).toBe(-4)
    store.close()
  })

  test('loses what was undone when a new edit is made', () => {
    const store = newStore()
    for (const db of [-1, -2, -3]) store.apply(fader(db))
    store.undo()
    store.undo()
    store.apply(fader(-9))
    expect(store.redo()).toBeNull()
    expect(store.historyList()).toMatchObject({ entries: [{ seq: 1 }, { seq: 6 }], position: 2 })
    store.undo()
    expect(store.document.tracks.t1!.faderDb).toBe(-1)
    store.close()
  })

  test('does not reach behind what a project was made with', () => {
    const store = newStore([songEdit('s1')])
    expect(store.undo()).toBeNull()
    expect(Object.keys(store.document.songs)).toEqual(['s1'])
    store.close()
  })
})

test('a refused edit leaves every row as it was', () => {
  const folder = newFolder()
  const path = join(folder, 'Test.mixwright')
  const store = createStore({ path, id: 'project', name: 'Test', sampleRate: 48000, firstEdits: furnishing })
  const before = store.document
  const batch: Edit = {
    type: 'batch',
    label: 'Two',
    edits: [
      { type: 'updateTrack', trackId: 't1', set: { faderDb: -6 } },
      { type: 'removeTrack', trackId: 's1-master' },
    ],
  }
  expect(() => store.apply(batch)).toThrow('The master track cannot be removed.')
  expect(store.document).toBe(before)
  expect(store.seq).toBe(0)
  store.close()
  const reopened = openStore(path, false)
  expect(reopened.document).toEqual(before)
  expect(reopened.historyList()).toEqual({ entries: [], position: 0 })
  reopened.close()
})

test('a song and a track never share an id, under which both would file their devices', () => {
  const store = newStore()
  const { t1 } = store.document.tracks
  expect(() => store.apply(songEdit('t1'))).toThrow('already a track with the id t1')
  expect(() => store.apply({ type: 'addTrack', track: { ...t1!, id: 's2' } })).toThrow('already a song with the id s2')
  expect(Object.keys(store.document.devices.t1!)).toEqual(['d1'])
  store.close()
})

test('a malformed edit is refused with the field it is about', () => {
  const store = newStore()
  const edit = { type: 'updateTrack', trackId: 't1', set: { faderDb: Number.NaN } } as Edit
  expect(() => store.apply(edit)).toThrow(/set\.faderDb/)
  store.close()
})

test.each(['__proto__', 'constructor', 'toString'])(
  'no record is called %s, under which every record has something',
  (id) => {
    const store = newStore()
    const clip = store.document.clips.t1!.c1!
    for (const edit of [
      { type: 'addClip', clip: { ...clip, id } },
      { type: 'removeTrack', trackId: id },
    ] as Edit[])
      expect(() => store.apply(edit)).toThrow(/none that Mixwright knows/)
    store.close()
  },
)

test('a field set to nothing at all is left as it is', () => {
  const store = newStore()
  store.apply({ type: 'updateTrack', trackId: 't1', set: { faderDb: undefined, pan: 0.5 } })
  expect(store.document.tracks.t1).toMatchObject({ faderDb: 0, pan: 0.5 })
  store.close()
})

test('only the rows an edit is about are written', () => {
  const folder = newFolder()
  const path = join(folder, 'Test.mixwright')
  const store = createStore({ path, id: 'project', name: 'Test', sampleRate: 48000, firstEdits: furnishing })
  store.close()
  const db = new Database(join(path, 'project.db'))
  db.exec(`CREATE TABLE writes (what TEXT);
    ${['songs', 'tracks', 'assets', 'markers', 'clips', 'devices']
      .map(
        (
          table,
        ) => `CREATE TRIGGER u_${table} AFTER UPDATE ON ${table} BEGIN INSERT INTO writes VALUES ('${table} ' || new.id); END;
          CREATE TRIGGER i_${table} AFTER INSERT ON ${table} BEGIN INSERT INTO writes VALUES ('${table} ' || new.id); END;`,
      )
      .join('\n')}`)
  db.close()
  const again = openStore(path, false)
  again.apply({ type: 'setDeviceParams', ownerId: 't1', deviceId: 'd1', params: { threshold: -30 } })
  again.apply({ type: 'updateClip', trackId: 't1', clipId: 'c1', set: { gainDb: -2 } })
  again.close()
  const after = new Database(join(path, 'project.db'))
  expect(after.prepare('SELECT what FROM writes').pluck().all()).toEqual(['devices d1', 'clips c1'])
  after.close()
})

test('the migrated tables have the columns the rows are read with', () => {
  const folder = newFolder()
  const path = join(folder, 'Test.mixwright')
  createStore({ path, id: 'project', name: 'Test', sampleRate: 48000, firstEdits: [] }).close()
  const db = new Database(join(path, 'project.db'))
  for (const table of Object.values(schema)) {
    const { name, columns, indexes } = getTableConfig(table)
    const inFile = db.pragma(`table_info(${name})`) as { name: string; type: string; notnull: number }[]
    expect(inFile.map((column) => [column.name, column.type.toLowerCase(), column.notnull === 1])).toEqual(
      columns.map((column) => [column.name, column.getSQLType(), column.notNull]),
    )
    for (const { config } of indexes)
      expect(db.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(config.name)).toBeDefined()
  }
  db.close()
})
