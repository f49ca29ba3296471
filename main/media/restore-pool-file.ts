import { closeSync, copyFileSync, fsyncSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import { encodePeaks } from '../../shared/formats/peaks.ts'
import { poolFileHeader } from '../../shared/formats/pool-file.ts'
import type { Asset } from '../../shared/model/document.ts'
import { diskError } from '../pool/disk.ts'
import { moveIntoPlace, poolMoves } from '../pool/move-into-place.ts'
import { writeSynced } from '../pool/pool-file-writer.ts'
import { hashSound } from './hash-sound.ts'
import { type PoolPlace, withTemporaryFolder } from './pool-job.ts'

/**
 * Where a file is a pool's own file of one of the wanted sounds, by its header and its hash, copies it into the pool, exactly,
 * and returns the sound's hash; null where it is none. `onBytes` may throw to end it. Throws AudioFileError.
 */
export async function restorePoolFile(
  place: PoolPlace,
  path: string,
  wanted: readonly Asset[],
  onBytes: (bytes: number) => void,
): Promise<string | null> {
  for (const asset of wanted) {
    const { channels, frames, poolHash } = asset
    const header = poolFileHeader(channels, place.sampleRate, frames)
    if (!startsWith(path, header)) continue
    const found = readable(() => hashSound(path, asset, place.sampleRate, onBytes))
    if (found?.poolHash !== poolHash) continue
    await withTemporaryFolder(place.projectFolder, async (temporaryFolder) => {
      const audioPath = join(temporaryFolder, 'sound.wav')
      const peaksPath = join(temporaryFolder, 'sound.dat')
      try {
        copyFileSync(path, audioPath)
        syncFile(audioPath)
        writeSynced(peaksPath, encodePeaks(found.peaks))
      } catch (error) {
        throw diskError(error, audioPath)
      }
      const copied = hashSound(audioPath, asset, place.sampleRate, onBytes)
      if (copied?.poolHash !== poolHash)
        throw new AudioFileError('unreadable', `“${path}” changed while it was copied.`, 'Try it again.')
      moveIntoPlace(place.projectFolder, poolMoves(place.projectFolder, { audioPath, peaksPath, poolHash }))
    })
    return poolHash
  }
  return null
}

function startsWith(path: string, header: Uint8Array): boolean {
  const start = new Uint8Array(header.length)
  const filled = readable(() => {
    const handle = openSync(path, 'r')
    try {
      return readSync(handle, start, 0, start.length, 0)
    } finally {
      closeSync(handle)
    }
  })
  return filled === header.length && start.every((byte, index) => byte === header[index])
}

/** What reading gives; null where the system does not let it. */
function readable<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) return null
    throw error
  }
}

function syncFile(path: string): void {
  const handle = openSync(path, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
