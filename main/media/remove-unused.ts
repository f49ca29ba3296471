import { rm } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Change } from '../../shared/contract/api.ts'
import { ApiError } from '../../shared/contract/errors.ts'
import { formatBytes } from '../../shared/model/units.ts'
import type { ProjectStore } from '../store/project-store.ts'
import { usageOfMedia } from './media.ts'
import { removalEdit, unusedOf } from './unused.ts'

export interface RemoveOptions {
  /** Moves a file to the system's trash; absent where there is none. */
  trash?: ((path: string) => Promise<void>) | undefined
  /** Whether what cannot go to a trash is deleted for good. */
  permanently: boolean
}

export interface Removed {
  sounds: number
  files: number
  bytes: number
  /** Whether all of it lies in the trash. */
  trashed: boolean
  /** The step of the history; null where only files went that no asset named. */
  change: Change | null
}

/**
 * Removes what no clip, device or album item uses and no undo brings back, first from the document and then from the disk: a
 * failure between the two leaves files that are found unused again. No import may be under way. Rejects with ApiError.
 */
export async function removeUnused(store: ProjectStore, { trash, permanently }: RemoveOptions): Promise<Removed> {
  const usage = await usageOfMedia({ projectFolder: store.path, assets: Object.values(store.document.assets) })
  const { assets, files, bytes } = unusedOf(store.document, usage)
  if (!trash && !permanently && files.length > 0) {
    const many = `${files.length} ${files.length === 1 ? 'file' : 'files'} (${formatBytes(bytes)})`
    throw new ApiError('unsupported', `There is no trash here to move ${many} to.`, 'Allow deleting them for good.')
  }
  const edit = removalEdit(assets)
  const change = edit && (await store.apply(edit))
  let trashed = true
  for (const { path } of files) {
    const isInTrash = trash !== undefined && (await moved(() => trash(path)))
    if (isInTrash) continue
    if (!permanently)
      throw new ApiError(
        'disk',
        `“${basename(path)}” could not be moved to the trash.`,
        'Remove the unused audio again and delete it for good.',
      )
    trashed = false
    await rm(path, { force: true })
  }
  return { sounds: assets.length, files: files.length, bytes, trashed, change }
}

async function moved(move: () => Promise<void>): Promise<boolean> {
  try {
    await move()
    return true
  } catch {
    return false
  }
}
