import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Asset } from '../../shared/model/document.ts'
import { diskError } from '../pool/disk.ts'
import { moveIntoPlace } from '../pool/move-into-place.ts'
import { hasPeaks, lookAtSound, poolFileBytes } from '../pool/pool-look.ts'
import { originalsFolder, poolAudioPath, poolPeaksPath } from '../pool/project-files.ts'
import type { JobControl } from '../pool/worker-job.ts'
import { hashFile } from './hash-sound.ts'
import { keptOriginals, type PoolPlace, throwIfCancelled, withTemporaryFolder } from './pool-job.ts'
import { restorePoolFile } from './restore-pool-file.ts'

export interface BringRequest extends PoolPlace {
  kind: 'bring'
  /** The folder of the project the audio comes from, of the same rate; it is only read. */
  from: string
  assets: readonly Asset[]
  /** Whether kept originals come along. */
  withOriginals: boolean
}

export interface BringResult {
  /** Files that were not in the pool before, absolute: for the one who finds no use for them after all. */
  made: string[]
  /** Sentences about what the other project itself lacks. */
  notes: string[]
}

/**
 * Copies sounds of another project's pool into this one, exactly, each checked by its hash; what is here already is not
 * copied. Throws AudioFileError; then, and when cancelled, the pool is as it was.
 */
export async function runBring(request: BringRequest, control: JobControl): Promise<BringResult> {
  const made: string[] = []
  const notes: string[] = []
  try {
    const sounds = new Map(request.assets.map((asset) => [asset.poolHash, asset]))
    // A sound is read in the other pool, and again as it was written.
    const total = [...sounds.values()].reduce((sum, asset) => sum + 2 * poolFileBytes(asset), 0)
    let done = 0
    for (const [index, asset] of [...sounds.values()].entries()) {
      const onBytes = (bytes: number) => {
        throwIfCancelled(control, 'The import of the song')
        done += bytes
        control.onProgress(Math.min(1, done / total))
      }
      onBytes(0)
      if (!(await bringSound(request, asset, made, onBytes)))
        notes.push(`The sound of “${asset.name}” is missing or damaged in the other project, and offline here.`)
      done = [...sounds.values()].slice(0, index + 1).reduce((sum, each) => sum + 2 * poolFileBytes(each), 0)
    }
    if (request.withOriginals) await bringOriginals(request, made, control)
    return { made, notes }
  } catch (error) {
    for (const path of made) rmSync(path, { force: true })
    throw error
  }
}

/** Whether the sound is in this pool now. */
async function bringSound(
  request: BringRequest,
  asset: Asset,
  made: string[],
  onBytes: (bytes: number) => void,
): Promise<boolean> {
  const { projectFolder, sampleRate, from } = request
  if (lookAtSound(projectFolder, asset, sampleRate) === 'ok' && hasPeaks(projectFolder, asset)) return true
  const places = [poolAudioPath(projectFolder, asset.poolHash), poolPeaksPath(projectFolder, asset.poolHash)]
  const missing = places.filter((path) => !existsSync(path))
  const brought = await restorePoolFile(request, poolAudioPath(from, asset.poolHash), [asset], onBytes)
  if (brought !== null) made.push(...missing)
  return brought !== null
}

async function bringOriginals(request: BringRequest, made: string[], control: JobControl): Promise<void> {
  const { projectFolder, from, assets } = request
  const there = keptOriginals(from)
  const here = keptOriginals(projectFolder)
  for (const sourceHash of new Set(assets.map((asset) => asset.sourceHash))) {
    const path = there.get(sourceHash)
    if (path === undefined || here.has(sourceHash)) continue
    await withTemporaryFolder(projectFolder, async (temporaryFolder) => {
      const copy = join(temporaryFolder, 'original')
      try {
        copyFileSync(path, copy)
      } catch (error) {
        throw diskError(error, path)
      }
      const hash = hashFile(copy, basename(path), () => throwIfCancelled(control, 'The import of the song'))
      // One that is not what its name says gives no sound back.
      if (hash !== sourceHash) return
      const to = join(projectFolder, originalsFolder, basename(path))
      moveIntoPlace(projectFolder, [{ from: copy, to }])
      made.push(to)
    })
  }
}
