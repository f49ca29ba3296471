import { createHash, randomUUID } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import { poolDataOffset } from '../../shared/formats/pool-file.ts'
import { formatBytes } from '../../shared/model/units.ts'
import { diskError, syncFolder } from '../pool/disk.ts'
import { writeWhole } from '../pool/pool-file-writer.ts'
import { startPoolHash } from '../pool/pool-hash.ts'
import { audioFolder, originalsFolder, peaksFolder, poolAudioPath, poolPeaksPath } from '../pool/project-files.ts'
import type { JobControl } from '../pool/worker-job.ts'
import { type CopiedAudio, copyDatabase } from '../store/copy-database.ts'
import { databasePath, isCoverFile, projectName, rendersFolder } from '../store/project-folder.ts'
import { readInPieces } from './hash-sound.ts'
import { keptOriginals, throwIfCancelled } from './pool-job.ts'

export interface CopyRequest {
  kind: 'copy'
  projectFolder: string
  /** The folder to be made; its name ends in .mixwright. */
  target: string
  sampleRate: number
  /** Whether the originals go with it. */
  withOriginals: boolean
}

export interface CopyResult {
  files: number
  bytes: number
  /** Sentences about what the project itself lacks. */
  notes: string[]
}

interface FileToCopy {
  from: string
  to: string
  bytes: number
  /** The sound it must hold; null for a file that is copied as it is. */
  sound: CopiedAudio | null
}

/** Left free on the disk, so that a copy does not take its last byte. */
const spareBytes = 16 * 1024 * 1024

/**
 * Copies a project with what its document and its history need. The copy is put together under another name beside its place,
 * every file synced and read again, and renamed when it is whole. Throws AudioFileError; then, and when cancelled, nothing is left.
 */
export async function runCopy(request: CopyRequest, control: JobControl): Promise<CopyResult> {
  const { projectFolder, target } = request
  const unfinished = join(dirname(target), `.${basename(target)}.copy-${randomUUID()}`)
  try {
    checkSpace(target, statSync(databasePath(projectFolder)).size)
    for (const folder of [audioFolder, originalsFolder, peaksFolder, rendersFolder])
      mkdirSync(join(unfinished, folder), { recursive: true })
    const audio = copyDatabase(projectFolder, unfinished, projectName(target))
    const { files, notes } = filesOf(request, unfinished, audio)
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    checkSpace(target, bytes)
    let done = 0
    for (const file of files) {
      const isWhole = copyVerified(request, file, control, (count) => {
        done += count
        // Every byte is read twice: from the project and from the copy.
        control.onProgress(done / (2 * bytes))
      })
      if (!isWhole) notes.push(`The sound of “${file.sound!.name}” is damaged, and was copied as it is.`)
    }
    for (const folder of [audioFolder, originalsFolder, peaksFolder]) syncFolder(join(unfinished, folder))
    syncFolder(unfinished)
    if (existsSync(target))
      throw new AudioFileError('write-failed', `Something came to “${target}” meanwhile.`, 'Choose another name.')
    renameSync(unfinished, target)
    syncFolder(dirname(target))
    const database = statSync(databasePath(target)).size
    return { files: files.length + 1, bytes: bytes + database, notes }
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    throw diskError(error, target)
  }
}

/** Refuses before anything is written what cannot fit. */
function checkSpace(target: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(dirname(target))
  const free = bavail * bsize
  if (free >= bytes + spareBytes) return
  throw new AudioFileError(
    'disk-full',
    `The copy takes ${formatBytes(bytes)}, and ${formatBytes(free)} are free on the disk of “${dirname(target)}”.`,
    'Free some space, or choose another disk.',
  )
}

function filesOf(
  { projectFolder, withOriginals }: CopyRequest,
  to: string,
  audio: readonly CopiedAudio[],
): { files: FileToCopy[]; notes: string[] } {
  const originals = keptOriginals(projectFolder)
  const files = new Map<string, FileToCopy>()
  const notes: string[] = []
  const add = (from: string, folder: string, sound: CopiedAudio | null): boolean => {
    const stat = statSync(from, { throwIfNoEntry: false })
    if (stat?.isFile()) files.set(from, { from, to: join(to, folder, basename(from)), bytes: stat.size, sound })
    return stat?.isFile() === true
  }
  for (const sound of audio) {
    const isThere = add(poolAudioPath(projectFolder, sound.poolHash), audioFolder, sound)
    if (!isThere && sound.isInDocument) notes.push(`The sound of “${sound.name}” is missing, and so it is in the copy.`)
    add(poolPeaksPath(projectFolder, sound.poolHash), peaksFolder, null)
    const original = withOriginals ? originals.get(sound.sourceHash) : undefined
    if (original !== undefined) add(original, originalsFolder, null)
  }
  for (const name of readdirSync(projectFolder)) if (isCoverFile(name)) add(join(projectFolder, name), '', null)
  return { files: [...files.values()], notes: [...new Set(notes)] }
}

/** Copies a file, syncs it and reads it again. Returns whether it holds the sound that it must hold. */
function copyVerified(
  { sampleRate }: CopyRequest,
  { from, to, sound }: FileToCopy,
  control: JobControl,
  onBytes: (bytes: number) => void,
): boolean {
  const written = createHash('sha256')
  const soundHash = sound && startPoolHash(sound.channels, sampleRate)
  let at = 0
  const handle = openSync(to, 'wx')
  try {
    readInPieces(from, 0, (piece) => {
      throwIfCancelled(control, 'The copy')
      writeWhole(handle, piece)
      written.update(piece)
      soundHash?.update(at === 0 ? piece.subarray(poolDataOffset) : piece)
      at += piece.length
      onBytes(piece.length)
    })
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  const copied = createHash('sha256')
  readInPieces(to, 0, (piece) => {
    throwIfCancelled(control, 'The copy')
    copied.update(piece)
    onBytes(piece.length)
  })
  if (copied.digest('hex') !== written.digest('hex'))
    throw new AudioFileError('write-failed', `“${basename(to)}” came out otherwise than it is.`, 'Check the disk.')
  return soundHash === null || soundHash.digest('hex') === sound!.poolHash
}
