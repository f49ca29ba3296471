import type { Id } from '../../shared/model/document.ts'
import type { ProjectStore } from '../store/project-store.ts'
import { checkMedia } from './media.ts'

/** The assets of an open project whose sound is missing or damaged, as a look tells; nothing is repaired. */
export async function offlineAssets({ path, document }: ProjectStore): Promise<Set<Id>> {
  const assets = Object.values(document.assets)
  const { states } = await checkMedia({
    projectFolder: path,
    sampleRate: document.project.sampleRate,
    assets,
    byHash: false,
    repair: false,
  })
  return new Set(assets.filter(({ poolHash }) => states[poolHash] !== 'ok').map(({ id }) => id))
}
