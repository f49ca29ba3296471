import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { encodePeaks } from '../../shared/formats/peaks.ts'
import { PeaksBuilder } from '../../shared/formats/peaks-builder.ts'
import { diskError } from './disk.ts'
import { readPoolSound, readRange } from './pool-reader.ts'
import { poolPeaksPath } from './project-files.ts'

const pieceFrames = 65_536

/** Makes the peaks file of a pool sound anew. Throws AudioFileError, with what was there left as it was. */
export async function buildPeaks(projectFolder: string, poolHash: string): Promise<void> {
  const { channels, frames, sampleRate } = await readPoolSound(projectFolder, poolHash)
  const builder = new PeaksBuilder(channels, sampleRate)
  for (let start = 0; start < frames; start += pieceFrames) {
    builder.push(await readRange(projectFolder, poolHash, start, Math.min(pieceFrames, frames - start)))
  }
  const path = poolPeaksPath(projectFolder, poolHash)
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    const handle = await open(temporary, 'wx')
    try {
      await handle.writeFile(encodePeaks(builder.finish()))
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw diskError(error, path)
  }
}
