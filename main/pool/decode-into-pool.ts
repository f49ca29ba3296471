import { join } from 'node:path'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import { Resampler } from '../../shared/resample/resample.ts'
import type { OpenedAudio } from './decode/open-audio.ts'
import { PoolFileWriter, type WrittenPoolFile } from './pool-file-writer.ts'
import type { JobControl } from './worker-job.ts'

export interface DecodeOptions {
  projectRate: number
  /** How the user knows the file. */
  displayName: string
  /** Where the sounds are written, under temporary names. */
  temporaryFolder: string
  control: JobControl
  /** Throws where the work is to end. */
  checkCancelled(): void
}

/**
 * Decodes, resamples and writes: one file of one or two channels, or one mono file per channel of more. The one way from a
 * file to the pool, so that the same file gives the same hash whenever it is decoded. Throws AudioFileError; closes the source.
 */
export async function decodeIntoPool(
  { source }: OpenedAudio,
  { projectRate, displayName, temporaryFolder, control, checkCancelled }: DecodeOptions,
): Promise<{ written: WrittenPoolFile[]; notes: string[] }> {
  const { channels, sampleRate } = source
  const writers: PoolFileWriter[] = []
  const repaired = { samples: 0 }
  try {
    const resampler = sampleRate === projectRate ? null : new Resampler(sampleRate, projectRate, channels)
    const isSplit = channels > 2
    for (let index = 0; index < (isSplit ? channels : 1); index++) {
      const path = join(temporaryFolder, `sound-${index}`)
      writers.push(new PoolFileWriter(path, channels === 2 ? 2 : 1, projectRate))
    }
    const write = (sound: Float32Array) => {
      if (isSplit) for (const [index, writer] of writers.entries()) writer.write(channelOf(sound, index, channels))
      else writers[0]!.write(sound)
    }
    let frames = 0
    for await (const piece of source.pieces()) {
      checkCancelled()
      repaired.samples += silenceNonNumbers(piece)
      frames += piece.length / channels
      write(resampler === null ? piece : resampler.push(piece))
      control.onProgress(source.progress())
    }
    if (frames === 0) {
      throw new AudioFileError(
        'no-samples',
        `“${displayName}” holds no sound.`,
        'Export it again and check its length.',
      )
    }
    if (resampler !== null) write(resampler.finish())
    checkCancelled()
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
