import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import { diskError } from '../pool/disk.ts'
import { audioFolder, importFolderPrefix, originalsFolder, peaksFolder } from '../pool/project-files.ts'
import type { JobControl } from '../pool/worker-job.ts'

/** A project's pool as a piece of work over it needs to know it; plain, so that it can be sent to a worker. */
export interface PoolPlace {
  projectFolder: string
  /** The project's. */
  sampleRate: number
  /** Command of the system's ffmpeg. */
  ffmpegCommand?: string | undefined
}

/** Throws where the work is to end; `what` is what was being done, such as "Verifying the audio". */
export function throwIfCancelled(control: JobControl, what: string): void {
  if (!control.isCancelled()) return
  throw new AudioFileError('cancelled', `${what} was cancelled.`, 'Start it again when you want it.')
}

/**
 * Works with a folder of its own inside the project, so that what is whole can be renamed into place and what is left behind
 * is removed: at once, or, after a crash, when the project is next opened.
 */
export async function withTemporaryFolder<T>(
  projectFolder: string,
  work: (temporaryFolder: string) => Promise<T>,
): Promise<T> {
  const temporaryFolder = join(projectFolder, `${importFolderPrefix}${randomUUID()}`)
  try {
    mkdirSync(temporaryFolder)
    for (const folder of [audioFolder, originalsFolder, peaksFolder])
      mkdirSync(join(projectFolder, folder), { recursive: true })
  } catch (error) {
    throw diskError(error, projectFolder)
  }
  try {
    return await work(temporaryFolder)
  } finally {
    rmSync(temporaryFolder, { recursive: true, force: true })
  }
}

/** The kept originals, by the hash of their bytes. */
export function keptOriginals(projectFolder: string): Map<string, string> {
  const folder = join(projectFolder, originalsFolder)
  const kept = new Map<string, string>()
  for (const name of namesIn(folder)) {
    const hash = /^([0-9a-f]{64})(\.|$)/.exec(name)?.[1]
    if (hash !== undefined) kept.set(hash, join(folder, name))
  }
  return kept
}

/** The names in a folder; none where there is no folder. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
