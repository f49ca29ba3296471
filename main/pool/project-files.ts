import { join } from 'node:path'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import { isPoolHash } from '../../shared/formats/pool-file.ts'

/** Where a project folder keeps its sound. */
export const audioFolder = 'audio'
export const originalsFolder = 'originals'
export const peaksFolder = 'peaks'
/** Folders of imports under way begin so; what is left of a killed one is removed when the project is next opened. */
export const importFolderPrefix = '.import-'

/** The pool's WAV of a hash. Throws AudioFileError where the hash is none, so that no text from outside names a path. */
export function poolAudioPath(projectFolder: string, poolHash: string): string {
  return join(projectFolder, audioFolder, `${checkedHash(poolHash)}.wav`)
}

export function poolPeaksPath(projectFolder: string, poolHash: string): string {
  return join(projectFolder, peaksFolder, `${checkedHash(poolHash)}.dat`)
}

/** `extension` is one of those that belong to a kind of file, with its dot. */
export function originalPath(projectFolder: string, sourceHash: string, extension: string): string {
  return join(projectFolder, originalsFolder, `${checkedHash(sourceHash)}${extension}`)
}

function checkedHash(hash: string): string {
  if (!isPoolHash(hash)) {
    throw new AudioFileError('missing', `“${hash.slice(0, 80)}” names no sound of the pool.`, 'Import the file again.')
  }
  return hash
}
