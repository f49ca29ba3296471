import { type FileHandle, open, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { AlbumFile } from '../../shared/contract/renders.ts'
import type { TitledCut } from '../../shared/engine/album/album-cuts.ts'
import { instantiateKernel, type Kernel } from '../../shared/engine/kernel/kernel.ts'
import { AudioFileError } from '../../shared/formats/audio-file-error.ts'
import type { NoiseShape } from '../../shared/formats/noise-shaping.ts'
import { bytesPerSample, decodePcm } from '../../shared/formats/pcm.ts'
import { wavDataBytes, wavHeader } from '../../shared/formats/wav-write.ts'
import type { Measurement } from '../../shared/measure/measurement.ts'
import { createMeter } from '../../shared/measure/meter.ts'
import { loadKernelModule } from '../kernel-module.ts'
import { diskError } from '../pool/disk.ts'
import { type Move, moveIntoPlace } from '../pool/move-into-place.ts'
import { safeFileName } from '../store/project-folder.ts'
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
  /** Cuts, measures, and gives all files their names. */
  finish(): Promise<AlbumFile[]>
  abort(): Promise<void>
}

/** A multiple of a frame's bytes at every depth, and small enough that measuring as much holds the event loop for milliseconds. */
const copyBytes = 786_432

interface CutFile extends Move {
  /** Resolves when it is on the disk and closed. */
  readonly synced: Promise<void>
  readonly bytes: number
  readonly measurement: Measurement
}

/** Number and title, such as "03 Paper Boats.wav"; what is hidden before the first track is numbered 00, as it is when a disc is read. */
function fileName({ number, title }: TitledCut): string {
  return `${`${number}`.padStart(2, '0')} ${safeFileName(title, 'Untitled')}.wav`
}

/**
 * Writes the album as one dithered stream and cuts that into a file for each track, so that files that follow one another join without a
 * gap, in their noise too. Throws AudioFileError.
 */
export async function createAlbumWriter(options: AlbumWriterOptions): Promise<AlbumWriter> {
  const { folder, sampleRate, depth, dither, cuts, signal } = options
  await removeRenderLeftovers(folder)
  const image = temporaryPath(join(folder, 'Album.wav'))
  const stream = await createRenderWriter({ path: image, sampleRate, channels: 2, depth, dither, isPassing: true })
  const written: string[] = []

  async function drop(): Promise<void> {
    for (const path of [image, ...written]) await rm(path, { force: true })
  }

  /** Copies a cut into a file of its own, and measures what it copies: exactly what the file holds. */
  async function cutFile(kernel: Kernel, from: FileHandle, cut: TitledCut): Promise<CutFile> {
    const encoding = wavEncodings[depth]
    const to = join(folder, fileName(cut))
    const temporary = temporaryPath(to)
    written.push(temporary)
    const shape = { encoding, channels: 2, sampleRate }
    const frames = cut.endFrame - cut.startFrame
    const header = wavHeader({ ...shape, frames })
    const first = wavHeader({ ...shape, frames: options.frames }).length
    const bytesBefore = wavDataBytes({ ...shape, frames: cut.startFrame })
    const bytes = wavDataBytes({ ...shape, frames })
    const handle = await open(temporary, 'wx').catch((error) => {
      throw diskError(error, to)
    })
    const meter = createMeter(kernel, sampleRate, 2)
    try {
      await handle.write(header)
      const buffer = new Uint8Array(copyBytes)
      const sound = new Float32Array(copyBytes / bytesPerSample(encoding))
      for (let done = 0; done < bytes; ) {
        signal?.throwIfAborted()
        const wanted = Math.min(copyBytes, bytes - done)
        for (let filled = 0; filled < wanted; ) {
          const { bytesRead } = await from.read(buffer, filled, wanted - filled, first + bytesBefore + done + filled)
          if (bytesRead === 0) throw new Error('the album that was written could not be read back')
          filled += bytesRead
        }
        for (let put = 0; put < wanted; ) put += (await handle.write(buffer, put, wanted - put)).bytesWritten
        const samples = sound.subarray(0, wanted / bytesPerSample(encoding))
        decodePcm(buffer, encoding, false, samples)
        meter.push(samples, samples.length / 2)
        done += wanted
      }
      if (bytes % 2 === 1) await handle.write(new Uint8Array(1))
    } catch (error) {
      await handle.close()
      meter.release()
      throw diskError(error, to)
    }
    const measurement = meter.finish()
    meter.release()
    const synced = handle.sync().finally(() => handle.close())
    // Another cut may fail before this is waited for.
    synced.catch(() => undefined)
    return { from: temporary, to, bytes: header.length + bytes + (bytes % 2), measurement, synced }
  }

  async function finish(): Promise<AlbumFile[]> {
    const { frames } = await stream.finish()
    if (frames !== options.frames)
      throw new AudioFileError(
        'write-failed',
        `${frames} of ${options.frames} frames of the album came.`,
        'Bounce it again.',
      )
    const from = await open(image, 'r')
    const moves: CutFile[] = []
    try {
      const kernel = instantiateKernel(await loadKernelModule())
      for (const cut of cuts) moves.push(await cutFile(kernel, from, cut))
      // Each is brought to the disk while the next ones are cut.
      await Promise.all(moves.map(({ synced }) => synced))
    } finally {
      await from.close()
    }
    await rm(image, { force: true })
    signal?.throwIfAborted()
    moveIntoPlace(dirname(moves[0]!.to), moves)
    return cuts.map(({ itemId, number, startFrame, endFrame }, index) => {
      const { to: path, bytes, measurement } = moves[index]!
      return { itemId, number, path, bytes, frames: endFrame - startFrame, measurement }
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
    async abort() {
      await stream.abort()
      await drop()
    },
  }
}
