import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import type { Asset } from '../../shared/model/document.ts'
import { diskError } from '../pool/disk.ts'
import { moveIntoPlace } from '../pool/move-into-place.ts'
import { hasPeaks, lookAtSound, poolFileBytes } from '../pool/pool-look.ts'
import { originalsFolder, poolAudioPath, poolPeaksPath } from '../pool/project-files.ts'
import type { JobControl } from '../pool/worker-job.ts'
import { hashFile } from './hash-sound.ts'
import { keptOriginals, type PoolPlace, throwIfCancelled, withTemporaryFolder } from './pool-job.ts'
import { restoreByDecoding } from './restore.ts'
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

const what = 'The import of the song'

/**
 * Copies sounds of another project's pool into this one, exactly, each checked by its hash; what is here already is not
 * copied, and what that project lost is made from its kept originals. Throws AudioFileError; then, and when cancelled, the
 * pool is as it was.
 */
export async function runBring(request: BringRequest, control: JobControl): Promise<BringResult> {
  const made: string[] = []
  const notes: string[] = []
  try {
    const sounds = [...new Map(request.assets.map((asset) => [asset.poolHash, asset])).values()]
    const originals = keptOriginals(request.from)
    // A sound is read in the other pool, and again as it was written.
    const bytesOf = (asset: Asset) => 2 * poolFileBytes(asset)
    const total = sounds.reduce((sum, asset) => sum + bytesOf(asset), 0)
    let before = 0
    for (const asset of sounds) {
      let read = 0
      const onBytes = (bytes: number) => {
        throwIfCancelled(control, what)
        read = Math.min(bytesOf(asset), read + bytes)
        control.onProgress((before + read) / total)
      }
      onBytes(0)
      if (!(await bringSound(request, asset, originals.get(asset.sourceHash), made, onBytes, control)))
        notes.push(`The sound of “${asset.name}” is missing or damaged in the other project, and offline here.`)
      before += bytesOf(asset)
    }
    if (request.withOriginals) await bringOriginals(request, originals, made, control)
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
  original: string | undefined,
  made: string[],
  onBytes: (bytes: number) => void,
  control: JobControl,
): Promise<boolean> {
  const { projectFolder, sampleRate, from } = request
  if (lookAtSound(projectFolder, asset, sampleRate) === 'ok' && hasPeaks(projectFolder, asset)) return true
  const places = [poolAudioPath(projectFolder, asset.poolHash), poolPeaksPath(projectFolder, asset.poolHash)]
  const missing = places.filter((path) => !existsSync(path))
  const copied = await restorePoolFile(request, poolAudioPath(from, asset.poolHash), [asset], onBytes)
  const isHere =
    copied !== null || (original !== undefined && (await decodeOriginal(request, asset, original, control)))
  if (isHere) made.push(...missing)
  return isHere
}

async function decodeOriginal(
  request: BringRequest,
  asset: Asset,
  path: string,
  { isCancelled }: JobControl,
): Promise<boolean> {
  try {
    const candidate = { path, name: asset.originalName }
    const { poolHashes } = await restoreByDecoding(request, candidate, [asset], { isCancelled, onProgress: () => {} })
    return poolHashes.length > 0
  } catch (error) {
    if (error instanceof AudioFileError && error.code !== 'cancelled' && error.code !== 'disk-full') return false
    throw error
  }
}

async function bringOriginals(
  { projectFolder, assets }: BringRequest,
  there: ReadonlyMap<string, string>,
  made: string[],
  control: JobControl,
): Promise<void> {
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
      const hash = hashFile(copy, basename(path), () => throwIfCancelled(control, what))
      // One that is not what its name says gives no sound back.
      if (hash !== sourceHash) return
      const to = join(projectFolder, originalsFolder, basename(path))
      moveIntoPlace(projectFolder, [{ from: copy, to }])
      made.push(to)
    })
  }
}
