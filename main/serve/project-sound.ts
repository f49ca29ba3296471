import type { MainApi } from '../api/api.ts'
import { isKeptRender } from '../pool/project-files.ts'

/** The open project's folder when the hash is the sound of one of its assets or of a render that it keeps; null otherwise. */
export function folderOfSound(api: Pick<MainApi, 'currentProject'>, poolHash: string): string | null {
  const project = api.currentProject()
  if (project === null) return null
  for (const asset of Object.values(project.document.assets)) {
    if (asset.poolHash === poolHash) return project.path
  }
  return isKeptRender(project.path, poolHash) ? project.path : null
}
