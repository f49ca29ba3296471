import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import { parseBytes } from '../../shared/formats/byte-source.ts'
import { poolByteRange, poolDataOffset } from '../../shared/formats/pool-file.ts'
import { wavParser } from '../../shared/formats/wav-read.ts'
import { poolAudioPath, soundPath } from './project-files.ts'

export interface PoolSound {
  channels: 1 | 2
  frames: number
  sampleRate: number
}

/** What of an asset is needed to read its sound. */
export interface PoolAsset {
  id: string
  name: string
  poolHash: string
}

/**
 * Frames of a pool file, interleaved where it is stereo; silence past its end. Throws AudioFileError where the hash is none or
 * its file is missing or damaged.
 */
export async function readRange(
  projectFolder: string,
  poolHash: string,
  startFrame: number,
  frames: number,
): Promise<Float32Array> {
  const path = poolAudioPath(projectFolder, poolHash)
  let handle: FileHandle
  try {
    handle = await open(path, 'r')
  } catch {
    throw missingSound(poolHash)
  }
  try {
    const header = new Uint8Array(poolDataOffset)
    const { bytesRead } = await handle.read(header, 0, header.length, 0)
    const { channels } = poolSound(header.subarray(0, bytesRead), (await handle.stat()).size, poolHash)
    const dest = new Float32Array(frames * channels)
    const bytes = new Uint8Array(dest.buffer)
    const { offset } = poolByteRange(channels, startFrame, frames)
    for (let filled = 0; filled < bytes.length; ) {
      const { bytesRead: more } = await handle.read(bytes, filled, bytes.length - filled, offset + filled)
      if (more === 0) break
      filled += more
    }
    return dest
  } finally {
    await handle.close()
  }
}

/** The shape of a pool file by its header. */
export async function readPoolSound(projectFolder: string, poolHash: string): Promise<PoolSound> {
  const reader = openPoolReader(projectFolder, [{ id: poolHash, name: poolHash, poolHash }])
  try {
    return reader.sound(poolHash)
  } finally {
    reader.close()
  }
}

/** Synchronous reading of many assets, for rendering on the command line: the engine's playlist reads from it. */
export interface PoolReader {
  /**
   * Fills the first frames × channels of `dest` with an asset's frames as they are stored (mono, or stereo interleaved);
   * silence past its end. Throws AudioFileError.
   */
  read(assetId: string, startFrame: number, frames: number, dest: Float32Array): void
  sound(assetId: string): PoolSound
  close(): void
}

interface OpenSound extends PoolSound {
  handle: number
  /** What was read last, ahead of what was asked for; zeros past the file's end. */
  window: Uint8Array
  /** Where the window lies in the file; beyond every file while it is empty. */
  windowOffset: number
}

/** A render asks for a few kilobytes at a time, in order: reading this much at once saves it most of the calls. */
const windowBytes = 128 * 1024
/** A request of this size is worth a call of its own, which spares it the way through the window. */
const directBytes = 16 * 1024

/** Fills `bytes` from a place in a file, with zeros past its end. */
function readAt(handle: number, bytes: Uint8Array, offset: number): void {
  let filled = 0
  while (filled < bytes.length) {
    const more = readSync(handle, bytes, filled, bytes.length - filled, offset + filled)
    if (more === 0) break
    filled += more
  }
  bytes.fill(0, filled)
}

export function openPoolReader(projectFolder: string, assets: Iterable<PoolAsset>): PoolReader {
  const byId = new Map<string, PoolAsset>()
  for (const asset of assets) byId.set(asset.id, asset)
  const opened = new Map<string, OpenSound>()

  function openSound(assetId: string): OpenSound {
    const already = opened.get(assetId)
    if (already !== undefined) return already
    const asset = byId.get(assetId)
    if (asset === undefined) throw missingSound(assetId)
    let handle: number
    try {
      handle = openSync(soundPath(projectFolder, asset.poolHash), 'r')
    } catch {
      throw missingSound(asset.name)
    }
    try {
      const header = new Uint8Array(poolDataOffset)
      const bytesRead = readSync(handle, header, 0, header.length, 0)
      const empty = { window: new Uint8Array(windowBytes), windowOffset: Number.POSITIVE_INFINITY }
      const sound = {
        handle,
        ...empty,
        ...poolSound(header.subarray(0, bytesRead), fstatSync(handle).size, asset.name),
      }
      opened.set(assetId, sound)
      return sound
    } catch (error) {
      closeSync(handle)
      throw error
    }
  }

  return {
    read(assetId, startFrame, frames, dest) {
      const sound = openSound(assetId)
      const { offset, length } = poolByteRange(sound.channels, startFrame, frames)
      const bytes = new Uint8Array(dest.buffer, dest.byteOffset, length)
      if (length >= directBytes) {
        readAt(sound.handle, bytes, offset)
        return
      }
      if (offset < sound.windowOffset || offset + length > sound.windowOffset + windowBytes) {
        readAt(sound.handle, sound.window, offset)
        sound.windowOffset = offset
      }
      const from = offset - sound.windowOffset
      bytes.set(sound.window.subarray(from, from + length))
    },
    sound(assetId) {
      const { channels, frames, sampleRate } = openSound(assetId)
      return { channels, frames, sampleRate }
    },
    close() {
      for (const { handle } of opened.values()) closeSync(handle)
      opened.clear()
    },
  }
}

function poolSound(header: Uint8Array, fileSize: number, name: string): PoolSound {
  const damaged = () =>
    new AudioFileError('damaged', `The pool's sound “${name}” is damaged.`, 'Import its original file again.')
  try {
    const { channels, frames, sampleRate, dataOffset, notes } = parseBytes(wavParser(fileSize, name), header)
    if ((channels !== 1 && channels !== 2) || dataOffset !== poolDataOffset || notes.length > 0) throw damaged()
    return { channels, frames, sampleRate }
  } catch {
    throw damaged()
  }
}

function missingSound(name: string): AudioFileError {
  return new AudioFileError(
    'missing',
    `The sound of “${name}” is missing from the project's pool.`,
    'Import its original file again.',
  )
}
