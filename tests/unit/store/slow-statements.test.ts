import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import { watchStatements } from '../../../main/store/slow-statements.ts'

const words = sqliteTable('words', { id: integer('id').primaryKey(), word: text('word').notNull() })

/** A database whose clock moves on by so much with every look at it. */
function slowDatabase(stepMs: number) {
  const db = new Database(':memory:')
  db.exec('CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT NOT NULL)')
  const heard: string[] = []
  let time = 0
  watchStatements(
    db,
    (sentence) => heard.push(sentence),
    () => {
      time += stepMs
      return time
    },
  )
  return { db, heard }
}

test('a statement that took long is told of with its text and time, and without its values', () => {
  const { db, heard } = slowDatabase(41)
  db.prepare('INSERT INTO words (word)\n  VALUES (?)').run('secret')
  expect(heard).toEqual(['Slow statement (41 ms): INSERT INTO words (word) VALUES (?)'])
  const row = drizzle(db).select().from(words).get()
  expect(row).toEqual({ id: 1, word: 'secret' })
  expect(heard).toHaveLength(2)
  expect(heard.join()).not.toContain('secret')
  db.close()
})

test('a transaction that took long is told of, though none of its statements did', () => {
  const { db, heard } = slowDatabase(20)
  const insert = db.prepare('INSERT INTO words (word) VALUES (?)')
  const count = db.transaction((many: string[]) => {
    for (const word of many) insert.run(word)
    return many.length
  })
  expect(count(['one', 'two'])).toBe(2)
  expect(heard).toEqual(['Slow transaction (100 ms), of which 20 ms: INSERT INTO words (word) VALUES (?)'])
  expect(() => count([null as never])).toThrow('NOT NULL')
  expect(db.prepare('SELECT count(*) FROM words').pluck().get()).toBe(2)
  db.close()
})

test('nothing is told of what was quick', () => {
  const { db, heard } = slowDatabase(1)
  db.prepare('INSERT INTO words (word) VALUES (?)').run('word')
  db.transaction(() => db.prepare('SELECT * FROM words').all())()
  expect(heard).toEqual([])
  db.close()
})
