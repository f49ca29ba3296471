import { join } from 'node:path'
import type { MainApi } from '../api/api.ts'
import { isCoverFile } from '../store/project-folder.ts'

/** The path of the open album's cover picture when that is its file's name; null otherwise. */
export function pathOfCover(api: Pick<MainApi, 'currentProject'>, name: string): string | null {
  const project = api.currentProject()
  if (project === null || project.document.album.coverFile !== name || !isCoverFile(name)) return null
  return join(project.path, name)
}
