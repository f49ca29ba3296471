import type { Database } from 'better-sqlite3'
import { listBackups } from './backup-files.ts'
import { databaseProjectId, databaseSeq } from './database-fault.ts'
import { readLog } from './edit-log-files.ts'
import { projectName } from './project-folder.ts'
import { counted, mustBeWhole } from './recover.ts'
import { replay } from './replay.ts'
import { damaged } from './store-error.ts'

/**
 * Brings a sound database to where its log is: changes that were committed are missing from it when somebody took its WAL
 * away. Returns what the user should know. Throws ApiError `damaged` where the log does not lead to what was there.
 */
export function catchUp(db: Database, projectFolder: string): string[] {
  const projectId = databaseProjectId(db)
  if (projectId === null) throw damaged(projectFolder, 'its project.db is empty')
  const { changes, unusable } = readLog(projectFolder, projectId, databaseSeq(db))
  if (changes.length > 0) {
    replay(db, changes)
    mustBeWhole(db, projectFolder)
  }
  const newest = listBackups(projectFolder)[0]
  if (newest && newest.seq > databaseSeq(db)) throw damaged(projectFolder, 'it lacks changes that its backups have')
  // One change may be in the log alone because the program ended between the two: nobody was told that it was made.
  if (changes.length <= 1 && unusable === 0) return []
  const name = projectName(projectFolder)
  const missed = changes.length + unusable
  const last = changes.length === 0 ? '' : `, the last of them “${changes.at(-1)!.label}”`
  const back = `${counted(changes.length)} came back from its log${last}`
  const lost = unusable === 0 ? '' : `, ${counted(unusable)} could not be brought back`
  return [`The project.db of “${name}” lacked ${counted(missed)} that had been made: ${back}${lost}.`]
}

/** Whether the newest backup and the log would give what the database holds. */
export function logLeadsFromBackup(db: Database, projectFolder: string): boolean {
  const newest = listBackups(projectFolder)[0]
  if (!newest) return false
  const missing = databaseSeq(db) - newest.seq
  if (missing === 0) return true
  return readLog(projectFolder, databaseProjectId(db) ?? '', newest.seq).changes.length === missing
}
