import { closeSync, openSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { below, type Random } from './random.ts'

const pageBytes = 4096

/** Does to a project's database what disks and people do. Returns what it was. */
export function harm(projectFolder: string, random: Random): string {
  const database = join(projectFolder, 'project.db')
  const { size } = statSync(database)
  switch (below(random, 5)) {
    case 0:
      removeWal(database)
      return 'the WAL was deleted'
    case 1:
      rmSync(database)
      return 'project.db was deleted'
    case 2:
      truncateSync(database, below(random, size))
      removeWal(database)
      return 'project.db was cut'
    case 3:
      truncateSync(database, 0)
      return 'project.db was emptied'
    default: {
      const handle = openSync(database, 'r+')
      const rubbish = Uint8Array.from({ length: pageBytes }, () => below(random, 256))
      writeSync(handle, rubbish, 0, pageBytes, below(random, size / pageBytes) * pageBytes)
      closeSync(handle)
      removeWal(database)
      return 'a page of project.db was overwritten'
    }
  }
}

function removeWal(database: string): void {
  for (const suffix of ['-wal', '-shm']) rmSync(`${database}${suffix}`, { force: true })
}
