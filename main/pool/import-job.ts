import { createHash, randomUUID } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import type { Asset } from '../../shared/model/document.ts'
import { openFileBytes } from './decode/file-bytes.ts'
import { type OpenedAudio, openAudio, sniffFile } from './decode/open-audio.ts'
import { extensionOf } from './decode/sniff.ts'
import { diskError, syncFolder } from './disk.ts'
import type { ImportRequest } from './import-request.ts'
import { PoolFileWriter, type WrittenPoolFile, writeWhole } from './pool-file-writer.ts'
import {
  audioFolder,
  originalPath,
  originalsFolder,
  peaksFolder,
  poolAudioPath,
  poolPeaksPath,
} from './project-files.ts'
import { Resampler } from './resample.ts'

export interface ImportControl {
  isCancelled(): boolean
  /** Share done, 0 to 1. */
  onProgress(share: number): void
}

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
 * Brings one file into a project's pool: keeps the original, decodes, resamples once, writes float32 WAV and peaks by hash.
 * Everything is written in the request's temporary folder and only renamed into place when all of it is on the disk.
 * Throws AudioFileError (code `cancelled` when cancelled). Blocks while it works: for worker threads.
 */
export async function runImport(request: ImportRequest, control: ImportControl): Promise<Asset[]> {
  const { projectFolder, temporaryFolder } = request
  try {
    // First and not recursive: a project that is gone must not be made anew.
    mkdirSync(temporaryFolder)
    for (const folder of [audioFolder, originalsFolder, peaksFolder]) {
      mkdirSync(join(projectFolder, folder), { recursive: true })
    }
  } catch (error) {
    throw diskError(error, projectFolder)
  }
  const kept = join(temporaryFolder, 'original')
  const sourceHash = await copyAndHash(request, kept, control)
  const opened = await openAudio({
    path: request.decoded?.path ?? kept,
    fileName: request.displayName,
    ...(request.ffmpegCommand === undefined ? {} : { ffmpegCommand: request.ffmpegCommand }),
  })
  const files = await decodeIntoPool(request, opened, control)
  const kind = request.decoded === undefined ? opened.kind : await sniffFile(kept)
  const extension = kind === null ? '.bin' : extensionOf[kind]
  moveIntoPlace(projectFolder, files.written, { from: kept, to: originalPath(projectFolder, sourceHash, extension) })
  const { source } = opened
  const channels = source.channels
  return files.written.map((file, index) => ({
    id: randomUUID(),
    name: assetName(request.displayName, channels, index),
    sourceHash,
    poolHash: file.poolHash,
    originalName: request.displayName.slice(0, 1000),
    sourceFormat: request.decoded?.format ?? source.format,
    sourceRate: source.sampleRate,
    sourceChannels: channels,
    channelIndex: channels > 2 ? index : null,
    channels: file.channels,
    frames: file.frames,
    notes: files.notes.map((note) => note.slice(0, 1000)),
  }))
}

async function copyAndHash(request: ImportRequest, target: string, control: ImportControl): Promise<string> {
  const original = await openFileBytes(request.path, request.displayName)
  const hash = createHash('sha256')
  let handle: number | null = null
  try {
    handle = openSync(target, 'wx')
    const buffer = new Uint8Array(copyBytes)
    for (let offset = 0; ; ) {
      checkCancelled(request, control)
      const filled = await original.readInto(buffer, offset)
      if (filled === 0) break
      const bytes = buffer.subarray(0, filled)
      hash.update(bytes)
      writeWhole(handle, bytes)
      offset += filled
      control.onProgress(copyShare * Math.min(1, offset / original.size))
    }
    fsyncSync(handle)
  } catch (error) {
    throw diskError(error, target)
  } finally {
    if (handle !== null) closeSync(handle)
    await original.close()
  }
  return hash.digest('hex')
}

/** Decodes, resamples and writes: one file of one or two channels, or one mono file per channel of more. */
async function decodeIntoPool(
  request: ImportRequest,
  { source }: OpenedAudio,
  control: ImportControl,
): Promise<{ written: WrittenPoolFile[]; notes: string[] }> {
  const { projectRate, displayName } = request
  const { channels, sampleRate } = source
  const writers: PoolFileWriter[] = []
  const repaired = { samples: 0 }
  try {
    const resampler = sampleRate === projectRate ? null : new Resampler(sampleRate, projectRate, channels)
    const isSplit = channels > 2
    for (let index = 0; index < (isSplit ? channels : 1); index++) {
      const path = join(request.temporaryFolder, `sound-${index}`)
      writers.push(new PoolFileWriter(path, channels === 2 ? 2 : 1, projectRate))
    }
    const write = (sound: Float32Array) => {
      if (isSplit) for (const [index, writer] of writers.entries()) writer.write(channelOf(sound, index, channels))
      else writers[0]!.write(sound)
    }
    let frames = 0
    for await (const piece of source.pieces()) {
      checkCancelled(request, control)
      repaired.samples += silenceNonNumbers(piece)
      frames += piece.length / channels
      write(resampler === null ? piece : resampler.push(piece))
      control.onProgress(copyShare + (1 - copyShare) * source.progress())
    }
    if (frames === 0) {
      throw new AudioFileError(
        'no-samples',
        `“${displayName}” holds no sound.`,
        'Export it again and check its length.',
      )
    }
    if (resampler !== null) write(resampler.finish())
    checkCancelled(request, control)
    const notes = [...source.notes]
    if (repaired.samples > 0) {
      notes.push(`“${displayName}” held ${repaired.samples} samples that are no numbers; they were silenced.`)
    }
    return { written: writers.map((writer) => writer.finish()), notes }
  } finally {
    for (const writer of writers) writer.close()
    await source.close()
  }
}

/** NaN and infinity would spread through every filter after them. Returns how many there were. */
function silenceNonNumbers(sound: Float32Array): number {
  let count = 0
  for (let i = 0; i < sound.length; i++) {
    const value = sound[i]!
    if (value - value !== 0) {
      sound[i] = 0
      count++
    }
  }
  return count
}

function channelOf(interleaved: Float32Array, channel: number, channels: number): Float32Array {
  const out = new Float32Array(interleaved.length / channels)
  for (let i = 0, at = channel; i < out.length; i++, at += channels) out[i] = interleaved[at]!
  return out
}

/** Renames what is new into the pool; what was there already is left alone. Undoes itself when a rename fails. */
function moveIntoPlace(
  projectFolder: string,
  written: WrittenPoolFile[],
  original: { from: string; to: string },
): void {
  const moves = [
    original,
    ...written.flatMap((file) => [
      { from: file.peaksPath, to: poolPeaksPath(projectFolder, file.poolHash) },
      { from: file.audioPath, to: poolAudioPath(projectFolder, file.poolHash) },
    ]),
  ]
  const made: string[] = []
  try {
    for (const { from, to } of moves) {
      const isThere = existsSync(to)
      if (isThere && statSync(to).size === statSync(from).size) continue
      renameSync(from, to)
      if (!isThere) made.push(to)
    }
  } catch (error) {
    for (const path of made) rmSync(path, { force: true })
    throw diskError(error, projectFolder)
  }
  for (const folder of new Set(moves.map(({ to }) => dirname(to)))) syncFolder(folder)
}

/** The file's name without its ending, and the channel's where the file was split. */
function assetName(displayName: string, channels: number, index: number): string {
  const file = basename(displayName)
  const stem = basename(file, extname(file)).trim().slice(0, 180) || 'Audio'
  if (channels <= 2) return stem
  return `${stem} ${channelNames[channels]?.[index] ?? index + 1}`
}

function checkCancelled(request: ImportRequest, control: ImportControl): void {
  if (!control.isCancelled()) return
  throw new AudioFileError(
    'cancelled',
    `The import of “${request.displayName}” was cancelled.`,
    'Import it again when you want it.',
  )
}
