import type { Depth } from '../../shared/contract/api.ts'
import type { AlbumFile } from '../../shared/contract/renders.ts'
import { albumCuts, cutNotes, type TitledCut } from '../../shared/engine/album/album-cuts.ts'
import type { BeginPiece } from '../../shared/engine/album/album-host.ts'
import type { AlbumMaster } from '../../shared/engine/album/album-masters.ts'
import { type AlbumRender, prepareAlbum } from '../../shared/engine/album/render-album.ts'
import type { NoiseShape } from '../../shared/formats/noise-shaping.ts'
import type { Document } from '../../shared/model/document.ts'
import { createAlbumWriter } from '../deliver/album-writer.ts'
import { type NodeAlbumHost, nodeAlbumHost } from '../renders/node-album-host.ts'

export interface AlbumBounceOptions {
  /** The document as it sounds. */
  readonly project: { readonly path: string; readonly document: Document }
  /** Is there already; files of the same names in it are replaced when all are whole. */
  readonly folder: string
  readonly depth: Depth
  readonly dither: NoiseShape
  /** Told of each rendering; default: none is. */
  readonly begin?: BeginPiece
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
  const { project, signal, begin } = options
  const { document } = project
  // What fails ends all that runs beside it.
  const failure = new AbortController()
  const ended = signal ? AbortSignal.any([signal, failure.signal]) : failure.signal
  const host = nodeAlbumHost(project.path, ended, begin)
  try {
    const album = await prepareAlbum(document, host, {})
    try {
      const files = await writeAlbum(host, album, albumCuts(document, album.sequence), options)
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

/** One thread renders while this one dithers and writes. */
async function writeAlbum(
  host: NodeAlbumHost,
  album: AlbumRender,
  cuts: readonly TitledCut[],
  { project, folder, depth, dither, signal }: AlbumBounceOptions,
): Promise<AlbumFile[]> {
  const { sampleRate } = project.document.project
  const frames = album.sequence.lengthFrames
  const writer = await createAlbumWriter({ folder, sampleRate, depth, dither, frames, cuts, signal })
  try {
    await host.give({ key: 'Album', label: 'Album', ...album.end }, (chunk) => writer.write(chunk))
    return await writer.finish()
  } catch (error) {
    await writer.abort()
    throw error
  }
}
