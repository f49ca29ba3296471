import { randomUUID } from 'node:crypto'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { decodePeaks, encodePeaks } from '../../shared/formats/peaks.ts'
import { PeaksBuilder } from '../../shared/formats/peaks-builder.ts'
import { diskError } from './disk.ts'
import { readPoolSound, readRange } from './pool-reader.ts'
import { poolPeaksPath } from './project-files.ts'

const pieceFrames = 65_536

/** The peaks file of a pool sound, as its bytes; built anew where it is missing or damaged. Throws AudioFileError. */
export async function loadPeaks(projectFolder: string, poolHash: string): Promise<Uint8Array> {
  const path = poolPeaksPath(projectFolder, poolHash)
  try {
    const bytes = await readFile(path)
    decodePeaks(bytes)
    return bytes
  } catch {
    return buildPeaks(projectFolder, poolHash, path)
  }
}

async function buildPeaks(projectFolder: string, poolHash: string, path: string): Promise<Uint8Array> {
  const { channels, frames, sampleRate } = await readPoolSound(projectFolder, poolHash)
  const builder = new PeaksBuilder(channels, sampleRate)
  for (let start = 0; start < frames; start += pieceFrames) {
    builder.push(await readRange(projectFolder, poolHash, start, Math.min(pieceFrames, frames - start)))
  }
  const bytes = encodePeaks(builder.finish())
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    const handle = await open(temporary, 'wx')
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw diskError(error, path)
  }
  return bytes
}
