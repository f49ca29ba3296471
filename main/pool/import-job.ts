import { createHash, randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import type { Asset } from '../../shared/model/document.ts'
import { openFileBytes } from './decode/file-bytes.ts'
import { openAudio, sniffFile } from './decode/open-audio.ts'
import { extensionOf } from './decode/sniff.ts'
import { timeStampFrame } from './decode/time-stamp.ts'
import { decodeIntoPool } from './decode-into-pool.ts'
import { diskError } from './disk.ts'
import type { ImportRequest } from './import-request.ts'
import { type Move, moveIntoPlace, poolMoves } from './move-into-place.ts'
import { writeWhole } from './pool-file-writer.ts'
import { hasPeaks, lookAtSound } from './pool-look.ts'
import { audioFolder, originalPath, originalsFolder, peaksFolder } from './project-files.ts'
import { type JobControl, partOf } from './worker-job.ts'

/** Names of WAV's channels, where their number leaves no doubt. */
const channelNames: Record<number, readonly string[]> = {
  3: ['L', 'R', 'C'],
  4: ['L', 'R', 'Ls', 'Rs'],
  5: ['L', 'R', 'C', 'Ls', 'Rs'],
  6: ['L', 'R', 'C', 'LFE', 'Ls', 'Rs'],
}

const copyBytes = 1_048_576
/** Share of the work that hashing and keeping the original takes. */
const copyShare = 0.2

/**
 * Brings one file into a project's pool: keeps the original where that is wanted, decodes, resamples once, writes float32 WAV
 * and peaks by hash. Bytes that were imported before are not decoded again. Everything is written in the request's temporary
 * folder and only renamed into place when all of it is on the disk. Throws AudioFileError (code `cancelled` when cancelled).
 * Blocks while it works: for worker threads.
 */
export async function runImport(request: ImportRequest, control: JobControl): Promise<Asset[]> {
  const { projectFolder, temporaryFolder, displayName } = request
  makeFolders(request)
  const kept = request.keepOriginal ? join(temporaryFolder, 'original') : null
  const before = statOf(request.path)
  const sourceHash = await hashAndKeep(request, kept, control)
  const originFrame = await timeStampFrame(kept ?? request.path, request.projectRate)
  const known = knownSound(request, sourceHash)
  if (known !== null) {
    if (kept !== null) moveIntoPlace(projectFolder, [await originalMove(request, kept, sourceHash)])
    return known.map((asset, index) => ({
      ...asset,
      id: randomUUID(),
      name: assetName(displayName, asset.sourceChannels, index),
      originalName: displayName.slice(0, 1000),
      // Audio that was imported before time stamps were read has none.
      originFrame,
    }))
  }
  const opened = await openAudio({
    path: request.decoded?.path ?? kept ?? request.path,
    fileName: displayName,
    ...(request.ffmpegCommand === undefined ? {} : { ffmpegCommand: request.ffmpegCommand }),
  })
  const files = await decodeIntoPool(opened, {
    ...request,
    control: partOf(control, copyShare, 1),
    checkCancelled: () => checkCancelled(request, control),
  })
  if (kept === null && statOf(request.path) !== before) {
    throw new AudioFileError(
      'unreadable',
      `“${displayName}” changed while it was imported.`,
      'Import it again when it is finished.',
    )
  }
  moveIntoPlace(projectFolder, [
    ...(kept === null ? [] : [await originalMove(request, kept, sourceHash)]),
    ...files.written.flatMap((file) => poolMoves(projectFolder, file)),
  ])
  const { source } = opened
  const channels = source.channels
  return files.written.map((file, index) => ({
    id: randomUUID(),
    name: assetName(displayName, channels, index),
    sourceHash,
    poolHash: file.poolHash,
    originalName: displayName.slice(0, 1000),
    sourceFormat: request.decoded?.format ?? source.format,
    sourceRate: source.sampleRate,
    sourceChannels: channels,
    channelIndex: channels > 2 ? index : null,
    channels: file.channels,
    frames: file.frames,
    notes: files.notes.map((note) => note.slice(0, 1000)),
    originFrame,
  }))
}

function makeFolders({ projectFolder, temporaryFolder }: ImportRequest): void {
  try {
    // First and not recursive: a project that is gone must not be made anew.
    mkdirSync(temporaryFolder)
    for (const folder of [audioFolder, originalsFolder, peaksFolder]) {
      mkdirSync(join(projectFolder, folder), { recursive: true })
    }
  } catch (error) {
    throw diskError(error, projectFolder)
  }
}

/** Size and time of a file, to tell whether it changed meanwhile; null where there is none. */
function statOf(path: string): string | null {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat ? `${stat.size} ${stat.mtimeMs}` : null
}

/** What the project has of the same bytes already, by channel, where all of it lies whole in the pool; null otherwise. */
function knownSound({ known, projectFolder, projectRate }: ImportRequest, sourceHash: string): Asset[] | null {
  const same = known.filter((asset) => asset.sourceHash === sourceHash)
  const channels = same[0]?.sourceChannels
  if (channels === undefined) return null
  const wanted = channels > 2 ? Array.from({ length: channels }, (_, index) => index) : [null]
  const found = wanted.flatMap((index) => same.find(({ channelIndex }) => channelIndex === index) ?? [])
  const isWhole =
    found.length === wanted.length &&
    found.every((asset) => lookAtSound(projectFolder, asset, projectRate) === 'ok' && hasPeaks(projectFolder, asset))
  return isWhole ? found : null
}

/** The hash of the original's bytes, which are written to `target` on the way unless that is null. */
async function hashAndKeep(request: ImportRequest, target: string | null, control: JobControl): Promise<string> {
  const original = await openFileBytes(request.path, request.displayName)
  const hash = createHash('sha256')
  let handle: number | null = null
  try {
    if (target !== null) handle = openSync(target, 'wx')
    const buffer = new Uint8Array(copyBytes)
    for (let offset = 0; ; ) {
      checkCancelled(request, control)
      const filled = await original.readInto(buffer, offset)
      if (filled === 0) break
      const bytes = buffer.subarray(0, filled)
      hash.update(bytes)
      if (handle !== null) writeWhole(handle, bytes)
      offset += filled
      control.onProgress(copyShare * Math.min(1, offset / original.size))
    }
    if (handle !== null) fsyncSync(handle)
  } catch (error) {
    throw diskError(error, target ?? request.path)
  } finally {
    if (handle !== null) closeSync(handle)
    await original.close()
  }
  return hash.digest('hex')
}

/** Where a kept original goes; its ending is that of its kind, whatever it was called. */
async function originalMove(request: ImportRequest, kept: string, sourceHash: string): Promise<Move> {
  const kind = await sniffFile(kept)
  const extension = kind === null ? '.bin' : extensionOf[kind]
  return { from: kept, to: originalPath(request.projectFolder, sourceHash, extension) }
}

/** The file's name without its ending, and the channel's where the file was split. */
function assetName(displayName: string, channels: number, index: number): string {
  const file = basename(displayName)
  const stem = basename(file, extname(file)).trim().slice(0, 180) || 'Audio'
  if (channels <= 2) return stem
  return `${stem} ${channelNames[channels]?.[index] ?? index + 1}`
}

function checkCancelled(request: ImportRequest, control: JobControl): void {
  if (!control.isCancelled()) return
  throw new AudioFileError(
    'cancelled',
    `The import of “${request.displayName}” was cancelled.`,
    'Import it again when you want it.',
  )
}
