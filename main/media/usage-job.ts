import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Asset, Id } from '../../shared/model/document.ts'
import { audioFolder, originalsFolder, peaksFolder, poolAudioPath, poolPeaksPath } from '../pool/project-files.ts'
import { namesInDatabase } from '../store/names-in-database.ts'
import { openForReading } from '../store/open-for-reading.ts'
import { databasePath } from '../store/project-folder.ts'
import { keptOriginals, namesIn } from './pool-job.ts'

export interface UsageRequest {
  kind: 'usage'
  projectFolder: string
  assets: readonly Asset[]
}

/** A file of a project's folders for sound, and its size. */
export interface SizedFile {
  path: string
  bytes: number
}

export interface UsageResult {
  /** Assets that the history, or anything else that is kept for later, brings back into use. */
  inHistory: Id[]
  /** The files an asset has: its sound, its peaks, its original. By asset; two assets may share some. */
  files: Record<Id, SizedFile[]>
  /** Hashes of the originals that are kept. */
  originals: string[]
  /** Files of sound that no asset names, and no step of the history could bring back. */
  strays: SizedFile[]
}

/** Looks who needs what of a project's files. */
export async function runUsage({ projectFolder, assets }: UsageRequest): Promise<UsageResult> {
  const db = openForReading(databasePath(projectFolder))
  let named: ReturnType<typeof namesInDatabase>
  try {
    named = namesInDatabase(db)
  } finally {
    db.close()
  }
  const originals = keptOriginals(projectFolder)
  // An asset that was removed is needed while something that used it can come back with it.
  const needing = [...assets, ...named.assets.filter(({ id }) => named.assetIds.has(id))]
  const needed = new Set([...named.hashes, ...needing.flatMap(({ poolHash, sourceHash }) => [poolHash, sourceHash])])
  const strays = [audioFolder, peaksFolder, originalsFolder].flatMap((folder) =>
    namesIn(join(projectFolder, folder)).flatMap((name) => {
      // Whatever else a user put there is the user's.
      const hash = /^([0-9a-f]{64})\./.exec(name)?.[1]
      return hash === undefined || needed.has(hash) ? [] : sized(join(projectFolder, folder, name))
    }),
  )
  const files = assets.map(({ id, poolHash, sourceHash }) => {
    const original = originals.get(sourceHash)
    const paths = [poolAudioPath(projectFolder, poolHash), poolPeaksPath(projectFolder, poolHash)]
    return [id, [...paths, ...(original === undefined ? [] : [original])].flatMap(sized)] as const
  })
  return {
    inHistory: assets.filter(({ id }) => named.assetIds.has(id)).map(({ id }) => id),
    files: Object.fromEntries(files),
    originals: [...originals.keys()],
    strays,
  }
}

function sized(path: string): SizedFile[] {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat?.isFile() ? [{ path, bytes: stat.size }] : []
}
