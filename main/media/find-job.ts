import { basename, sep } from 'node:path'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import type { Asset } from '../../shared/model/document.ts'
import { poolFileBytes } from '../pool/pool-look.ts'
import { type JobControl, partOf } from '../pool/worker-job.ts'
import { hashFile } from './hash-sound.ts'
import { type PoolPlace, throwIfCancelled } from './pool-job.ts'
import { restoreByDecoding } from './restore.ts'
import { restorePoolFile } from './restore-pool-file.ts'
import { type FoundFile, walkFolder } from './walk-folder.ts'

export interface FindRequest extends PoolPlace {
  kind: 'find'
  /** Searched with everything below it. */
  folder: string
  /** The assets whose sound is missing or damaged. */
  wanted: readonly Asset[]
}

/** What became of one asset. */
export interface FindOutcome {
  assetId: string
  /** The file its sound came from; null where none was found. */
  path: string | null
  /** A file of its name that holds another sound, where one was all that was found. */
  otherSound: string | null
}

export interface FindResult {
  outcomes: FindOutcome[]
  /** How many files were looked at. */
  files: number
  /** False where the folder holds more than is ever searched. */
  isComplete: boolean
  /** Pool hashes of the sounds that are whole again. */
  restored: string[]
}

/** Share of the work that walking the folder takes. */
const walkShare = 0.1
/** What a WAV or AIFF may hold beside its samples: pictures, notes, the sound's place in time. */
const mostHeaderBytes = 32 * 1024 * 1024

/**
 * Searches a folder for the sound of assets, and puts what it finds into the pool: first pool files and files of the original's
 * name, then every file that could be the original by its kind and size, each by its hash. Throws AudioFileError.
 */
export async function runFind(request: FindRequest, control: JobControl): Promise<FindResult> {
  const { files, isComplete } = walkFolder(request.folder, request.projectFolder, (found) => {
    throwIfCancelled(control, 'The search')
    control.onProgress(walkShare * (1 - 1 / (1 + found / 500)))
  })
  const missing = new Map(request.wanted.map((asset) => [asset.id, asset]))
  const outcomes = new Map<string, FindOutcome>(
    request.wanted.map(({ id }) => [id, { assetId: id, path: null, otherSound: null }]),
  )
  const restored = new Set<string>()
  const take = (poolHashes: readonly string[], path: string) => {
    for (const asset of missing.values()) {
      if (!poolHashes.includes(asset.poolHash)) continue
      outcomes.set(asset.id, { assetId: asset.id, path, otherSound: null })
      restored.add(asset.poolHash)
      missing.delete(asset.id)
    }
  }
  const part = partOf(control, walkShare, 1)
  const candidates = inOrder(files, request.wanted, request.sampleRate)
  const allBytes = candidates.reduce((sum, { bytes }) => sum + bytes, 0)
  let readBytes = 0
  for (const file of candidates) {
    if (missing.size === 0) break
    throwIfCancelled(control, 'The search')
    const wanted = [...missing.values()]
    try {
      const found = await tryFile(request, file, wanted, control)
      take(found.poolHashes, file.path)
      for (const asset of found.sameName) if (missing.has(asset.id)) outcomes.get(asset.id)!.otherSound ??= file.path
    } catch (error) {
      // A file that cannot be read or is no sound after all is not the one; a full disk would end every other try as well.
      if (!(error instanceof AudioFileError) || ending.has(error.code)) throw error
    }
    readBytes += file.bytes
    part.onProgress(readBytes / allBytes)
  }
  control.onProgress(1)
  return { outcomes: [...outcomes.values()], files: files.length, isComplete, restored: [...restored] }
}

/** What ends the search, whatever file it happens at. */
const ending = new Set(['cancelled', 'disk-full', 'write-failed'])

interface Tried {
  poolHashes: readonly string[]
  /** The assets whose original had this name, where it holds another sound. */
  sameName: readonly Asset[]
}

async function tryFile(
  request: FindRequest,
  file: FoundFile,
  wanted: readonly Asset[],
  control: JobControl,
): Promise<Tried> {
  const onBytes = () => throwIfCancelled(control, 'The search')
  const ofPool = wanted.filter((asset) => poolFileBytes(asset) === file.bytes)
  const poolHash = await restorePoolFile(request, file.path, ofPool, onBytes)
  if (poolHash !== null) return { poolHashes: [poolHash], sameName: [] }
  const sameName = wanted.filter((asset) => hasNameOf(file, asset))
  const plausible = wanted.filter((asset) => sameName.includes(asset) || couldBe(file, asset, request.sampleRate))
  if (plausible.length === 0) return { poolHashes: [], sameName: [] }
  const sourceHash = hashFile(file.path, basename(file.path), onBytes)
  const isOriginal = plausible.some((asset) => asset.sourceHash === sourceHash)
  if (!isOriginal && sameName.length === 0) return { poolHashes: [], sameName: [] }
  // Other bytes under the same name may still be the same sound, such as one with another tag.
  const silent = { isCancelled: control.isCancelled, onProgress: () => undefined }
  const { poolHashes } = await restoreByDecoding(
    request,
    { path: file.path, name: basename(file.path) },
    plausible,
    silent,
  )
  return { poolHashes, sameName }
}

/** Files that may hold a wanted sound, the likeliest first. */
function inOrder(files: readonly FoundFile[], wanted: readonly Asset[], projectRate: number): FoundFile[] {
  const poolBytes = new Set(wanted.map(poolFileBytes))
  const rank = (file: FoundFile): number => {
    if (wanted.some((asset) => basename(file.path, '.wav') === asset.poolHash)) return 0
    if (wanted.some((asset) => hasNameOf(file, asset))) return 1
    if (poolBytes.has(file.bytes)) return 2
    return wanted.some((asset) => couldBe(file, asset, projectRate)) ? 3 : 4
  }
  return files
    .map((file) => ({ file, rank: rank(file) }))
    .filter((each) => each.rank < 4)
    .sort((a, b) => a.rank - b.rank || depthOf(a.file) - depthOf(b.file) || (a.file.path < b.file.path ? -1 : 1))
    .map(({ file }) => file)
}

function depthOf({ path }: FoundFile): number {
  return path.split(sep).length
}

function hasNameOf({ path }: FoundFile, { originalName }: Asset): boolean {
  return basename(path).toLowerCase() === basename(originalName).toLowerCase()
}

/** Endings that go with what an asset's format begins with; a file that was renamed keeps its ending. */
const endingsOf: readonly [RegExp, RegExp][] = [
  [/^WAV/, /\.(wav|wave|bwf|rf64)$/i],
  [/^AIFF/, /\.(aiff?|aifc)$/i],
  [/FLAC/, /\.(flac|oga|ogg)$/i],
  [/MP3|MPEG/, /\.mp[23]$/i],
  [/Vorbis|Opus/, /\.(ogg|oga|opus)$/i],
  [/./, /\.(m4a|mp4|aac|mov|caf)$/i],
]

/** Whether a file could be an asset's original by its kind and, where samples are not compressed, its size. */
function couldBe({ path, bytes }: FoundFile, asset: Asset, projectRate: number): boolean {
  const ending = endingsOf.find(([format]) => format.test(asset.sourceFormat))?.[1]
  if (!ending?.test(path)) return false
  const bits = Number(/^(?:WAV|AIFF) (\d+) bit/.exec(asset.sourceFormat)?.[1] ?? 0)
  if (bits === 0) return true
  const samples = ((asset.frames * asset.sourceRate) / projectRate) * asset.sourceChannels
  // Resampling rounds the length, and samples may be stored in more bytes than they need.
  const second = asset.sourceRate * asset.sourceChannels
  return bytes >= ((samples - second) * bits) / 8 && bytes <= (samples + second) * 8 + mostHeaderBytes
}
