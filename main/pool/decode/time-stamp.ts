import { AudioFileError } from '../../../shared/formats/audio-file-error.ts'
import { parseWith } from '../../../shared/formats/byte-source.ts'
import { wavParser } from '../../../shared/formats/wav-read.ts'
import { openFileBytes } from './file-bytes.ts'
import { sniffFile } from './open-audio.ts'

const secondsOfDay = 86_400

/**
 * The time stamp of a broadcast WAV (EBU Tech 3285), in frames since midnight at `projectRate`. Null where the file carries
 * none, or one that lies behind the day's end and so cannot be one. Throws AudioFileError where the file cannot be read.
 */
export async function timeStampFrame(path: string, projectRate: number): Promise<number | null> {
  if ((await sniffFile(path)) !== 'wav') return null
  const file = await openFileBytes(path, path)
  try {
    const { timeReferenceFrames, sampleRate } = await parseWith(wavParser(file.size, path), file.read)
    if (timeReferenceFrames === null || timeReferenceFrames >= secondsOfDay * sampleRate) return null
    return Math.round((timeReferenceFrames * projectRate) / sampleRate)
  } catch (error) {
    // What is wrong with the file is told by whoever decodes it.
    if (error instanceof AudioFileError && error.code !== 'unreadable') return null
    throw error
  } finally {
    await file.close()
  }
}
