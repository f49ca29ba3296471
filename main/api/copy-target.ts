import { existsSync, realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, resolve } from 'node:path'
import { ApiError } from '../../shared/contract/errors.ts'
import { projectName, withProjectSuffix } from '../store/project-folder.ts'
import { isInside, realFolder } from './real-folder.ts'

/** Where a copy of a project may go: a path where nothing is, in a folder that is there, outside the project. Throws ApiError. */
export function copyTarget(projectFolder: string, requested: string): string {
  if (!isAbsolute(requested))
    throw new ApiError('bad-request', `“${requested}” is no absolute path.`, 'Give the whole path, from the root on.')
  const target = withProjectSuffix(resolve(requested))
  if (isInside(realFolder(target), realpathSync(projectFolder)))
    throw new ApiError('bad-request', `“${target}” lies inside the project itself.`, 'Choose a folder outside it.')
  if (existsSync(target))
    throw new ApiError('exists', `There is already something at “${target}”.`, 'Choose another name.')
  if (projectName(target) === '')
    throw new ApiError('bad-request', `“${requested}” has no name for the copy.`, 'Add a name to the path.')
  if (!statSync(dirname(target), { throwIfNoEntry: false })?.isDirectory())
    throw new ApiError('not-found', `There is no folder “${dirname(target)}”.`, 'Make it, or choose another.')
  return target
}
