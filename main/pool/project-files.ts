import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import { isPoolHash } from '../../shared/formats/pool-file.ts'
import { rendersFolder } from '../store/project-folder.ts'

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

/** Where what was rendered is kept, and where bounces go unless the user says otherwise. */
export function rendersPath(projectFolder: string): string {
  return join(projectFolder, rendersFolder)
}

/** The file of a sound that was rendered, laid out as those of the pool. Throws AudioFileError likewise. */
export function renderAudioPath(projectFolder: string, key: string): string {
  return join(rendersPath(projectFolder), `${checkedHash(key)}.wav`)
}

export function renderPeaksPath(projectFolder: string, key: string): string {
  return join(rendersPath(projectFolder), `${checkedHash(key)}.dat`)
}

/** What is known of a rendered sound. It is written last: where it is, its sound and peaks are whole. */
export function renderFactsPath(projectFolder: string, key: string): string {
  return join(rendersPath(projectFolder), `${checkedHash(key)}.json`)
}

/** Whether a hash names a sound that was rendered and kept. */
export function isKeptRender(projectFolder: string, hash: string): boolean {
  return isPoolHash(hash) && existsSync(renderFactsPath(projectFolder, hash))
}

/** Where a sound that is to be heard lies: among the renders where it is one of them, else in the pool. */
export function soundPath(projectFolder: string, hash: string): string {
  return isKeptRender(projectFolder, hash) ? renderAudioPath(projectFolder, hash) : poolAudioPath(projectFolder, hash)
}

export function soundPeaksPath(projectFolder: string, hash: string): string {
  return isKeptRender(projectFolder, hash) ? renderPeaksPath(projectFolder, hash) : poolPeaksPath(projectFolder, hash)
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
