import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { peaksFileBytes } from '../../shared/formats/peaks.ts'
import { poolByteRange, poolDataOffset, poolFileHeader } from '../../shared/formats/pool-file.ts'
import { poolAudioPath, poolPeaksPath } from './project-files.ts'

/** What an asset says of its sound. */
export interface SoundFacts {
  poolHash: string
  channels: 1 | 2
  /** Length at the project's rate. */
  frames: number
}

/** How a pool file was found: `damaged` is one that is there and is not what its asset says. */
export type SoundState = 'ok' | 'missing' | 'damaged'

/** The size of an asset's pool file, in bytes. */
export function poolFileBytes({ channels, frames }: Pick<SoundFacts, 'channels' | 'frames'>): number {
  return poolDataOffset + poolByteRange(channels, 0, frames).length
}

/**
 * Looks at a pool file without reading its sound: whether it is there, as long as its asset says, and begins as the pool
 * writes its files. Damage inside the sound is found by its hash only. Blocks: for worker threads.
 */
export function lookAtSound(projectFolder: string, sound: SoundFacts, sampleRate: number): SoundState {
  return lookAtFile(poolAudioPath(projectFolder, sound.poolHash), sound, sampleRate)
}

/** The same for a file of the pool's layout wherever it lies. */
export function lookAtFile(
  path: string,
  sound: Pick<SoundFacts, 'channels' | 'frames'>,
  sampleRate: number,
): SoundState {
  const header = poolFileHeader(sound.channels, sampleRate, sound.frames)
  const start = startOf(path, header.length)
  if (start === null) return 'missing'
  return start.size === poolFileBytes(sound) && start.bytes.equals(header) ? 'ok' : 'damaged'
}

/** Whether a sound's peaks are there and as long as they must be. Blocks: for worker threads. */
export function hasPeaks(projectFolder: string, sound: SoundFacts): boolean {
  return arePeaks(poolPeaksPath(projectFolder, sound.poolHash), sound)
}

/** The same for peaks wherever they lie. */
export function arePeaks(path: string, sound: Pick<SoundFacts, 'channels' | 'frames'>): boolean {
  const start = startOf(path, 4)
  return start?.size === peaksFileBytes(sound.channels, sound.frames) && start.bytes.toString('latin1') === 'MXPK'
}

/** A file's size and first bytes; null where it cannot be read. */
function startOf(path: string, length: number): { size: number; bytes: Buffer } | null {
  let handle: number
  try {
    handle = openSync(path, 'r')
  } catch {
    return null
  }
  try {
    const bytes = Buffer.alloc(length)
    const filled = readSync(handle, bytes, 0, length, 0)
    return { size: fstatSync(handle).size, bytes: bytes.subarray(0, filled) }
  } catch {
    return null
  } finally {
    closeSync(handle)
  }
}
