import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import type { Peaks } from '../../shared/formats/peaks.ts'
import { PeaksBuilder } from '../../shared/formats/peaks-builder.ts'
import { poolDataOffset } from '../../shared/formats/pool-file.ts'
import { startPoolHash } from '../pool/pool-hash.ts'
import type { SoundFacts } from '../pool/pool-look.ts'

/** Whole frames of every kind: a multiple of what a stereo frame takes. */
const pieceBytes = 1_048_576

/** Reads a file in pieces from an offset on. `take` may throw to end it. */
export function readInPieces(path: string, offset: number, take: (piece: Uint8Array) => void): void {
  const handle = openSync(path, 'r')
  try {
    const buffer = new Uint8Array(pieceBytes)
    for (let at = offset; ; ) {
      let filled = 0
      while (filled < buffer.length) {
        const more = readSync(handle, buffer, filled, buffer.length - filled, at + filled)
        if (more === 0) break
        filled += more
      }
      if (filled === 0) return
      at += filled
      take(buffer.subarray(0, filled))
    }
  } finally {
    closeSync(handle)
  }
}

/** The hash of a pool file's sound, and the peaks it has; null where it ends within a frame. `onBytes` may throw to end it. */
export function hashSound(
  path: string,
  { channels }: Pick<SoundFacts, 'channels'>,
  sampleRate: number,
  onBytes: (bytes: number) => void,
): { poolHash: string; peaks: Peaks } | null {
  const hash = startPoolHash(channels, sampleRate)
  const peaks = new PeaksBuilder(channels, sampleRate)
  let isWhole = true
  readInPieces(path, poolDataOffset, (piece) => {
    onBytes(piece.length)
    hash.update(piece)
    if (piece.length % (4 * channels) === 0)
      peaks.push(new Float32Array(piece.buffer, piece.byteOffset, piece.length / 4))
    else isWhole = false
  })
  return isWhole ? { poolHash: hash.digest('hex'), peaks: peaks.finish() } : null
}

/** SHA-256 of a file's bytes. `onBytes` may throw to end it. Throws AudioFileError where the file cannot be read. */
export function hashFile(path: string, fileName: string, onBytes: (bytes: number) => void): string {
  const hash = createHash('sha256')
  try {
    readInPieces(path, 0, (piece) => {
      onBytes(piece.length)
      hash.update(piece)
    })
  } catch (error) {
    if (error instanceof AudioFileError) throw error
    const { code } = error as NodeJS.ErrnoException
    throw new AudioFileError('unreadable', `“${fileName}” could not be read (${code}).`, 'Check the disk it lies on.')
  }
  return hash.digest('hex')
}
