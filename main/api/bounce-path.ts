import { existsSync, realpathSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { basename, dirname, extname, isAbsolute, join, resolve } from 'node:path'
import { ApiError } from '../../shared/contract/errors.ts'
import { diskError } from '../pool/disk.ts'
import { audioFolder, originalsFolder, peaksFolder } from '../pool/project-files.ts'
import {
  backupsFolder,
  damagedFolder,
  databasePath,
  editsFolder,
  incomingFolder,
  lockPath,
} from '../store/project-folder.ts'
import { isInside, realFolder } from './real-folder.ts'

/** Endings that promise another format than the WAV that is written. */
const otherFormats = ['.aif', '.aiff', '.flac', '.mp3', '.ogg', '.opus', '.m4a', '.aac', '.caf', '.w64']

/**
 * Where a bounce may write: an absolute path, given the ending `.wav` when it has another, in a folder that is there or
 * inside the project, and never over what the project itself lives on. Throws ApiError.
 */
export async function bouncePath(projectFolder: string, requested: string): Promise<string> {
  if (!isAbsolute(requested))
    throw new ApiError('bad-request', `“${requested}” is no absolute path.`, 'Give the whole path, from the root on.')
  if (otherFormats.includes(extname(requested).toLowerCase()))
    throw new ApiError('unsupported', `“${basename(requested)}” would be no WAV.`, 'Bounces are WAV: end it with .wav.')
  const path = resolve(extname(requested).toLowerCase() === '.wav' ? requested : `${requested}.wav`)
  const project = realpathSync(projectFolder)
  const folder = realFolder(dirname(path))
  const inProject = isInside(folder, project)
  const names = [audioFolder, originalsFolder, peaksFolder, incomingFolder, backupsFolder, editsFolder, damagedFolder]
  const owned = names.map((name) => join(project, name))
  const files = [databasePath(project), lockPath(project)]
  if (owned.some((each) => isInside(folder, each)) || files.includes(join(folder, basename(path))))
    throw new ApiError('bad-request', `“${path}” belongs to the project itself.`, 'Choose another folder.')
  if (!existsSync(dirname(path))) {
    if (!inProject)
      throw new ApiError('not-found', `There is no folder “${dirname(path)}”.`, 'Make it, or choose another.')
    await mkdir(dirname(path), { recursive: true }).catch((error) => {
      throw diskError(error, path)
    })
  } else if (!statSync(dirname(path)).isDirectory())
    throw new ApiError('not-found', `“${dirname(path)}” is no folder.`, 'Choose a folder.')
  return path
}
