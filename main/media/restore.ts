import type { Asset } from '../../shared/model/document.ts'
import { openAudio } from '../pool/decode/open-audio.ts'
import { decodeIntoPool } from '../pool/decode-into-pool.ts'
import { moveIntoPlace, poolMoves } from '../pool/move-into-place.ts'
import type { WrittenPoolFile } from '../pool/pool-file-writer.ts'
import type { JobControl } from '../pool/worker-job.ts'
import { type PoolPlace, throwIfCancelled, withTemporaryFolder } from './pool-job.ts'

/** A file that may hold the sound of assets. */
export interface Candidate {
  path: string
  /** How the user knows it. */
  name: string
}

export interface Restored {
  /** Hashes of the sounds that are whole in the pool again. */
  poolHashes: string[]
  /** What the file holds, for a sentence about one that was refused. */
  decoded: Pick<WrittenPoolFile, 'poolHash' | 'channels' | 'frames'>[]
}

/**
 * Decodes a file as an import would and puts into the pool those of its sounds that are wanted: the hash of the sound decides,
 * whatever the file is called. Throws AudioFileError; then, and when cancelled, the pool is as it was.
 */
export function restoreByDecoding(
  place: PoolPlace,
  { path, name }: Candidate,
  wanted: readonly Asset[],
  control: JobControl,
): Promise<Restored> {
  return withTemporaryFolder(place.projectFolder, async (temporaryFolder) => {
    const opened = await openAudio({
      path,
      fileName: name,
      ...(place.ffmpegCommand === undefined ? {} : { ffmpegCommand: place.ffmpegCommand }),
    })
    const { written } = await decodeIntoPool(opened, {
      projectRate: place.sampleRate,
      displayName: name,
      temporaryFolder,
      control,
      checkCancelled: () => throwIfCancelled(control, `Reading “${name}”`),
    })
    const hashes = new Set(wanted.map(({ poolHash }) => poolHash))
    const good = written.filter(({ poolHash }) => hashes.has(poolHash))
    moveIntoPlace(
      place.projectFolder,
      good.flatMap((file) => poolMoves(place.projectFolder, file)),
    )
    return {
      poolHashes: [...new Set(good.map(({ poolHash }) => poolHash))],
      decoded: written.map(({ poolHash, channels, frames }) => ({ poolHash, channels, frames })),
    }
  })
}
