import { join } from 'node:path'
import { namesIn } from './edit-log-files.ts'
import { backupsFolder } from './project-folder.ts'

export interface BackupFile {
  path: string
  /** Number of the newest change in it. */
  seq: number
  /** When it was made, in milliseconds since 1970, by a clock that may have been wrong. */
  time: number
  /** CRC-32 of the file in eight hexadecimal digits. */
  checksum: string
}

const backupName = /^(\d{12})-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-([0-9a-f]{8})\.db$/
/** Backups that are being written are named so. */
const unfinishedPrefix = '.new-'

/**
 * Where a backup belongs: named by its newest change, which orders it, by its time, which people look for, and by its
 * checksum, which tells whether it is as it was.
 */
export function backupPath(projectFolder: string, { seq, time, checksum }: Omit<BackupFile, 'path'>): string {
  const stamp = new Date(time).toISOString().replace(/[-:]|\.\d+/g, '')
  return join(projectFolder, backupsFolder, `${String(seq).padStart(12, '0')}-${stamp}-${checksum}.db`)
}

export function unfinishedBackupPath(projectFolder: string, id: string): string {
  return join(projectFolder, backupsFolder, `${unfinishedPrefix}${id}.db`)
}

/** A project's backups, those with the newest changes first, whatever the clock said when they were made. */
export function listBackups(projectFolder: string): BackupFile[] {
  const folder = join(projectFolder, backupsFolder)
  return namesIn(folder)
    .flatMap((name) => {
      const match = backupName.exec(name)
      if (!match) return []
      const [, seq, year, month, day, hour, minute, second] = match.map(Number)
      const checksum = match.at(-1)!
      const time = Date.UTC(year!, month! - 1, day, hour, minute, second)
      return [{ path: join(folder, name), seq: seq!, time, checksum }]
    })
    .sort((a, b) => b.seq - a.seq || b.time - a.time)
}

/** What backups that were killed left behind, SQLite's own files beside them among it. */
export function unfinishedBackups(projectFolder: string): string[] {
  const folder = join(projectFolder, backupsFolder)
  return namesIn(folder)
    .filter((name) => name.startsWith(unfinishedPrefix))
    .map((name) => join(folder, name))
}

const hourMs = 3_600_000
/** The newest ones stay; of those before them one of an hour for so many hours, then one of a day for so many days. */
const ladder = [
  { everyMs: 0, count: 6 },
  { everyMs: hourMs, count: 24 },
  { everyMs: 24 * hourMs, count: 14 },
]

/**
 * The backups that may go, of a list with the newest first. Hours and days are those in which backups were made: a pause of
 * a month, or a clock that jumps, drops none.
 */
export function superfluousBackups(newestFirst: readonly BackupFile[]): BackupFile[] {
  const superfluous: BackupFile[] = []
  let step = 0
  let kept = 0
  let lastKept: BackupFile | null = null
  for (const backup of newestFirst) {
    while (step < ladder.length && kept === ladder[step]!.count) {
      step++
      kept = 0
    }
    const { everyMs } = ladder[step] ?? { everyMs: Number.NaN }
    const isNew =
      everyMs === 0 || lastKept === null || Math.floor(backup.time / everyMs) !== Math.floor(lastKept.time / everyMs)
    if (step < ladder.length && isNew) {
      lastKept = backup
      kept++
    } else superfluous.push(backup)
  }
  return superfluous
}
