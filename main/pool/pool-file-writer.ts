import type { Hash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { encodePeaks } from '../../shared/formats/peaks.ts'
import { PeaksBuilder } from '../../shared/formats/peaks-builder.ts'
import { poolFileHeader } from '../../shared/formats/pool-file.ts'
import { diskError } from './disk.ts'
import { startPoolHash } from './pool-hash.ts'

export interface WrittenPoolFile {
  audioPath: string
  peaksPath: string
  channels: 1 | 2
  frames: number
  poolHash: string
}

/** Writes one sound of the pool and its peaks under temporary names, hashing on the way. Blocks: for worker threads. */
export class PoolFileWriter {
  readonly #audioPath: string
  readonly #peaksPath: string
  readonly #channels: 1 | 2
  readonly #sampleRate: number
  readonly #peaks: PeaksBuilder
  readonly #hash: Hash
  #handle: number | null
  #frames = 0

  /** `path` is without ending; throws AudioFileError where it cannot be written. */
  constructor(path: string, channels: 1 | 2, sampleRate: number) {
    this.#audioPath = `${path}.wav`
    this.#peaksPath = `${path}.dat`
    this.#channels = channels
    this.#sampleRate = sampleRate
    this.#peaks = new PeaksBuilder(channels, sampleRate)
    this.#hash = startPoolHash(channels, sampleRate)
    try {
      this.#handle = openSync(this.#audioPath, 'wx')
      writeWhole(this.#handle, poolFileHeader(channels, sampleRate, 0))
    } catch (error) {
      throw diskError(error, this.#audioPath)
    }
  }

  /** Takes interleaved frames. */
  write(sound: Float32Array): void {
    if (this.#handle === null || sound.length === 0) return
    const bytes = new Uint8Array(sound.buffer, sound.byteOffset, sound.byteLength)
    try {
      writeWhole(this.#handle, bytes)
    } catch (error) {
      throw diskError(error, this.#audioPath)
    }
    this.#peaks.push(sound)
    this.#hash.update(bytes)
    this.#frames += sound.length / this.#channels
  }

  /** Writes the true header and the peaks, and brings both to the disk. */
  finish(): WrittenPoolFile {
    try {
      if (this.#handle !== null) {
        const header = poolFileHeader(this.#channels, this.#sampleRate, this.#frames)
        writeSync(this.#handle, header, 0, header.length, 0)
        fsyncSync(this.#handle)
      }
      this.close()
      writeSynced(this.#peaksPath, encodePeaks(this.#peaks.finish()))
    } catch (error) {
      throw diskError(error, this.#audioPath)
    }
    return {
      audioPath: this.#audioPath,
      peaksPath: this.#peaksPath,
      channels: this.#channels,
      frames: this.#frames,
      poolHash: this.#hash.digest('hex'),
    }
  }

  close(): void {
    if (this.#handle !== null) closeSync(this.#handle)
    this.#handle = null
  }
}

/** Appends all of the bytes, however many of them the system takes at a time. */
export function writeWhole(handle: number, bytes: Uint8Array): void {
  let done = 0
  while (done < bytes.length) done += writeSync(handle, bytes, done, bytes.length - done)
}

/** Writes a new file and brings it to the disk. */
export function writeSynced(path: string, bytes: Uint8Array): void {
  const handle = openSync(path, 'wx')
  try {
    writeWhole(handle, bytes)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
