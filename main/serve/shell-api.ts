import { fileURLToPath } from 'node:url'
import type { Handlers } from '../../shared/contract/handlers.ts'
import type { Document } from '../../shared/model/document.ts'

/** What a shell needs of the API it puts before the page. */
export interface ShellApi {
  handlers: Handlers
  currentProject(): { path: string; document: Document } | null
  /** Ends what runs and closes the project, whose every edit is on disk. */
  close(): Promise<void>
}

/** The open project's folder when the hash is the sound of one of its assets; null otherwise. */
export function folderOfSound(api: Pick<ShellApi, 'currentProject'>, poolHash: string): string | null {
  const project = api.currentProject()
  if (project === null) return null
  for (const asset of Object.values(project.document.assets)) {
    if (asset.poolHash === poolHash) return project.path
  }
  return null
}

/** The built interface, out/renderer: seen from the sources in main/serve/ and from the bundle in out/main/. */
export const rendererFolder = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../out/renderer' : '../renderer', import.meta.url),
)
