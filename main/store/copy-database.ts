import Database from 'better-sqlite3'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import type { Asset } from '../../shared/model/document.ts'
import { namesInDatabase } from './names-in-database.ts'
import { openForReading } from './open-for-reading.ts'
import { databasePath, projectName } from './project-folder.ts'

/** Audio that a copied database needs. */
export interface CopiedAudio extends Pick<Asset, 'poolHash' | 'sourceHash' | 'channels' | 'name'> {
  /** False for what only a step of the history brings back. */
  isInDocument: boolean
}

/**
 * Copies a project's database as it is at one moment, with its history, while it may be written to; the copy has the name of its
 * folder. It keeps every id, the project's among them: records and history are filed under them, and projects are told apart by
 * their folders. Returns the audio it needs. Throws AudioFileError and what SQLite says.
 */
export function copyDatabase(projectFolder: string, targetFolder: string, name: string): CopiedAudio[] {
  const path = databasePath(targetFolder)
  try {
    const source = openForReading(databasePath(projectFolder))
    try {
      source.prepare('VACUUM INTO ?').run(path)
    } finally {
      source.close()
    }
    const db = new Database(path)
    try {
      db.pragma('synchronous = FULL')
      db.prepare('UPDATE project SET name = ?').run(name.slice(0, 200))
      return audioOf(db)
    } finally {
      db.close()
    }
  } catch (error) {
    const code = String((error as { code?: unknown }).code ?? '')
    if (!/^SQLITE_(FULL|IOERR)/.test(code)) throw error
    throw new AudioFileError(
      'disk-full',
      `The database of “${projectName(targetFolder)}” does not fit: the disk is full.`,
      'Free some space and try again.',
    )
  }
}

function audioOf(db: Database.Database): CopiedAudio[] {
  const rows = db
    .prepare('SELECT pool_hash AS poolHash, source_hash AS sourceHash, channels, name FROM assets')
    .all() as Omit<CopiedAudio, 'isInDocument'>[]
  const named = namesInDatabase(db)
  const inDocument = new Set(rows.map(({ poolHash }) => poolHash))
  return [
    ...rows.map((row) => ({ ...row, isInDocument: true })),
    ...named.assets
      .filter(({ id, poolHash }) => named.assetIds.has(id) && !inDocument.has(poolHash))
      .map(({ poolHash, sourceHash, channels, name }) => ({
        poolHash,
        sourceHash,
        channels,
        name,
        isInDocument: false,
      })),
  ]
}
