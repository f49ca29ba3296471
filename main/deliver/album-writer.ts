import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { AlbumFile } from '../../shared/contract/renders.ts'
import type { TitledCut } from '../../shared/engine/album/album-cuts.ts'
import { instantiateKernel } from '../../shared/engine/kernel/kernel.ts'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import type { NoiseShape } from '../../shared/formats/noise-shaping.ts'
import { wavDataBytes } from '../../shared/formats/wav-write.ts'
import { loadKernelModule } from '../kernel-module.ts'
import { diskError } from '../pool/disk.ts'
import { moveIntoPlace } from '../pool/move-into-place.ts'
import { safeFileName } from '../store/project-folder.ts'
import { CutFile } from './cut-file.ts'
import {
  createRenderWriter,
  removeRenderLeftovers,
  temporaryPath,
  type WavDepth,
  wavEncodings,
} from './render-writer.ts'

export interface AlbumWriterOptions {
  /** Is there already. */
  readonly folder: string
  readonly sampleRate: number
  readonly depth: WavDepth
  readonly dither: NoiseShape
  /** Of the whole album. */
  readonly frames: number
  readonly cuts: readonly TitledCut[]
  readonly signal?: AbortSignal | undefined
}

/** Calls follow one another. After an error or `abort` nothing of the files is left, and what stood there before still stands. */
export interface AlbumWriter {
  /** Takes interleaved stereo float32 of whole frames, the album from its first frame on. */
  write(sound: Float32Array): Promise<void>
  /** Gives all files their names. */
  finish(): Promise<AlbumFile[]>
  abort(): Promise<void>
}

/** Number and title, such as "03 Paper Boats.wav"; what is hidden before the first track is numbered 00, as it is when a disc is read. */
function fileName({ number, title }: TitledCut): string {
  return `${`${number}`.padStart(2, '0')} ${safeFileName(title, 'Untitled')}.wav`
}

/**
 * Writes the album as one dithered stream and cuts that, as it comes, into a file for each track, so that files that follow one another join
 * without a gap, in their noise too. Throws AudioFileError.
 */
export async function createAlbumWriter(options: AlbumWriterOptions): Promise<AlbumWriter> {
  const { folder, sampleRate, depth, dither, cuts, signal } = options
  await removeRenderLeftovers(folder)
  const kernel = instantiateKernel(await loadKernelModule())
  const files = cuts.map((cut) => {
    const path = join(folder, fileName(cut))
    const { startFrame, endFrame } = cut
    const temporary = temporaryPath(path)
    const encoding = wavEncodings[depth]
    return {
      path,
      temporary,
      cut: new CutFile({ temporary, path, encoding, sampleRate, startFrame, endFrame, kernel }),
    }
  })
  const bytesPerFrame = wavDataBytes({ encoding: wavEncodings[depth], channels: 2, frames: 1 })
  let settled = 0
  const stream = await createRenderWriter({
    path: join(folder, 'Album.wav'),
    sampleRate,
    channels: 2,
    depth,
    dither,
    async onSettled(bytes) {
      signal?.throwIfAborted()
      for (const { cut } of files) await cut.take(bytes, settled)
      settled += bytes.length / bytesPerFrame
    },
  })

  async function drop(): Promise<void> {
    await stream.abort()
    for (const { cut } of files) await cut.close()
    for (const { temporary } of files) await rm(temporary, { force: true })
  }

  async function finish(): Promise<AlbumFile[]> {
    const { frames } = await stream.finish()
    if (frames !== options.frames)
      throw new AudioFileError(
        'write-failed',
        `${frames} of ${options.frames} frames of the album came.`,
        'Bounce it again.',
      )
    const written = await Promise.all(files.map(({ cut }) => cut.whole()))
    signal?.throwIfAborted()
    moveIntoPlace(
      folder,
      files.map(({ temporary, path }) => ({ from: temporary, to: path })),
    )
    return cuts.map(({ itemId, number, startFrame, endFrame }, index) => {
      return { itemId, number, path: files[index]!.path, frames: endFrame - startFrame, ...written[index]! }
    })
  }

  return {
    write: (sound) => stream.write(sound),
    async finish() {
      try {
        return await finish()
      } catch (error) {
        await drop()
        throw diskError(error, join(folder, basename(folder)))
      }
    },
    abort: drop,
  }
}
