import { existsSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { diskError, syncFolder } from './disk.ts'
import type { WrittenPoolFile } from './pool-file-writer.ts'
import { poolAudioPath, poolPeaksPath } from './project-files.ts'

export interface Move {
  from: string
  to: string
}

/** A written sound's way to its place: the audio last, so that whoever finds it finds its peaks too. */
export function poolMoves(
  projectFolder: string,
  { audioPath, peaksPath, poolHash }: Pick<WrittenPoolFile, 'audioPath' | 'peaksPath' | 'poolHash'>,
): Move[] {
  return [
    { from: peaksPath, to: poolPeaksPath(projectFolder, poolHash) },
    { from: audioPath, to: poolAudioPath(projectFolder, poolHash) },
  ]
}

/**
 * Renames whole, synced files into a project. What stands there under the same hash is replaced: it is the same, or it is
 * damaged. Takes back what it made when a rename fails, and throws AudioFileError.
 */
export function moveIntoPlace(projectFolder: string, moves: readonly Move[]): void {
  const made: string[] = []
  try {
    for (const { from, to } of moves) {
      const isThere = existsSync(to)
      renameSync(from, to)
      if (!isThere) made.push(to)
    }
  } catch (error) {
    for (const path of made) rmSync(path, { force: true })
    throw diskError(error, projectFolder)
  }
  for (const folder of new Set(moves.map(({ to }) => dirname(to)))) syncFolder(folder)
}
