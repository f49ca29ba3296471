import type { Database } from 'better-sqlite3'
import { firstTables } from './migrations/0001-first-tables.ts'
import { mixerAndAutomation } from './migrations/0002-mixer-and-automation.ts'
import { tempoAlbumAndSnapshots } from './migrations/0003-tempo-album-snapshots.ts'
import { arranging } from './migrations/0004-arranging.ts'
import { consoleState } from './migrations/0005-console.ts'
import { references } from './migrations/0006-references.ts'
import { racksAndAlbum } from './migrations/0007-racks-and-album.ts'

/** Each entry brings a database from the version that is its index to the next. Released entries never change. */
const migrations: readonly ((db: Database) => void)[] = [
  (db) => db.exec(firstTables),
  mixerAndAutomation,
  tempoAlbumAndSnapshots,
  arranging,
  consoleState,
  (db) => db.exec(references),
  racksAndAlbum,
]

/** The version this program writes; a database of a higher one is from a newer program. */
export const newestVersion = migrations.length

/** "MxWr": tells a project's database from any other SQLite file. */
export const applicationId = 0x4d785772

export function databaseVersion(db: Database): number {
  return db.pragma('user_version', { simple: true }) as number
}

/**
 * Brings a database to a version, the newest unless told otherwise, each step in a transaction of its own, so that a killed
 * one goes on where it was. One that is there or beyond stays as it is.
 */
export function migrate(db: Database, target = newestVersion): void {
  for (let version = databaseVersion(db); version < target; version++)
    db.transaction(() => {
      migrations[version]!(db)
      db.pragma(`application_id = ${applicationId}`)
      db.pragma(`user_version = ${version + 1}`)
    })()
}
