import { statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { createStore, openStore } from '../../../main/store/open-store.ts'
import { packPatches, unpackPatches } from '../../../main/store/pack-patches.ts'
import { newLane } from '../../../shared/model/defaults.ts'
import type { AutomationPoint } from '../../../shared/model/document.ts'
import { apply } from '../../../shared/model/edits/apply.ts'
import type { Edit } from '../../../shared/model/edits/edit.ts'
import { emptyProject, furnishing, songEdit } from '../model/random-edits.ts'
import { temporaryFolders } from './temporary-folder.ts'

const newFolder = temporaryFolders()
const DAY_MS = 24 * 60 * 60 * 1000
const TODAY = 1_800_000_000_000

/** A project with entries of the given ages, of which the last `undone` were undone. */
function projectWithHistory(agesInDays: readonly number[], undone = 0): string {
  const path = join(newFolder(), 'Test.mixwright')
  createStore({ path, id: 'project', name: 'Test', sampleRate: 48000, firstEdits: furnishing }).close()
  const db = new Database(join(path, 'project.db'))
  const insert = db.prepare("INSERT INTO history VALUES (?, ?, 'Fader: Kick', '{}', ?, ?, ?)")
  const patch = JSON.stringify([{ op: 'replace', path: ['tracks', 't1', 'faderDb'], value: 0 }])
  db.transaction(() => {
    for (const [index, age] of agesInDays.entries())
      insert.run(index + 1, TODAY - age * DAY_MS, patch, patch, index >= agesInDays.length - undone ? 1 : 0)
    db.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run('seq', agesInDays.length)
  })()
  db.close()
  return path
}

/** Opens and closes it today, and tells which entries are left. */
function leftToday(path: string): number[] {
  openStore(path, false, { now: () => TODAY }).close()
  const store = openStore(path, true)
  const { entries } = store.historyList()
  store.close()
  return entries.map(({ seq }) => seq)
}

const ages = (count: number, age: number) => Array.from({ length: count }, () => age)

describe('the history forgets', () => {
  test('no entry of the last thousand, however old', () => {
    expect(leftToday(projectWithHistory(ages(1000, 400)))).toHaveLength(1000)
    const left = leftToday(projectWithHistory(ages(1500, 400)))
    expect([left.length, left[0], left.at(-1)]).toEqual([1000, 501, 1500])
  })

  test('no entry of the last thirty days, however many', () => {
    const left = leftToday(projectWithHistory([...ages(300, 31), ...ages(2200, 29)]))
    expect([left.length, left[0]]).toEqual([2200, 301])
  })

  test('nothing that lies between two young entries, as after a clock was set back', () => {
    const left = leftToday(projectWithHistory([...ages(10, 90), 1, ...ages(1200, 90)]))
    expect([left.length, left[0]]).toEqual([1201, 11])
  })

  test('nothing that was undone, since redo must find its first step', () => {
    expect(leftToday(projectWithHistory(ages(1500, 400), 1500))).toHaveLength(1500)
    const path = projectWithHistory(ages(1500, 400), 1200)
    expect(leftToday(path)).toHaveLength(1200)
    const store = openStore(path, false, { now: () => TODAY })
    expect(store.historyList().position).toBe(0)
    store.walkTo(1200)
    expect(store.historyList().position).toBe(1200)
    store.close()
  })

  test('and gives the room back to the disk', () => {
    const path = projectWithHistory(ages(9000, 400))
    const before = statSync(join(path, 'project.db')).size
    leftToday(path)
    expect(statSync(join(path, 'project.db')).size).toBeLessThan(before / 2)
  })
})

describe('an edit of automation is kept as the points it moves', () => {
  const points = Array.from(
    { length: 400 },
    (_, index): AutomationPoint => ({ frame: index * 1000, value: 1 - index / 10, shape: 'linear', tension: 0 }),
  )
  const edits: Edit[] = [
    songEdit('s'),
    { type: 'addLane', lane: newLane('l', 's-master', { kind: 'strip', param: 'faderDb' }, 0) },
    { type: 'editAutomation', ownerId: 's-master', laneId: 'l', fromFrame: 0, toFrame: 400_000, points },
  ]
  const drawn = edits.reduce((document, edit) => apply(document, edit).document, emptyProject)
  const write = (fromFrame: number, toFrame: number, with_: AutomationPoint[]): Edit => ({
    type: 'editAutomation',
    ownerId: 's-master',
    laneId: 'l',
    fromFrame,
    toFrame,
    points: with_,
  })

  test.each([
    ['one point moved in the middle', write(200_000, 200_001, [{ ...points[200]!, value: 3 }])],
    ['points added at the end', write(399_500, 500_000, [{ ...points[0]!, frame: 450_000 }])],
    ['points taken from the start', write(0, 5000, [])],
    ['a range exchanged for fewer', write(100_000, 150_000, [{ ...points[0]!, frame: 120_000 }])],
  ])('%s', (_what, edit) => {
    const step = apply(drawn, edit)
    const forward = packPatches(step.patches, drawn)
    const back = packPatches(step.inversePatches, step.document)
    expect(unpackPatches(forward, drawn)).toEqual(step.patches)
    expect(unpackPatches(back, step.document)).toEqual(step.inversePatches)
    expect(forward.length + back.length).toBeLessThan(JSON.stringify(step.patches).length / 4)
  })
})
