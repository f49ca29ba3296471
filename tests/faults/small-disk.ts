import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A disk of a few megabytes that a test may fill. */
export interface SmallDisk {
  folder: string
  /** Leaves so many bytes free, and no more. */
  fill(freeBytes?: number): void
  free(): void
  /** Lets nobody write, not even root. Only while no file is open for writing. */
  setReadOnly(readOnly: boolean): void
  remove(): void
}

function run(command: string, ...args: string[]): string | null {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  if (status === 0) return null
  return (error?.message ?? stderr).trim()
}

/** Null, with the reason printed, where the system lets nobody mount. */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'mixwright-disk-'))
  const refused = run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder)
  if (refused !== null) {
    console.log(`No small disk can be mounted (${refused}): what happens on a full one is not tested.`)
    rmSync(folder, { recursive: true })
    return null
  }
  const filler = join(folder, 'filler')
  return {
    folder,
    fill(freeBytes = 0) {
      const { bavail, bsize } = statfsSync(folder)
      const bytes = bavail * bsize - freeBytes
      if (bytes > 0) appendFileSync(filler, Buffer.alloc(bytes, 1))
      else writeFileSync(filler, '')
    },
    free: () => writeFileSync(filler, ''),
    setReadOnly(readOnly) {
      const failed = run('mount', '-o', `remount,${readOnly ? 'ro' : 'rw'}`, folder)
      if (failed !== null) throw new Error(failed)
    },
    remove() {
      run('umount', folder)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Lets nobody change a folder's names, not even root; false, with the reason printed, where the file system cannot. */
export function freezeFolder(folder: string, frozen: boolean): boolean {
  const refused = run('chattr', frozen ? '+i' : '-i', folder)
  if (refused !== null) console.log(`No folder can be closed to root (${refused}): that is not tested.`)
  return refused === null
}
