import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import { encodePeaks } from '../../shared/formats/peaks.ts'
import type { Asset } from '../../shared/model/document.ts'
import { hasPeaks, lookAtSound, poolFileBytes, type SoundState } from '../pool/pool-look.ts'
import { buildPeaks } from '../pool/pool-peaks.ts'
import { poolAudioPath, poolPeaksPath } from '../pool/project-files.ts'
import { type JobControl, partOf } from '../pool/worker-job.ts'
import { hashSound } from './hash-sound.ts'
import { keptOriginals, type PoolPlace, throwIfCancelled } from './pool-job.ts'
import { restoreByDecoding } from './restore.ts'

export interface CheckRequest extends PoolPlace {
  kind: 'check'
  assets: readonly Asset[]
  /** Reads every sound and compares its hash and its peaks; otherwise only looks whether the files are as long as they must be. */
  byHash: boolean
  /** Makes anew what can be: peaks from their sound, sound from its kept original. */
  repair: boolean
  /** Pool hashes of sounds that are not to be made again, because it was tried in vain. */
  hopeless?: readonly string[]
}

export interface CheckResult {
  /** By pool hash, after repairing. */
  states: Record<string, SoundState>
  /** Pool hashes of the sounds that were made again from their originals. */
  remade: string[]
  /** How many sounds had their peaks made again. */
  peaksRebuilt: number
  /** Why something that could have been repaired was not, in sentences. */
  faults: string[]
}

/** Share of a verification that reading takes, where something has to be made again behind it. */
const readShare = 0.8

/** Checks a project's sounds, each once however many assets have it. Throws AudioFileError when cancelled. */
export async function runCheck(request: CheckRequest, control: JobControl): Promise<CheckResult> {
  const { assets, projectFolder, repair } = request
  const sounds = [...new Map(assets.map((asset) => [asset.poolHash, asset])).values()]
  const result: CheckResult = { states: {}, remade: [], peaksRebuilt: 0, faults: [] }
  const stale: Asset[] = []
  const reading = partOf(control, 0, readShare)
  const allBytes = sounds.reduce((sum, sound) => sum + poolFileBytes(sound), 0)
  let readBytes = 0
  for (const sound of sounds) {
    throwIfCancelled(control, 'Checking the audio')
    const { state, peaks } = request.byHash
      ? verifySound(request, sound, control, (bytes) => {
          readBytes += bytes
          reading.onProgress(readBytes / allBytes)
        })
      : { state: lookAtSound(projectFolder, sound, request.sampleRate), peaks: hasPeaks(projectFolder, sound) }
    result.states[sound.poolHash] = state
    if (state === 'ok' && !peaks) stale.push(sound)
  }
  if (!repair) return result
  const hopeless = new Set(request.hopeless)
  const bad = sounds.filter(({ poolHash }) => result.states[poolHash] !== 'ok' && !hopeless.has(poolHash))
  await remake(request, bad, result, partOf(control, readShare, 1))
  for (const sound of stale) {
    throwIfCancelled(control, 'Checking the audio')
    try {
      await buildPeaks(projectFolder, sound.poolHash)
      result.peaksRebuilt++
    } catch (error) {
      noteFault(result, error)
    }
  }
  control.onProgress(1)
  return result
}

/** Reads a whole sound: whether it has the hash that names it, and whether its peaks are those it has. */
function verifySound(
  { projectFolder, sampleRate }: CheckRequest,
  sound: Asset,
  control: JobControl,
  onBytes: (bytes: number) => void,
): { state: SoundState; peaks: boolean } {
  const state = lookAtSound(projectFolder, sound, sampleRate)
  if (state !== 'ok') {
    onBytes(poolFileBytes(sound))
    return { state, peaks: false }
  }
  try {
    const found = hashSound(poolAudioPath(projectFolder, sound.poolHash), sound, sampleRate, (bytes) => {
      throwIfCancelled(control, 'Verifying the audio')
      onBytes(bytes)
    })
    if (found?.poolHash !== sound.poolHash) return { state: 'damaged', peaks: false }
    return { state, peaks: isFile(poolPeaksPath(projectFolder, sound.poolHash), encodePeaks(found.peaks)) }
  } catch (error) {
    if (error instanceof AudioFileError) throw error
    // A sector that cannot be read is damage as any other.
    return { state: 'damaged', peaks: false }
  }
}

function isFile(path: string, bytes: Uint8Array): boolean {
  try {
    return readFileSync(path).equals(bytes)
  } catch {
    return false
  }
}

/** Makes sounds again from the originals that were kept of them; one original may hold several. */
async function remake(
  request: CheckRequest,
  bad: readonly Asset[],
  result: CheckResult,
  control: JobControl,
): Promise<void> {
  const originals = keptOriginals(request.projectFolder)
  const hashes = [...new Set(bad.map(({ sourceHash }) => sourceHash))].filter((hash) => originals.has(hash))
  for (const [index, sourceHash] of hashes.entries()) {
    const path = originals.get(sourceHash)!
    const wanted = bad.filter((asset) => asset.sourceHash === sourceHash)
    const name = wanted[0]?.originalName ?? basename(path)
    try {
      const part = partOf(control, index / hashes.length, (index + 1) / hashes.length)
      const { poolHashes } = await restoreByDecoding(request, { path, name }, wanted, part)
      for (const poolHash of poolHashes) {
        result.states[poolHash] = 'ok'
        result.remade.push(poolHash)
      }
      if (poolHashes.length === 0)
        result.faults.push(
          `The original that was kept of “${name}” no longer gives its sound. Find the file elsewhere.`,
        )
    } catch (error) {
      noteFault(result, error)
    }
  }
}

/** Keeps what went wrong with one sound as a sentence: the others are checked all the same. */
function noteFault(result: CheckResult, error: unknown): void {
  if (!(error instanceof AudioFileError) || error.code === 'cancelled') throw error
  result.faults.push(`${error.message} ${error.remedy}`)
}
