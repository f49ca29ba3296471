import type { Depth } from '../../shared/contract/api.ts'
import type { AlbumFile } from '../../shared/contract/renders.ts'
import { albumCuts, cutNotes, type TitledCut } from '../../shared/engine/album/album-cuts.ts'
import type { AlbumMaster } from '../../shared/engine/album/album-masters.ts'
import { type AlbumRender, prepareAlbum } from '../../shared/engine/album/render-album.ts'
import { instantiateKernel } from '../../shared/engine/kernel/kernel.ts'
import { deviceFileIds } from '../../shared/engine/mixer/plan.ts'
import type { RenderJob } from '../../shared/engine/offline/render-job.ts'
import { renderSong } from '../../shared/engine/offline/render-song.ts'
import { localFeed } from '../../shared/engine/offline/strip-feed.ts'
import type { NoiseShape } from '../../shared/formats/noise-shaping.ts'
import type { Document } from '../../shared/model/document.ts'
import { createAlbumWriter } from '../deliver/album-writer.ts'
import { loadKernelModule } from '../kernel-module.ts'
import { openPoolReader } from '../pool/pool-reader.ts'
import { nodeAlbumHost, poolAssetsOf } from '../renders/node-album-host.ts'
import { readDeviceFiles } from './device-files.ts'

export interface AlbumBounceOptions {
  /** The document as it sounds. */
  readonly project: { readonly path: string; readonly document: Document }
  /** Is there already; files of the same names in it are replaced when all are whole. */
  readonly folder: string
  readonly depth: Depth
  readonly dither: NoiseShape
  readonly onProgress: (label: string, fraction: number) => void
  readonly signal?: AbortSignal | undefined
}

export interface AlbumBounce {
  readonly files: readonly AlbumFile[]
  readonly masters: readonly AlbumMaster[]
  readonly lengthFrames: number
  readonly notes: readonly string[]
}

/**
 * Renders what is stale of the album, then the whole of it into a file for each track. Rejects with RenderRefused for an album that cannot
 * be rendered, with the signal's reason or AudioFileError `cancelled` when cancelled, and with the writer's errors; none leaves a file.
 */
export async function albumToFiles(options: AlbumBounceOptions): Promise<AlbumBounce> {
  const { project, signal, onProgress } = options
  const { document } = project
  // What fails ends all that runs beside it.
  const failure = new AbortController()
  const ended = signal ? AbortSignal.any([signal, failure.signal]) : failure.signal
  const host = nodeAlbumHost(project.path, ended)
  try {
    const album = await prepareAlbum(document, host, { onProgress: (label, fraction) => onProgress(label, fraction) })
    try {
      const files = await writeAlbum(album, albumCuts(document, album.sequence), options)
      const notes = [...album.notes, ...cutNotes(document, album, files)]
      return { files, masters: album.masters, lengthFrames: album.sequence.lengthFrames, notes }
    } finally {
      if (album.temporaryKey !== null) await host.drop(album.temporaryKey)
    }
  } catch (error) {
    failure.abort()
    throw error
  } finally {
    host.close()
  }
}

async function writeAlbum(
  album: AlbumRender,
  cuts: readonly TitledCut[],
  { project, folder, depth, dither, onProgress, signal }: AlbumBounceOptions,
): Promise<AlbumFile[]> {
  const { task, document } = album.end
  const kernel = instantiateKernel(await loadKernelModule())
  const reader = openPoolReader(project.path, poolAssetsOf(document))
  const prepared = task.job as RenderJob
  const job = { ...prepared, files: readDeviceFiles(reader, deviceFileIds(prepared.plan)) }
  const { sampleRate } = job
  const frames = album.sequence.lengthFrames
  const writer = await createAlbumWriter({ folder, sampleRate, depth, dither, frames, cuts, signal })
  try {
    const feed = localFeed(kernel, job, { read: reader.read, prepare: () => Promise.resolve() })
    const sound = renderSong(kernel, job, feed, {
      onProgress: (fraction) => onProgress('Album', fraction),
      checkCancelled: () => signal?.throwIfAborted(),
      breathe: () => new Promise((resolve) => setImmediate(resolve)),
    })
    for await (const chunk of sound) await writer.write(chunk)
    onProgress('Measuring the files', 0)
    return await writer.finish()
  } catch (error) {
    await writer.abort()
    throw error
  } finally {
    reader.close()
  }
}
