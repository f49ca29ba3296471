import type { Database, Statement } from 'better-sqlite3'

/** An edit has 16 ms, so what takes longer than this was seen by somebody. */
const slowMs = 40
const longestText = 500

type Timed = <T>(what: string, work: () => T) => T

/**
 * Tells of every statement and every transaction of a connection that took long: its text, which holds no values, and its
 * time. A transaction is told of by the statement that took longest in it.
 */
export function watchStatements(db: Database, report: (sentence: string) => void, now = () => performance.now()): void {
  let longest: { what: string; ms: number } | null = null
  const timed: Timed = (what, work) => {
    const start = now()
    try {
      return work()
    } finally {
      const ms = now() - start
      if (!longest || ms > longest.ms) longest = { what, ms }
      if (ms > slowMs) report(`Slow statement (${Math.round(ms)} ms): ${shortened(what)}`)
    }
  }
  const prepare = db.prepare.bind(db)
  db.prepare = ((sql: string) => watched(prepare(sql), sql, timed)) as typeof db.prepare
  const exec = db.exec.bind(db)
  db.exec = (sql) => timed(sql, () => exec(sql))
  const pragma = db.pragma.bind(db)
  db.pragma = (source, options) => timed(`PRAGMA ${source}`, () => pragma(source, options))
  const transaction = db.transaction.bind(db)
  db.transaction = ((work: (...values: unknown[]) => unknown) => {
    const run = transaction(work)
    return (...values: unknown[]) => {
      const start = now()
      longest = null
      try {
        return run(...values)
      } finally {
        const ms = now() - start
        if (ms > slowMs) report(`Slow transaction (${Math.round(ms)} ms)${longestOf(longest)}`)
      }
    }
  }) as typeof db.transaction
}

function longestOf(longest: { what: string; ms: number } | null): string {
  return longest ? `, of which ${Math.round(longest.ms)} ms: ${shortened(longest.what)}` : ''
}

function watched(statement: Statement, sql: string, timed: Timed): Statement {
  for (const method of ['run', 'get', 'all'] as const) {
    const plain = statement[method].bind(statement) as (...values: unknown[]) => unknown
    Object.defineProperty(statement, method, {
      value: (...values: unknown[]) => timed(sql, () => plain(...values)),
    })
  }
  return statement
}

function shortened(sql: string): string {
  return sql.replace(/\s+/g, ' ').trim().slice(0, longestText)
}
